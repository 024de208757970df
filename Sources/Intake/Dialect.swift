/// How a delimited text file is written: what separates, what quotes, which bytes stand for which characters.
package struct Dialect: Equatable, Sendable {
    /// Comma, semicolon, tab, pipe, or whatever single byte a mapping names.
    package var delimiter: UInt8
    /// What a field may be enclosed in; inside, two of it are one.
    package var quote: UInt8
    /// Encoding and byte order.
    package var form: TextForm
    /// Bytes of the byte order mark at the start of the file, 0 when there is none.
    package var byteOrderMark = 0
    /// True when UTF-8 was concluded from the first bytes alone: a later byte may still show windows-1252.
    package var isEncodingGuessed = false
    /// The line that holds the column names, the first being 1.
    package var headerLine: Int

    /// The canonical form of the interface, unless told otherwise: UTF-8, comma, names on the first line.
    package init(delimiter: UInt8 = 0x2C, quote: UInt8 = 0x22, form: TextForm = .utf8, headerLine: Int = 1) {
        self.delimiter = delimiter
        self.quote = quote
        self.form = form
        self.headerLine = headerLine
    }

    /// The encoding as a mapping names it.
    package var encoding: TextEncoding { form.encoding }

    /// The delimiters that are looked for, in the order that breaks a tie.
    static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

    /// How many bytes of a file are looked at.
    package static let prefixBytes = 64 * 1024

    /// A name that a person recognises.
    static func name(ofDelimiter byte: UInt8) -> String {
        switch byte {
        case 0x2C: "comma"
        case 0x3B: "semicolon"
        case 0x09: "tab"
        case 0x7C: "pipe"
        default: "'" + String(UnicodeScalar(byte)) + "'"
        }
    }
}
