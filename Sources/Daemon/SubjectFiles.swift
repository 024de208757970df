import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Looks for a person's words in files as bytes, in the encodings that exports come in.
struct SubjectFiles {
    /// Each word in each encoding.
    private let needles: [[UInt8]]
    private let areRecords: Bool

    /// - Parameters:
    ///   - words: what the person is called, none of them short.
    ///   - areRecords: the files are a database's, in which one field follows another without anything between them.
    init(_ words: [String], areRecords: Bool = false) {
        self.areRecords = areRecords
        let encodings: [String.Encoding] = [.utf8, .utf16LittleEndian, .utf16BigEndian, .windowsCP1252, .isoLatin1]
        var needles: [[UInt8]] = []
        for word in words {
            for encoding in encodings {
                guard let bytes = word.data(using: encoding).map(Array.init), !bytes.isEmpty,
                    !needles.contains(bytes)
                else { continue }
                needles.append(bytes)
            }
        }
        self.needles = needles
    }

    /// Erases the drops in a folder that hold the person, and those that cannot be looked into, each with its report.
    ///
    /// - Returns: how many drops.
    func eraseDrops(in folder: String) throws -> Int {
        let manager = FileManager.default
        guard manager.fileExists(atPath: folder) else { return 0 }
        let names = try manager.contentsOfDirectory(atPath: folder).sorted()
        let reports = Set(names.filter { $0.hasSuffix(InboxFolder.reportSuffix) })
        var erased = 0
        for name in names where !reports.contains(name) {
            let report = name + InboxFolder.reportSuffix
            let namesThem = try [name, report].contains {
                try ($0 == name || reports.contains($0)) && (isNamed($0) || holds(folder + "/" + $0, packed: true))
            }
            guard namesThem else { continue }
            try manager.removeItem(atPath: folder + "/" + name)
            if reports.contains(report) { try manager.removeItem(atPath: folder + "/" + report) }
            erased += 1
        }
        // Of what may not be kept at all only the report stays.
        for report in reports where manager.fileExists(atPath: folder + "/" + report) {
            if try isNamed(report) || holds(folder + "/" + report, packed: false) {
                try manager.removeItem(atPath: folder + "/" + report)
            }
        }
        return erased
    }

    /// Files of a folder, and of those within it, that hold the person's bytes.
    ///
    /// - Parameter skipped: folders and files that are not looked at.
    func found(in folder: String, skipping skipped: Set<String>) throws -> [String] {
        var found: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let path = folder + "/" + name
            if skipped.contains(path) { continue }
            switch try Self.kind(path) {
            case .typeDirectory?: found += try self.found(in: path, skipping: skipped)
            case .typeRegular?: if try isNamed(name) || isIn(file: path) { found.append(path) }
            default: break
            }
        }
        return found
    }

    private func isNamed(_ name: String) -> Bool { isIn(Array(name.utf8)) }

    /// - Parameter packed: whether an archive counts as holding them: what was refused is not unpacked to be looked at.
    private func holds(_ path: String, packed: Bool) throws -> Bool {
        switch try Self.kind(path) {
        case .typeDirectory?:
            return try FileManager.default.contentsOfDirectory(atPath: path).contains {
                try isNamed($0) || holds(path + "/" + $0, packed: packed)
            }
        case .typeRegular?: return try (packed && Self.isPacked(path)) || isIn(file: path)
        default: return false
        }
    }

    private static func kind(_ path: String) throws -> FileAttributeType? {
        do {
            return try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        } catch CocoaError.fileReadNoSuchFile {
            // Gone meanwhile.
            return nil
        }
    }

    /// Zip (spreadsheets too), gzip, tar, and the older spreadsheets, by their signatures.
    private static func isPacked(_ path: String) throws -> Bool {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        // Only read: closing can lose nothing.
        defer { try? handle.close() }
        let head = Array(try handle.read(upToCount: 512) ?? Data())
        return head.starts(with: [0x50, 0x4B]) || head.starts(with: [0x1F, 0x8B])
            || head.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
            || (head.count > 262 && Array(head[257..<262]) == Array("ustar".utf8))
    }

    private func isIn(file path: String) throws -> Bool {
        let data: Data
        do { data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) } catch CocoaError
            .fileReadNoSuchFile
        {
            return false
        }
        return data.withUnsafeBytes(isIn)
    }

    private func isIn(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBytes(isIn) }

    /// Whole words only: an id within a longer number is another number. Where fields touch, that is all that can be told.
    private func isIn(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        func goesOn(_ edge: UInt8, at offset: Int) -> Bool {
            guard offset >= 0, offset < bytes.count else { return false }
            let byte = bytes[offset]
            if areRecords { return isDigit(edge) && isDigit(byte) }
            return isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        return needles.contains { needle in
            var offset = 0
            while offset + needle.count <= bytes.count,
                let found = memchr(start + offset, Int32(needle[0]), bytes.count - offset - needle.count + 1)
            {
                let place = start.distance(to: UnsafeRawPointer(found))
                if memcmp(found, needle, needle.count) == 0, !goesOn(needle[0], at: place - 1),
                    !goesOn(needle[needle.count - 1], at: place + needle.count)
                {
                    return true
                }
                offset = place + 1
            }
            return false
        }
    }
}
