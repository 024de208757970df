/// A text in the two languages of the console.
package struct BilingualText: Equatable, Sendable, Codable {
    /// English.
    package var en: String
    /// Dutch.
    package var nl: String

    /// Both texts.
    package init(en: String, nl: String) {
        self.en = en
        self.nl = nl
    }
}
