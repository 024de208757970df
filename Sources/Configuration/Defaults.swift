/// The files that the binary carries, so that it runs away from its repository: those of `Config`.
///
/// `Defaults` in this folder is a link to it; the package embeds what it leads to (`.embedInCode("Defaults")`).
enum Defaults {
    static let configuration = PackageResources.doorstroom_yaml
    static let canonicalMapping = PackageResources.canonical_yaml
    static let scorecard = PackageResources.default_yaml
    /// File names and contents, in the order of the configuration's default.
    static let statutes: [(name: String, bytes: [UInt8])] = [
        ("nl.yaml", PackageResources.nl_yaml), ("be.yaml", PackageResources.be_yaml),
    ]
}
