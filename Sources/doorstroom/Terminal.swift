import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The two streams of the program: results on standard output, everything said to a person on standard error.
enum Terminal {
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    static func print(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

    /// Text that ends with its own line end.
    static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    /// Progress of long work: overwrites one line on a terminal, says nothing in a pipe.
    static func progress(_ text: String) {
        guard errorIsTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    static func endProgress() {
        guard errorIsTerminal else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
