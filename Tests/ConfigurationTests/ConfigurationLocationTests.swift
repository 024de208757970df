import DoorstroomConfiguration
import Testing

@Suite("Where the configuration is looked for")
struct ConfigurationLocationTests {
    private func find(option: String? = nil, environment: [String: String] = [:], existing: [String] = []) -> String {
        var files = MemoryFiles("")
        files.contents = Dictionary(uniqueKeysWithValues: existing.map { ($0, []) })
        return ConfigurationLocation.find(option: option, environment: environment, files: files.port)
    }

    @Test("The option comes first, then the environment, then the folder, then /etc")
    func order() {
        let both = ["Config/doorstroom.yaml", "/etc/doorstroom/doorstroom.yaml"]
        let environment = ["DOORSTROOM_CONFIG": "/x.yaml"]
        #expect(find(option: "/o.yaml", environment: environment, existing: both) == "/o.yaml")
        #expect(find(environment: environment, existing: both) == "/x.yaml")
        #expect(find(existing: both) == "Config/doorstroom.yaml")
        #expect(find(existing: ["/etc/doorstroom/doorstroom.yaml"]) == "/etc/doorstroom/doorstroom.yaml")
        #expect(find(environment: ["DOORSTROOM_CONFIG": ""]) == "Config/doorstroom.yaml")
    }
}
