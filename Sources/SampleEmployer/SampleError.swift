/// Why a sample employer could not be written, and what to do about it.
package struct SampleError: Error, Equatable, CustomStringConvertible {
    /// Stable code, kebab case.
    package var code: String
    /// What is wrong.
    package var message: String
    /// What to do about it.
    package var remedy: String

    /// Both, as one line.
    package var description: String { "\(message); \(remedy)" }

    init(_ code: String, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}
