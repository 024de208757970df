/// Where a listener binds: an address of this host and a TCP port; port 0 takes a free one.
package struct ListenerAddress: Sendable, Equatable {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
