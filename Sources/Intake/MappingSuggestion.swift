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
        case .pdf: throw IntakeError.notABundle(name, what: "a PDF document")
        case .empty: throw IntakeError([.emptyFile(name)])
        case .text: break
        }
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let data = try handle.read(upToCount: byteLimit) ?? Data()
        return try suggest(Array(data), file: name, isPrefix: data.count == byteLimit)
    }

    static func suggest(_ bytes: [UInt8], file: String, isPrefix: Bool) throws -> String {
        let table = DelimitedTable(bytes: bytes, file: file, rowLimit: rowLimit, isPrefix: isPrefix)
        if let refusal = table.refusal { throw IntakeError([refusal]) }
        return MappingDraft(table, file: file).yaml
    }
}
