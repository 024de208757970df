import Foundation
import SampleEmployer
import Testing
import Workforce

/// A sample employer as it was written: read back at once, so that no folder is left behind.
struct SampleFolder: Sendable {
    /// Folder names, oldest first.
    let dates: [String]
    private let files: [String: Data]

    /// Five thousand people over six months, written once for all tests that only read it.
    static let shared = Result { try SampleFolder(employees: 5_000, months: 6) }

    init(employees: Int, months: Int, seed: UInt64 = 7, until: String = "2026-06-30") throws {
        let until = try #require(CalendarDate(iso: until))
        let path = Self.newPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SampleEmployer(employees: employees, months: months, seed: seed, until: until).write(to: path)
        dates = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        var files: [String: Data] = [:]
        for date in dates {
            for file in try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(date)") {
                files["\(date)/\(file)"] = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(date)/\(file)"))
            }
        }
        self.files = files
    }

    /// A path where nothing is yet.
    static func newPath() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)").path
    }

    func data(_ date: String, _ file: String) throws -> Data { try #require(files["\(date)/\(file)"]) }

    /// The rows of a file, by column name.
    func rows(_ date: String, _ file: String) throws -> [[String: String]] {
        let lines = try Self.parse(data(date, file))
        let header = try #require(lines.first)
        return try lines.dropFirst().map { cells in
            try #require(cells.count == header.count)
            return Dictionary(uniqueKeysWithValues: zip(header, cells))
        }
    }

    func header(_ date: String, _ file: String) throws -> String {
        try String(decoding: data(date, file), as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    }

    /// RFC 4180, plainly.
    static func parse(_ data: Data) -> [[String]] {
        var (lines, cells, cell, isQuoted) = ([[String]](), [String](), [UInt8](), false)
        let bytes = [UInt8](data)
        func endCell() {
            cells.append(String(decoding: cell, as: UTF8.self))
            cell.removeAll(keepingCapacity: true)
        }
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\""):
                // A doubled mark closes and opens again: the second of the two is text.
                if !isQuoted, place > 0, bytes[place - 1] == byte, !cell.isEmpty { cell.append(byte) }
                isQuoted.toggle()
            case UInt8(ascii: ",") where !isQuoted: endCell()
            case UInt8(ascii: "\n") where !isQuoted:
                endCell()
                lines.append(cells)
                cells = []
            default: cell.append(byte)
            }
        }
        return lines
    }
}

/// One employee row at a date.
extension [String: String] {
    func isInService(at date: String) -> Bool {
        let (hire, exit) = (self["hire_date"] ?? "", self["exit_date"] ?? "")
        return hire <= date && (exit.isEmpty || exit > date)
    }
}
