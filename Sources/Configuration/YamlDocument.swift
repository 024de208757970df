import Workforce
import Yams

/// One YAML file as a tree of values with lines; everything that is not plain YAML data is refused.
///
/// Anchors, aliases, tags, merge keys and several documents in one file have no use in configuration, and each of
/// them can hide what a reader believes to see.
struct YamlDocument {
    /// Nesting that no file of ours comes near.
    private static let maximumDepth = 32

    private let log: ProblemLog
    /// Repeated keys that were renamed to let the parser go on: replaced letter by the key that has it now.
    private var renamed: [Character: Character] = [:]

    /// The root of the document, or nil after reporting what is wrong. An empty file is an empty mapping.
    static func read(_ bytes: [UInt8], log: ProblemLog) -> YamlNode? {
        guard let text = YamlText.decode(bytes, log: log) else { return nil }
        var document = YamlDocument(log: log)
        return document.compose(text)
    }

    private init(log: ProblemLog) { self.log = log }

    /// Parses, and where the parser stops at a repeated key renames that key and parses again, so that a repeated key
    /// does not hide the other problems of the file.
    private mutating func compose(_ text: String) -> YamlNode? {
        var text = text
        for attempt in 0...20 {
            do {
                // The basic resolver leaves every scalar a text; typing is ours.
                let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
                guard let root = try parser.singleRoot() else { return YamlNode(content: .mapping([]), line: 1) }
                let converted = convert(root, path: "", depth: 0)
                if case .scalar? = converted?.content, converted?.isNull == true {
                    return YamlNode(content: .mapping([]), line: 1)
                }
                return converted
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let mark = context.mark
                guard attempt < 20, let next = rename(in: text, line: mark.line, column: mark.column) else {
                    log.error(
                        "duplicate-key", line: mark.line, path: keys.first, "the key is given more than once",
                        remedy: "keep one of them")
                    return nil
                }
                text = next
            } catch let error as YamlError {
                YamlSyntaxError(error, text: text).report(to: log)
                return nil
            } catch {
                log.error("invalid-yaml", line: nil, path: nil, "the file is not YAML", remedy: "correct the file")
                return nil
            }
        }
        return nil
    }

    /// The text with the first letter of the key at this place replaced by one from the private use area.
    private mutating func rename(in text: String, line: Int, column: Int) -> String? {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        guard lines.indices.contains(line - 1) else { return nil }
        var place = column - 1
        guard lines[line - 1].indices.contains(place) else { return nil }
        if lines[line - 1][place] == "\"" || lines[line - 1][place] == "'" { place += 1 }
        guard lines[line - 1].indices.contains(place) else { return nil }
        let letter = lines[line - 1][place]
        guard letter.properties.isAlphabetic || ("0"..."9").contains(letter),
            let mark = Unicode.Scalar(0xE000 + UInt32(renamed.count))
        else { return nil }
        renamed[Character(mark)] = Character(letter)
        lines[line - 1][place] = mark
        return lines.map { scalars in
            var line = String.UnicodeScalarView()
            line.append(contentsOf: scalars)
            return String(line)
        }.joined(separator: "\n")
    }

    private func convert(_ node: Node, path: String, depth: Int) -> YamlNode? {
        let line = node.mark?.line ?? 1
        guard depth <= YamlDocument.maximumDepth else {
            log.error(
                "too-deep", line: line, path: String(path.prefix { $0 != "[" }),
                "values are nested more than \(YamlDocument.maximumDepth) deep",
                remedy: "write the file as the documentation shows it")
            return nil
        }
        if node.anchor != nil {
            log.error(
                "yaml-alias", line: line, path: path, "YAML anchors and aliases (`&name`, `*name`) are not read here",
                remedy: "write each value out where it belongs; a text that begins with `&` or `*` needs quotes")
            return nil
        }
        guard hasPlainTag(node) else {
            log.error(
                "yaml-tag", line: line, path: path, "YAML tags (`!name`) are not read here",
                remedy: "leave the tag out; a text that begins with `!` needs quotes")
            return nil
        }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain
            return YamlNode(content: .scalar(restored(scalar.string), isPlain: isPlain), line: line)
        case .sequence(let sequence):
            let items = sequence.enumerated().compactMap { index, item in
                convert(item, path: "\(path)[\(index)]", depth: depth + 1)
            }
            return YamlNode(content: .list(items), line: line)
        case .mapping(let mapping):
            return YamlNode(content: .mapping(entries(of: mapping, path: path, depth: depth)), line: line)
        case .alias:
            return nil
        }
    }

    private func entries(of mapping: Node.Mapping, path: String, depth: Int) -> [YamlNode.Entry] {
        let marked = mapping.compactMap { pair in repeated(pair.key).map { ($0, pair.key.mark?.line ?? 1) } }
        return mapping.compactMap { key, value in
            let line = key.mark?.line ?? 1
            guard case .scalar(let scalar) = key, key.anchor == nil else {
                log.error(
                    "invalid-key", line: line, path: path, "a key has to be a plain text", remedy: "write `key: value`")
                return nil
            }
            if repeated(key) != nil { return nil }
            for (name, first) in marked where name == scalar.string {
                log.error(
                    "duplicate-key", line: line, path: path.joinedPath(name),
                    "`\(name)` is given a second time; the first is on line \(first)",
                    remedy: "keep one of them")
            }
            guard let value = convert(value, path: path.joinedPath(scalar.string), depth: depth + 1) else { return nil }
            return YamlNode.Entry(key: scalar.string, keyLine: line, value: value)
        }
    }

    /// The true name of a key that was renamed for being repeated; nil for any other.
    private func repeated(_ key: Node) -> String? {
        guard case .scalar(let scalar) = key, let first = scalar.string.first, renamed[first] != nil else { return nil }
        return restored(scalar.string)
    }

    private func restored(_ text: String) -> String {
        renamed.isEmpty ? text : String(text.map { renamed[$0] ?? $0 })
    }

    private func hasPlainTag(_ node: Node) -> Bool {
        switch node {
        // A quoted text has the tag of texts from the parser itself.
        case .scalar(let scalar): scalar.tag.rawValue.isEmpty || scalar.tag.rawValue == "tag:yaml.org,2002:str"
        case .sequence(let sequence): sequence.tag.rawValue.isEmpty || sequence.tag.rawValue == "tag:yaml.org,2002:seq"
        case .mapping(let mapping): mapping.tag.rawValue.isEmpty || mapping.tag.rawValue == "tag:yaml.org,2002:map"
        case .alias: false
        }
    }
}

extension String {
    /// This key path with one key more.
    func joinedPath(_ key: String) -> String { isEmpty ? key : "\(self).\(key)" }
}
