import Foundation

/// What the configuration needs of a file system, so that a test can stand in another one.
package struct ConfigurationFiles: Sendable {
    /// What a path leads to.
    package struct Status: Equatable, Sendable {
        package var isDirectory: Bool
        /// POSIX permission bits.
        package var permissions: Int

        package init(isDirectory: Bool, permissions: Int) {
            self.isDirectory = isDirectory
            self.permissions = permissions
        }

        /// Whether every user of the machine may read it.
        package var isReadableByAll: Bool { permissions & 0o004 != 0 }
    }

    /// What a path leads to, or nil when nothing is there.
    package var status: @Sendable (_ path: String) -> Status?
    /// The first `limit` bytes of a file.
    package var read: @Sendable (_ path: String, _ limit: Int) throws -> [UInt8]
    /// The names in a folder, in byte order.
    package var list: @Sendable (_ path: String) throws -> [String]

    package init(
        status: @escaping @Sendable (_ path: String) -> Status?,
        read: @escaping @Sendable (_ path: String, _ limit: Int) throws -> [UInt8],
        list: @escaping @Sendable (_ path: String) throws -> [String]
    ) {
        self.status = status
        self.read = read
        self.list = list
    }

    /// The machine's own files.
    package static let disk = ConfigurationFiles(
        status: { path in
            // Asking for attributes fails exactly when there is nothing to ask about.
            guard
                let attributes = try? FileManager.default.attributesOfItem(
                    atPath: URL(filePath: path).resolvingSymlinksInPath().path)
            else { return nil }
            return Status(
                isDirectory: attributes[.type] as? FileAttributeType == .typeDirectory,
                permissions: (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0)
        },
        read: { path, limit in
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { handle.closeFile() }
            return Array(try handle.read(upToCount: limit) ?? Data())
        },
        list: { path in
            try FileManager.default.contentsOfDirectory(atPath: path).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
        })
}
