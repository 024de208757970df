/// What an archive may hold at most (interface: "Snapshot bundle"): enough for the largest employer, not for a bomb.
package struct BundleLimits: Sendable {
    package var entries = 20
    /// Unpacked bytes of all entries together.
    package var totalBytes = 10_000_000_000
    /// Unpacked bytes for each byte of the archive.
    package var ratio = 200

    package init() {}
}
