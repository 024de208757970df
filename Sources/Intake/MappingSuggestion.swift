import Foundation

/// `import --suggest`: drafts a mapping from the header and the first rows of an export, and says what it is unsure of.
package enum MappingSuggestion {
    /// Rows that are looked at.
    static let rowLimit = 50_000
    static let byteLimit = 4 * 1024 * 1024

    /// The text of a mapping file for the employees export at `path`.
    ///
    /// Shows column names and codes of the file (contract kinds, reasons for leaving), never a value of a person.
    /// - Throws: `IntakeError` when the file is no delimited text with a header.
    package static func suggest(_ path: String) throws -> String {
        let name = (path as NSString).lastPathComponent
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw IntakeError([.unreadableFile(name, "it does not exist")])
        }
        guard !isFolder.boolValue else {
            throw IntakeError(
                code: "folder-to-suggest", file: name,
                reason: "A mapping is drafted from one file, and this is a folder.",
                remedy: "Give the file that lists the employees.")
        }
        switch try FileSignature(path: path) {
        case .compoundFile: throw FileSignature.spreadsheetRefused(name)
        case .zip where !name.lowercased().hasSuffix(".zip"): throw FileSignature.spreadsheetRefused(name)
        case .zip, .gzip: throw IntakeError.notABundle(name, what: "an archive; unpack it and give the employees file")
        case .tar: throw IntakeError.notABundle(name, what: "an archive; unpack it and give the employees file")
        case .pdf: throw IntakeError.notABundle(name, what: "a PDF document")
        case .json: throw IntakeError.notABundle(name, what: "a JSON document")
        case .markup: throw FileSignature.markupRefused(name)
        case .empty: throw IntakeError([.emptyFile(name)])
        case .text: break
        }
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let data = try handle.read(upToCount: byteLimit) ?? Data()
        return try suggest(Array(data), file: name, isPrefix: data.count == byteLimit)
    }

    /// The line that holds the column names: the first, unless titles stand above it.
    ///
    /// Taken is the line with the most names that are known, among the first twenty; with fewer than three known names
    /// nothing says that a later line is the one.
    private static func headerLine(_ bytes: [UInt8], file: String) -> Int {
        let head = Array(bytes.prefix(1 << 16))
        var best = (line: 1, known: 0)
        for line in 1...20 {
            var mapping = FileMapping(target: .employees, pattern: file)
            mapping.headerLine = line
            let table = DelimitedTable(
                bytes: head, file: file, mapping: mapping, rowLimit: 1, isPrefix: head.count < bytes.count)
            let known = Set(table.header.compactMap { ColumnVocabulary.match($0)?.field }).count
            if known > best.known, line == 1 || known >= 3 { best = (line, known) }
        }
        return best.line
    }

    static func suggest(_ bytes: [UInt8], file: String, isPrefix: Bool) throws -> String {
        var mapping = FileMapping(target: .employees, pattern: file)
        mapping.headerLine = headerLine(bytes, file: file)
        let table = DelimitedTable(
            bytes: bytes, file: file, mapping: mapping, rowLimit: rowLimit, isPrefix: isPrefix)
        if let refusal = table.refusal { throw IntakeError([refusal]) }
        return MappingDraft(table, file: file).yaml
    }
}
