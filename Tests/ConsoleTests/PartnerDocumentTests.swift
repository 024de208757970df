import Outreach
import Testing

@testable import Console

@Suite("The document of the partner API")
struct PartnerDocumentTests {
    private let document: PartnerDocument

    init() throws { document = try PartnerDocument() }

    @Test("It describes every route, and nothing else")
    func routes() {
        let routes = Set(PartnerRoutes.all.map { "\($0.method.rawValue) \($0.path)" })
        #expect(document.operations == routes.union(["GET /openapi.json"]))
        #expect(routes.count == PartnerRoutes.all.count)
    }

    @Test("Every schema of a request is one that requests can be held against")
    func schemas() throws {
        let checks = try RequestCheck.all(PartnerRoutes.all, document)
        for route in PartnerRoutes.all {
            let check = try #require(checks["\(route.method.rawValue) \(route.path)"])
            #expect(check.hasBody == [.post, .put].contains(route.method), "\(route.path)")
        }
    }

    @Test("The profile that it describes is that of the event's own schema")
    func profile() throws {
        let own = document.root.object?["components"]?.object?["schemas"]?.object?["Profile"]?.object
        let event = try JSONDocument(parsing: SchemaCatalogue.schema(of: .candidateIntroduced)).object
        #expect(own?["properties"] == event?["properties"] && own?["properties"] != nil)
        #expect(own?["required"] == event?["required"])
    }

    @Test("It lists exactly the problems that there are")
    func problems() throws {
        let schema = document.root.object?["components"]?.object?["schemas"]?.object?["Problem"]
        let codes = schema?.object?["properties"]?.object?["code"]?.object?["enum"]?.array?.compactMap(\.string)
        #expect(codes.map(Set.init) == Set(PartnerProblem.Code.allCases.map(\.rawValue)))
    }

    @Test(
        "Every operation tells what answers it may give, and whether a key is needed",
        arguments: PartnerRoutes.all.map(\.path))
    func answers(path: String) throws {
        for route in PartnerRoutes.all where route.path == path {
            let operation = try #require(document.operation(route.method.rawValue, path)?.object)
            let answers = Set((operation["responses"]?.object ?? [:]).keys)
            var expected: Set<String> = ["401", "406", "429", "500", "503", "400"]
            if route.writes { expected.formUnion(["409", "413", "422"]) }
            if [.post, .put].contains(route.method) { expected.insert("415") }
            #expect(answers.isSuperset(of: expected), "\(route.method) \(path) lacks \(expected.subtracting(answers))")
            let parameters = (operation["parameters"]?.array ?? []).compactMap { $0.object?["$ref"]?.string }
            #expect(parameters.contains("#/components/parameters/IdempotencyKey") == route.needsKey)
        }
    }

    @Test("Its examples of bodies keep to their own schemas")
    func examples() throws {
        for route in PartnerRoutes.all {
            let (method, path) = (route.method.rawValue, route.path)
            guard let schema = try document.body(of: method, path) else { continue }
            let body = document.operation(method, path)?.object?["requestBody"]?.object
            let example = try #require(body?["content"]?.object?["application/json"]?.object?["example"])
            #expect(schema.faults(of: example, at: "") == [], "\(method) \(path)")
        }
    }
}
