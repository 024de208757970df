/// Reads blocks of addresses: those that may be dialled although nobody else's may there, and those of trusted proxies.
enum AddressBlocks {
    static func read(_ section: YamlSection, key: String = "allowAddresses") -> [String] {
        let texts = section.texts(key) ?? []
        for (index, text) in texts.enumerated() where !NetworkAddress.isBlock(text) {
            section.log.error(
                "invalid-address", line: section.lineOf(key),
                path: "\(section.pathOf(key))[\(index)]",
                value: Shown.value(text), "\(Shown.value(text)) is not an address block",
                remedy: "write one such as 10.20.0.0/16, with no bits set behind the prefix")
        }
        return texts
    }
}
