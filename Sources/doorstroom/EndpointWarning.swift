import Delivery
import Outreach

extension Partner {
    /// What delivery will say to the endpoint that the configuration alone does not show: an address that is refused, a file
    /// that cannot be used. Nil where it will be dialled.
    var endpointWarning: String? {
        do throws(DeliveryError) {
            guard let refusal = try Delivery.Endpoint(self).refusalOfWrittenAddress else { return nil }
            return "the address of the endpoint is refused (\(refusal)), and nothing is sent there; if it is meant, "
                + "add it to `endpoint.allowAddresses`, such as [10.20.0.7] for one host or [10.20.0.0/16] for a network"
        } catch {
            return "\(error)"
        }
    }
}
