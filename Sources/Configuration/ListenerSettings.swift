import Workforce

/// Where one of the listeners accepts connections.
package struct ListenerSettings: Equatable, Sendable {
    /// A literal IP address.
    package var address: String
    /// 0 takes any free port.
    package var port: Int

    /// Whether only this machine can connect.
    package var isLoopback: Bool { NetworkAddress(address)?.isLoopback == true }

    /// Whether both would listen on the same port of the same address.
    func clashes(with other: ListenerSettings) -> Bool {
        let areEverywhere = [address, other.address].contains { $0 == "0.0.0.0" || $0 == "::" }
        return port != 0 && port == other.port && (address == other.address || areEverywhere)
    }

    /// Reads `address` and `port`; what is wrong takes the default, since it has been reported.
    init(_ section: YamlSection, port: Int) {
        var address = "127.0.0.1"
        if let written = section.text("address") {
            if NetworkAddress(written) != nil {
                address = written
            } else {
                section.error(
                    "invalid-address", "address", value: Shown.value(written),
                    "\(Shown.value(written)) is not an IP address",
                    remedy: written == "localhost"
                        ? "write 127.0.0.1" : "write one such as 127.0.0.1, or 0.0.0.0 for all")
            }
        }
        self.address = address
        self.port = section.integer("port", in: 0...65535) ?? port
    }
}

/// The console's listener (configuration key `console`).
package struct ConsoleSettings: Equatable, Sendable {
    package var listener: ListenerSettings

    init(_ section: YamlSection) {
        listener = ListenerSettings(section, port: 8470)
        section.finish()
        if !listener.isLoopback {
            section.warning(
                "open-listener", "address", value: listener.address, "the console can be reached from other machines",
                remedy: "write 127.0.0.1 and let a reverse proxy with TLS stand before it")
        }
    }
}

/// The listener that Prometheus scrapes (configuration key `metrics`).
package struct MetricsSettings: Equatable, Sendable {
    package var listener: ListenerSettings

    init(_ section: YamlSection) {
        listener = ListenerSettings(section, port: 8472)
        section.finish()
    }
}
