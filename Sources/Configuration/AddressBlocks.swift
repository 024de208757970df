/// Reads `allowAddresses`: blocks of addresses that may be dialled although nobody else's may there.
enum AddressBlocks {
    static func read(_ section: YamlSection) -> [String] {
        let texts = section.texts("allowAddresses") ?? []
        for (index, text) in texts.enumerated() where !NetworkAddress.isBlock(text) {
            section.log.error(
                "invalid-address", line: section.lineOf("allowAddresses"),
                path: "\(section.pathOf("allowAddresses"))[\(index)]",
                value: Shown.value(text), "\(Shown.value(text)) is not an address block",
                remedy: "write one such as 10.20.0.0/16, with no bits set behind the prefix")
        }
        return texts
    }
}
