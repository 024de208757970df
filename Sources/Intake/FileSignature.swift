import Foundation

/// What a file is by its first bytes; names and extensions say nothing sure.
enum FileSignature: Equatable {
    case zip
    case gzip
    /// The compound file of `.xls` and of encrypted `.xlsx`.
    case compoundFile
    case pdf
    case empty
    case text

    init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileSignature.unreadable(path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 8)
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
        } else {
            self = .text
        }
    }

    private static func unreadable(_ path: String) -> IntakeError {
        IntakeError([.unreadableFile((path as NSString).lastPathComponent, TemporaryFolder.lastError())])
    }

    /// The refusal of a spreadsheet, with the steps to save it as text.
    static func spreadsheetRefused(_ name: String) -> IntakeError {
        IntakeError(
            code: "spreadsheet", file: name, reason: "The file is a spreadsheet, not CSV.",
            remedy: "Open it, choose File > Save As, choose the type \"CSV UTF-8 (Comma delimited) (*.csv)\", "
                + "save each sheet as a file of its own, and import those.")
    }
}
