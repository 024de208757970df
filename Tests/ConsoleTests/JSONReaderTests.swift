import Testing

@testable import Console

@Suite("Reading the JSON of a request")
struct JSONReaderTests {
    @Test(
        "What is JSON is read as every reader reads it",
        arguments: [
            #"{"a": [1, -2.5e3, true, false, null, "x\n\u00e9\ud83d\ude00\/"], "b": {}}"#, "[]", " 7 ", #""""#, "0.0",
            "-0",
            #"{"a/b": {"~": []}}"#,
        ])
    func valid(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(try JSONReader.read(bytes) == JSONDocument(parsing: bytes))
    }

    @Test(
        "A fault is told with its place",
        arguments: [
            ("", "", 0), ("{", "", 1), (#"{"a": 1,}"#, "", 8), (#"{"a": {"b": [1, 2,, 3]}}"#, "/a/b/2", 18),
            (#"{"a": tru}"#, "/a", 6), (#"{"a": 01}"#, "", 7), (#"{"a": 1 "b": 2}"#, "", 8),
            (#"{"x": 1, "x": 2}"#, "/x", 12),
            (#"{"a/b": {"~": ?}}"#, "/a~1b/~0", 14), ("[1] 2", "", 4), ("\"a\u{01}\"", "", 2),
            (#"["\ud800"]"#, "/0", 8),
            (#"["\ud800\u0041"]"#, "/0", 14), (#"["\x"]"#, "/0", 4), ("[1.]", "/0", 3), ("[1e]", "/0", 3),
            ("[1e999]", "/0", 6),
            ("nul", "", 0), ("'a'", "", 0),
        ])
    func faults(text: String, pointer: String, offset: Int) {
        #expect {
            try JSONReader.read(Array(text.utf8))
        } throws: { error in
            let fault = error as? JSONFault
            return fault?.pointer == pointer && fault?.offset == offset && fault?.reason.isEmpty == false
        }
    }

    @Test("Bytes that are no UTF-8, and what is nested too deep, are refused")
    func refused() {
        #expect(throws: JSONFault.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
        let deep = String(repeating: "[", count: 34) + String(repeating: "]", count: 34)
        #expect(throws: JSONFault.self) { try JSONReader.read(Array(deep.utf8)) }
        let fits = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
        #expect(throws: Never.self) { try JSONReader.read(Array(fits.utf8)) }
    }
}
