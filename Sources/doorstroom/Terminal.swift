import Daemon
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The two streams of the program: results on standard output, everything said to a person on standard error.
///
/// A result that cannot be written fails the verb; what is said beside it is let go when nobody can hear it.
enum Terminal {
    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    static func error(_ text: String) { say(text + "\n") }

    static func print(_ text: String) throws(DaemonError) { try write(text + "\n") }

    /// Text that ends with its own line end.
    static func write(_ text: String) throws(DaemonError) { try write(Array(text.utf8)) }

    static func write(_ bytes: [UInt8]) throws(DaemonError) {
        do {
            try DescriptorWriter(STDOUT_FILENO).put(bytes)
        } catch {
            if error.isReaderGone { StandardStreams.endWithoutReader() }
            throw DaemonError(unwritten: error)
        }
    }

    /// A value as one JSON object on a line.
    static func printObject(_ value: some Encodable) throws(DaemonError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.dateEncodingStrategy = .iso8601
        let object: Data
        do { object = try encoder.encode(value) } catch { throw DaemonError(error) }
        try write(Array(object) + [0x0A])
    }

    /// Prints what a verb has done; where that cannot be written, the error says that it was done all the same.
    static func confirm(_ done: String) throws(DaemonError) {
        do {
            try print(done)
        } catch {
            throw error.standing(done)
        }
    }

    /// Progress of long work: overwrites one line on a terminal, says nothing in a pipe.
    static func progress(_ text: String) {
        guard errorIsTerminal else { return }
        say("\r\u{1B}[K\(text)")
    }

    static func endProgress() { progress("") }

    private static func say(_ text: String) {
        do {
            try DescriptorWriter(STDERR_FILENO).put(Array(text.utf8))
        } catch {
            // There is nowhere else to say it, and the exit code says the most of it.
        }
    }
}

extension DaemonError {
    /// Standard output does not take what a verb has to show.
    init(unwritten fault: DescriptorWriter.Fault) {
        let code = "output-not-written"
        if fault.isClosed {
            self.init(
                .failed, code: code, message: "Standard output is closed: there is nowhere to write to.",
                remedy: "Run the command with its output open, such as with > FILE or >/dev/null.")
        } else {
            self.init(
                fault.isDiskFull ? .temporary : .failed, code: code,
                message: "Standard output could not be written (\(fault.reason)): what is there is cut short.",
                remedy: fault.isDiskFull
                    ? "Free space where it goes, or send it elsewhere, then try again."
                    : "See where it goes, or send it elsewhere.")
        }
    }

    /// The same failure, of a verb whose work was done before it.
    func standing(_ done: String) -> DaemonError {
        var error = self
        error.message += " Only the answer is lost, the work stands: \(done)"
        return error
    }
}
