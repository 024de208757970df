import Workforce

/// What keeps a bundle from being opened, and what to do about it.
extension IntakeError {
    static func damagedArchive(_ archive: String, _ reason: String) -> IntakeError {
        IntakeError(
            code: "damaged-archive", file: archive, reason: "The archive cannot be unpacked: \(reason).",
            remedy: "Make it again as `.zip` or `.tar.gz` without a password, and copy it whole.")
    }

    static func compressedFile(_ archive: String) -> IntakeError {
        IntakeError(
            code: "compressed-file", file: archive,
            reason: "The file is one compressed file, and no archive of a bundle.",
            remedy: "Unpack it with `gunzip` and give the file itself, or pack the bundle as `.zip` or `.tar.gz`.")
    }

    static func onlyFolders(_ bundle: String, found: [String]) -> IntakeError {
        let list = found.prefix(12).joined(separator: ", ") + (found.count > 12 ? ", …" : "")
        return IntakeError(
            code: "no-employees-file", file: bundle, reason: "The folder holds no files of its own, only: \(list).",
            remedy: "Give the folder in which employees.csv lies; of several, one at a time.")
    }

    static func tooManyEntries(_ archive: String, limit: Int) -> IntakeError {
        IntakeError(
            code: "too-many-entries", file: archive, reason: "The archive holds more than \(limit) entries.",
            remedy: "Pack only the files of one bundle: employees.csv and its side files.")
    }

    static func unpacksTooLarge(_ archive: String, limit: Int) -> IntakeError {
        IntakeError(
            code: "archive-too-large", file: archive, reason: "The archive unpacks to more than \(limit) bytes.",
            remedy: "Unpack it yourself and import the folder, if it is what you expect.")
    }

    static func packedTooTightly(_ archive: String, ratio: Int) -> IntakeError {
        IntakeError(
            code: "archive-ratio", file: archive,
            reason: "The archive unpacks to more than \(ratio) times its size, as no workforce does.",
            remedy: "Unpack it yourself and import the folder, if it is what you expect.")
    }

    static func unsafePath(_ archive: String, entry: String) -> IntakeError {
        IntakeError(
            code: "unsafe-path", file: archive, value: entry,
            reason: "An entry of the archive points outside of it.",
            remedy: "Pack the files again from inside their folder, without absolute paths and without `..`.")
    }

    static func nestedTooDeep(_ archive: String, entry: String) -> IntakeError {
        IntakeError(
            code: "nested-folder", file: archive, value: entry,
            reason: "An entry of the archive lies deeper than one folder.",
            remedy: "Pack the files themselves, or the one folder that holds them.")
    }

    static func linkInArchive(_ archive: String, entry: String) -> IntakeError {
        IntakeError(
            code: "link-in-archive", file: archive, value: entry,
            reason: "An entry of the archive is a link or a device, not a file.",
            remedy: "Pack the file itself in its place.")
    }

    /// - Parameter entries: names in the folder; at least one.
    static func linksInFolder(_ folder: String, entries: [String]) -> IntakeError {
        IntakeError(
            entries.map { entry in
                Problem(
                    code: "link-in-folder", file: folder, value: entry,
                    reason: "An entry of the folder is a link, and links are not followed.",
                    remedy: "Put the file itself in its place.")
            })
    }

    /// What was dropped into the inbox is itself a link: whoever may write there may not choose what is read elsewhere.
    package static func linkInInbox(_ name: String) -> IntakeError {
        IntakeError(
            code: "link-in-inbox", file: name, reason: "The drop is a link, and links are not followed.",
            remedy: "Drop the file or folder itself, or import it by its path with `doorstroom import`.")
    }

    static func encryptedArchive(_ archive: String) -> IntakeError {
        IntakeError(
            code: "encrypted-archive", file: archive, reason: "The archive is locked with a password.",
            remedy: "Pack it without a password and protect the way it travels instead.")
    }

    static func unknownEntry(_ archive: String, entry: String, nearest: String?) -> IntakeError {
        IntakeError(
            code: "unknown-entry", file: archive, value: entry,
            reason: "The archive holds a file that no bundle and no pattern of the mapping names.",
            remedy: (nearest.map { "Did you mean `\($0)`? " } ?? "")
                + "Leave the file out, or name it in the mapping with `pattern:`.")
    }

    static func fileTwice(_ bundle: String, name: String) -> IntakeError {
        IntakeError(
            code: "file-twice", file: bundle, value: name, reason: "The bundle holds the same file name twice.",
            remedy: "Pack one snapshot only; further dates go into bundles of their own.")
    }

    static func noEmployees(_ bundle: String, found: [String], nearest: String?) -> IntakeError {
        let list = found.prefix(12).joined(separator: ", ") + (found.count > 12 ? ", …" : "")
        return IntakeError(
            code: "no-employees-file", file: bundle,
            reason: "The bundle holds no employees file"
                + (found.isEmpty ? "; it is empty." : ", only: \(list)."),
            remedy: nearest.map {
                "Is `\($0)` the employees file? Rename it to employees.csv, or name its pattern in a mapping."
            }
                ?? "Add employees.csv, or choose with `--mapping` the mapping whose pattern names the employees file.")
    }

    static func notABundle(_ name: String, what: String) -> IntakeError {
        IntakeError(
            code: "not-a-bundle", file: name, reason: "This is \(what), not a snapshot.",
            remedy: "Give a folder, a .zip or .tar.gz of one, or a single employees.csv.")
    }

    static func noPatternMatches(_ file: String, patterns: [String]) -> IntakeError {
        IntakeError(
            code: "no-pattern-matches", file: file,
            reason: "The file's name matches none of the mapping's employees patterns: "
                + patterns.joined(separator: ", ") + ".",
            remedy: "Rename the file so that it matches the pattern that is to read it.")
    }
}
