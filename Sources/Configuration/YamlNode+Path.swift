extension YamlNode {
    /// The line of the value at a key path such as `indicators[3].goalposts`, or of the nearest part of it that exists.
    func line(ofPath path: String) -> Int? {
        var node = self
        var line: Int?
        for step in path.split(whereSeparator: { $0 == "." || $0 == "[" }) {
            switch node.content {
            case .list(let items):
                guard step.hasSuffix("]"), let index = Int(step.dropLast()), items.indices.contains(index) else {
                    return line
                }
                node = items[index]
                line = node.line
            case .mapping(let entries):
                guard let entry = entries.first(where: { $0.key == step }) else { return line }
                node = entry.value
                line = entry.keyLine
            case .scalar: return line
            }
        }
        return line
    }
}
