extension Mapping {
    /// The canonical bundle: every file by its own name, columns of their own names, ISO dates, a decimal point; comma
    /// or semicolon, found out from the bytes (interface: "Snapshot bundle").
    package static let canonical = Mapping(
        name: "canonical",
        files: Target.allCases.map { target in
            var file = FileMapping(target: target, pattern: target.rawValue + ".csv")
            file.passThrough = true
            return file
        })
}
