import CArchive
import Foundation

/// Unpacks the files of a bundle from a `.zip` or `.tar.gz`, entry by entry and in constant memory, within the limits
/// and names that a bundle may have (interface: "Snapshot bundle").
///
/// Nothing of an entry decides where it is written: its name is checked, and its bytes go to a plain file of that name
/// in the temporary folder.
struct ArchiveExtractor {
    let archive: String
    let names: BundleNames
    let limits: BundleLimits

    /// What came out: the files, and the folder inside the archive that held them, if one did.
    struct Content {
        var files: [BundleFile] = []
        var folder: String?
    }

    /// - Parameters:
    ///   - path: the archive.
    ///   - folder: where its files go; exists and is empty.
    func extract(_ path: String, into folder: TemporaryFolder) throws -> Content {
        guard let reader = archive_read_new() else { throw IntakeError.damagedArchive(archive, "out of memory") }
        defer { archive_read_free(reader) }
        archive_read_support_filter_gzip(reader)
        archive_read_support_format_tar(reader)
        archive_read_support_format_zip(reader)
        let opened = archive_read_open_filename(reader, path, 1 << 18)
        if opened == ARCHIVE_FATAL, ArchiveExtractor.message(reader).hasPrefix("Unrecognized"),
            try FileSignature(path: path) == .gzip
        {
            throw IntakeError.compressedFile(archive)
        }
        try check(opened, reader)

        var budget = try Budget(path: path, limits: limits, archive: archive)
        var content = Content()
        var entries = 0
        var entry: OpaquePointer?
        while true {
            let status = archive_read_next_header(reader, &entry)
            if status == ARCHIVE_EOF { break }
            try check(status, reader)
            guard let entry else { break }
            entries += 1
            guard entries <= limits.entries else { throw IntakeError.tooManyEntries(archive, limit: limits.entries) }
            guard let name = try accept(entry, &content) else { continue }
            let file = BundleFile(name: name, path: folder.path + "/" + name)
            guard !content.files.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
                throw IntakeError.fileTwice(archive, name: name)
            }
            try write(reader, to: file.path, &budget)
            content.files.append(file)
        }
        return content
    }

    /// The name of an entry that belongs to the bundle; nil for folders and what packers add of their own.
    private func accept(_ entry: OpaquePointer, _ content: inout Content) throws -> String? {
        guard archive_entry_is_encrypted(entry) == 0 else { throw IntakeError.encryptedArchive(archive) }
        let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        guard let name else { throw IntakeError.unknownEntry(archive, entry: "?", nearest: nil) }
        let path = String(cString: name).replacingOccurrences(of: "\\", with: "/")
        let shown = ShownName.short(path)
        let isDrive = path.dropFirst().first == ":"
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard !path.hasPrefix("/"), !isDrive, !parts.contains("..") else {
            throw IntakeError.unsafePath(archive, entry: shown)
        }
        // The kinds of file as POSIX numbers them; libarchive's names for them are casts that Swift does not see.
        let kind = Int(archive_entry_filetype(entry))
        let (regular, directory) = (0o100000, 0o040000)
        guard archive_entry_hardlink(entry) == nil, archive_entry_symlink(entry) == nil,
            kind == regular || kind == directory
        else { throw IntakeError.linkInArchive(archive, entry: shown) }
        guard kind == regular, let file = parts.last.map(String.init) else { return nil }
        // Packers add these by themselves; they hold nothing of the bundle.
        if parts.first == "__MACOSX" || BundleNames.isClutter(file) { return nil }
        if parts.first == "xl" || file == "[Content_Types].xml" || path == "content.xml" || path == "mimetype" {
            throw FileSignature.spreadsheetRefused(archive)
        }
        guard parts.count <= 2 else { throw IntakeError.nestedTooDeep(archive, entry: shown) }
        guard names.isKnown(file) else {
            throw IntakeError.unknownEntry(archive, entry: shown, nearest: names.nearest(to: file))
        }
        if parts.count == 2 { content.folder = String(parts[0]) }
        return file
    }

    private func write(_ reader: OpaquePointer, to path: String, _ budget: inout Budget) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw noRoom() }
        defer { close(descriptor) }
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while true {
                let count = archive_read_data(reader, buffer.baseAddress, buffer.count)
                if count == 0 { return }
                guard count > 0 else { throw IntakeError.damagedArchive(archive, ArchiveExtractor.message(reader)) }
                try budget.take(count)
                var written = 0
                while written < count {
                    let step = Foundation.write(descriptor, buffer.baseAddress.map { $0 + written }, count - written)
                    guard step > 0 else { throw noRoom() }
                    written += step
                }
            }
        }
    }

    private func noRoom() -> IntakeError {
        IntakeError(
            code: "temporary-folder", file: archive,
            reason: "The archive cannot be unpacked on this disk: \(TemporaryFolder.lastError()).",
            remedy: "Make room in the temporary folder, or set TMPDIR to a larger one.")
    }

    private func check(_ status: Int32, _ reader: OpaquePointer) throws {
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
            throw IntakeError.damagedArchive(archive, ArchiveExtractor.message(reader))
        }
    }

    private static func message(_ reader: OpaquePointer) -> String {
        archive_error_string(reader).map { String(cString: $0) } ?? "unknown format"
    }

    /// How many unpacked bytes may still come.
    private struct Budget {
        private let archive: String
        private let limits: BundleLimits
        private let packed: Int
        private var unpacked = 0

        init(path: String, limits: BundleLimits, archive: String) throws {
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw IntakeError([.unreadableFile(archive, TemporaryFolder.lastError())])
            }
            (self.archive, self.limits, packed) = (archive, limits, Int(status.st_size))
        }

        mutating func take(_ count: Int) throws {
            unpacked += count
            guard unpacked <= limits.totalBytes else {
                throw IntakeError.unpacksTooLarge(archive, limit: limits.totalBytes)
            }
            guard unpacked <= packed * limits.ratio else {
                throw IntakeError.packedTooTightly(archive, ratio: limits.ratio)
            }
        }
    }
}
