import Foundation

/// What a file is by its first bytes; names and extensions say nothing sure.
enum FileSignature: Equatable {
    case zip
    case gzip
    case tar
    /// The compound file of `.xls` and of encrypted `.xlsx`.
    case compoundFile
    case pdf
    /// HTML or XML, which some systems call `.xls` since spreadsheets open it.
    case markup
    case json
    case empty
    case text

    init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileSignature.unreadable(path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw FileSignature.unreadable(path) }
        self.init(Array(bytes[..<count]))
    }

    init(_ bytes: [UInt8]) {
        if bytes.isEmpty {
            self = .empty
        } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .compoundFile
        } else if bytes.starts(with: [0x25, 0x50, 0x44, 0x46]) {
            self = .pdf
        } else if bytes.count > 262, bytes[257...].starts(with: "ustar".utf8) {
            self = .tar
        } else {
            self = FileSignature.text(bytes)
        }
    }

    /// Tables as text, or documents that are no table. A header in CSV begins with neither bracket nor brace.
    private static func text(_ bytes: [UInt8]) -> FileSignature {
        let start = bytes.filter { $0 != 0 && ![0xEF, 0xBB, 0xBF, 0xFF, 0xFE].contains($0) }
            .drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        let word = String(decoding: start.prefix(9), as: UTF8.self).lowercased()
        let markup = ["<?xml", "<html", "<!doctype", "<table", "<meta", "<head"]
        if markup.contains(where: word.hasPrefix) { return .markup }
        let json = word.filter { !$0.isWhitespace }
        return ["{\"", "[{", "[["].contains(where: json.hasPrefix) ? .json : .text
    }

    private static func unreadable(_ path: String) -> IntakeError {
        IntakeError([.unreadableFile((path as NSString).lastPathComponent, TemporaryFolder.lastError())])
    }

    /// The refusal of what a spreadsheet opens, though it is none.
    static func markupRefused(_ name: String) -> IntakeError {
        IntakeError(
            code: "markup", file: name, reason: "The file is HTML or XML, whatever it is called, and no CSV.",
            remedy: "Choose CSV as the form of the export. Or open the file in a spreadsheet, choose File > Save As, "
                + "and save it as \"CSV UTF-8 (Comma delimited) (*.csv)\".")
    }

    /// The refusal of a spreadsheet, with the steps to save it as text.
    static func spreadsheetRefused(_ name: String) -> IntakeError {
        IntakeError(
            code: "spreadsheet", file: name, reason: "The file is a spreadsheet, not CSV.",
            remedy: "Open it, choose File > Save As, choose the type \"CSV UTF-8 (Comma delimited) (*.csv)\", "
                + "save each sheet as a file of its own, and import those.")
    }
}
