/// One file of a bundle.
package struct BundleFile: Equatable, Sendable {
    /// File name without folders, as people know it.
    package var name: String
    /// Where its bytes are now; in a temporary folder when it came out of an archive.
    package var path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }
}

/// A bundle, opened: its files lie on disk and can be read by name (interface: "Snapshot bundle").
package struct SnapshotBundle: Equatable, Sendable {
    /// How the bundle was given: decides which names its files may have.
    package enum Form: Equatable, Sendable { case folder, archive, file }

    package var form: Form
    /// The last part of the path that was opened.
    package var name: String
    /// Names that may hold the snapshot's date: of the folder, archive or file, and of the folder inside an archive.
    package var datedNames: [String]
    /// Regular files, by name; `snapshot.yaml` is not among them.
    package var files: [BundleFile]
    package var manifest: SnapshotManifest?

    package init(
        form: Form, name: String, datedNames: [String]? = nil, files: [BundleFile], manifest: SnapshotManifest? = nil
    ) {
        self.form = form
        self.name = name
        self.datedNames = datedNames ?? [name]
        self.files = files.sorted { $0.name < $1.name }
        self.manifest = manifest
    }
}
