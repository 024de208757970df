/// A glob on a file name: `*` for any run of characters, `?` for any one, case insensitive.
struct FileNamePattern: Sendable {
    private let pattern: [UInt8]

    init(_ pattern: String) { self.pattern = Array(pattern.lowercased().utf8) }

    /// Whether the pattern can match more than one name.
    var hasWildcard: Bool { pattern.contains(0x2A) || pattern.contains(0x3F) }

    func matches(_ name: String) -> Bool {
        let name = Array(name.lowercased().utf8)
        // The greedy walk with one point to return to: linear in practice, never exponential.
        var at = 0
        var inPattern = 0
        var star: (pattern: Int, name: Int)?
        while at < name.count {
            if inPattern < pattern.count, pattern[inPattern] == 0x2A {
                star = (inPattern, at)
                inPattern += 1
            } else if inPattern < pattern.count, pattern[inPattern] == 0x3F || pattern[inPattern] == name[at] {
                inPattern += 1
                at += 1
            } else if let last = star {
                inPattern = last.pattern + 1
                at = last.name + 1
                star = (last.pattern, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == 0x2A }
    }
}
