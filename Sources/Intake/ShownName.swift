/// Names of files as messages may hold them: whoever names a file must not write on the reader's terminal.
package enum ShownName {
    /// Characters shown of a name, at most.
    static let limit = 80

    /// Without control characters, and without those that turn the direction of a text or end its line.
    package static func plain(_ name: String) -> String {
        String(
            name.unicodeScalars.map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: "?"
                default: Character(scalar)
                }
            })
    }

    /// Plain, and cut where it is long.
    package static func short(_ name: String) -> String {
        let plain = plain(name)
        return plain.count > limit ? plain.prefix(limit) + "…" : plain
    }
}
