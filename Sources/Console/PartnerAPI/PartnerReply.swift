import HTTPTypes
import Hummingbird
import NIOCore
import Outreach
import Store

/// An answer of the partner API.
struct PartnerReply: Equatable, Sendable {
    var status: Int
    var body: [UInt8]
    var headers: [String: String]

    init(_ status: Int = 200, _ body: [UInt8] = [], headers: [String: String] = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    init(_ status: Int = 200, _ value: JSONValue) { self.init(status, value.bytes) }

    init(_ problem: PartnerProblem) { self.init(problem.code.status, problem.body, headers: problem.headers) }

    init(_ receipt: PartnerReceipt) {
        self.init(receipt.status, receipt.body, headers: receipt.location.map { ["Location": $0] } ?? [:])
    }

    /// Problems are of their own media type, everything else is JSON.
    var response: Response {
        var fields = HTTPFields()
        if !body.isEmpty { fields[.contentType] = status >= 400 ? "application/problem+json" : "application/json" }
        fields[.cacheControl] = "no-store"
        fields[.xContentTypeOptions] = "nosniff"
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return Response(
            status: .init(code: status), headers: fields,
            body: body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension PartnerProblem {
    /// As it is kept for a repetition of the request: nothing was done.
    var receipt: PartnerReceipt { PartnerReceipt(status: code.status, body: body, isDone: false) }
}
