package import Outreach
package import Store

/// What the partner API must know of the house to hand out profiles; asked anew at each request.
package struct ProfileTerms: Sendable {
    /// What a partner that comes with a reference may have at this moment.
    package var request: @Sendable (_ reference: String, _ partner: Partner) async throws -> ProfileRequest
    /// Tells the operator what a person has to look at.
    package var tell: @Sendable (_ answer: ProfileAnswer, _ partner: Partner, _ wanted: [String]) async -> Void

    package init(
        request: @escaping @Sendable (_ reference: String, _ partner: Partner) async throws -> ProfileRequest,
        tell: @escaping @Sendable (_ answer: ProfileAnswer, _ partner: Partner, _ wanted: [String]) async -> Void
    ) {
        self.request = request
        self.tell = tell
    }
}
