import Foundation

/// Opens a bundle: a folder, a `.zip` or `.tar.gz` of one, or a single file (interface: "Snapshot bundle").
///
/// What a file is says its signature, never its name. The path itself may be a link, which is whoever names it to decide;
/// what lies in a folder may not, since it comes from whoever can write there. An archive is unpacked into a private folder that is removed when
/// the work on the bundle ends, however it ends.
package struct BundleOpener: Sendable {
    package var limits = BundleLimits()
    /// Where archives are unpacked; needs room for the unpacked bundle.
    package var temporaryFolder: String
    /// Whether a single file brings along the fixed-name side files of its folder that the mapping names beside a
    /// wildcard of employees files.
    package var takesCompanions = true

    package init(temporaryFolder: String = NSTemporaryDirectory()) {
        self.temporaryFolder =
            temporaryFolder.count > 1 && temporaryFolder.hasSuffix("/")
            ? String(temporaryFolder.dropLast()) : temporaryFolder
    }

    /// Opens the bundle at `path`, hands it to `body`, and removes what was unpacked.
    ///
    /// - Parameter extraFiles: paths of files that belong to the bundle though they lie elsewhere.
    /// - Throws: `IntakeError` when this is no bundle, and whatever `body` throws.
    package func withBundle<Result>(
        at path: String, mapping: Mapping, extraFiles: [String] = [], _ body: (SnapshotBundle) throws -> Result
    ) throws -> Result {
        let names = BundleNames(mapping)
        var isFolder: ObjCBool = false
        let name = (path as NSString).lastPathComponent
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw IntakeError([.unreadableFile(name, "it does not exist")])
        }
        if isFolder.boolValue {
            var bundle = try folder(path, names)
            try add(extraFiles, to: &bundle)
            return try body(bundle)
        }
        guard BundleOpener.isRegular(path) else { throw IntakeError.notABundle(name, what: "a pipe or a device") }
        switch try FileSignature(path: path) {
        case .compoundFile: throw FileSignature.spreadsheetRefused(name)
        case .pdf: throw IntakeError.notABundle(name, what: "a PDF document")
        case .json: throw IntakeError.notABundle(name, what: "a JSON document")
        case .markup: throw FileSignature.markupRefused(name)
        case .empty: throw IntakeError([.emptyFile(name)])
        case .text:
            var bundle = try file(path, names)
            try add(extraFiles, to: &bundle)
            return try body(bundle)
        case .zip, .gzip, .tar:
            let temporary = try TemporaryFolder(in: temporaryFolder)
            return try withExtendedLifetime(temporary) {
                let content = try ArchiveExtractor(archive: name, names: names, limits: limits)
                    .extract(path, into: temporary)
                var bundle = try BundleOpener.assemble(
                    .archive, name: name, datedNames: [name] + (content.folder.map { [$0] } ?? []), content.files, names
                )
                try add(extraFiles, to: &bundle)
                return try body(bundle)
            }
        }
    }

    private func folder(_ path: String, _ names: BundleNames) throws -> SnapshotBundle {
        // The folder's own name, also when it is given as `.`.
        let name = URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent
        let found: [String]
        do {
            found = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw IntakeError([.unreadableFile(name, "the folder cannot be listed")])
        }
        let visible = found.filter { !BundleNames.isClutter($0) }
        try BundleOpener.requireNoLinks(visible, in: path, named: name)
        let files = visible.filter { BundleOpener.isRegular(path + "/" + $0) }
            .map { BundleFile(name: $0, path: path + "/" + $0) }
        if files.isEmpty, !visible.isEmpty { throw IntakeError.onlyFolders(name, found: visible.sorted()) }
        return try BundleOpener.assemble(.folder, name: name, datedNames: [name], files, names)
    }

    private func file(_ path: String, _ names: BundleNames) throws -> SnapshotBundle {
        let name = (path as NSString).lastPathComponent
        let folder = (path as NSString).deletingLastPathComponent
        let parent = folder.isEmpty ? "." : folder
        var files = [BundleFile(name: name, path: path)]
        if takesCompanions, !names.companions.isEmpty {
            let beside = try FileManager.default.contentsOfDirectory(atPath: parent)
                .filter { other in other != name && names.companions.contains { $0.matches(other) } }
            try BundleOpener.requireNoLinks(
                beside, in: parent, named: URL(fileURLWithPath: parent).standardizedFileURL.lastPathComponent)
            files += beside.map { BundleFile(name: $0, path: parent + "/" + $0) }
        }
        return try BundleOpener.assemble(.file, name: name, datedNames: [name], files, names)
    }

    private func add(_ paths: [String], to bundle: inout SnapshotBundle) throws {
        for path in paths {
            let file = BundleFile(name: (path as NSString).lastPathComponent, path: path)
            guard !bundle.files.contains(where: { $0.name == file.name }) else {
                throw IntakeError.fileTwice(bundle.name, name: file.name)
            }
            _ = try FileSignature(path: path)
            bundle.files.append(file)
        }
        bundle.files.sort { $0.name < $1.name }
    }

    /// Reads the manifest and refuses spreadsheets among the files that the bundle would read.
    private static func assemble(
        _ form: SnapshotBundle.Form, name: String, datedNames: [String], _ files: [BundleFile], _ names: BundleNames
    ) throws -> SnapshotBundle {
        var bundle = SnapshotBundle(form: form, name: name, datedNames: datedNames, files: [])
        for file in files {
            if file.name == SnapshotManifest.fileName {
                bundle.manifest = try manifest(file)
                continue
            }
            let isNamed = form == .file || names.isKnown(file.name)
            if isNamed || ["xlsx", "xls"].contains((file.name as NSString).pathExtension.lowercased()) {
                switch try FileSignature(path: file.path) {
                case .compoundFile: throw FileSignature.spreadsheetRefused(file.name)
                case .zip where !file.name.lowercased().hasSuffix(".zip"):
                    throw FileSignature.spreadsheetRefused(file.name)
                case .markup: throw FileSignature.markupRefused(file.name)
                default: break
                }
            }
            bundle.files.append(file)
        }
        bundle.files.sort { $0.name < $1.name }
        return bundle
    }

    private static func manifest(_ file: BundleFile) throws -> SnapshotManifest {
        // Two lines; what is much longer is something else.
        guard let bytes = FileManager.default.contents(atPath: file.path), bytes.count <= 65_536 else {
            throw IntakeError([.unreadableFile(file.name, "it is not a short text file")])
        }
        return try SnapshotManifest(parsing: String(decoding: bytes, as: UTF8.self))
    }

    /// - Parameter name: of the folder, as people know it.
    private static func requireNoLinks(_ entries: [String], in folder: String, named name: String) throws {
        let links = entries.filter { type(of: folder + "/" + $0) == .typeSymbolicLink }
        if !links.isEmpty { throw IntakeError.linksInFolder(name, entries: links.sorted()) }
    }

    private static func isRegular(_ path: String) -> Bool {
        // Of the path that was named: an administrator's own link may lead to where exports are kept.
        type(of: URL(fileURLWithPath: path).resolvingSymlinksInPath().path) == .typeRegular
    }

    /// What stands at a path, itself and not where it may lead; nil where there is nothing, or no more.
    private static func type(of path: String) -> FileAttributeType? {
        do { return try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType } catch {
            return nil
        }
    }
}
