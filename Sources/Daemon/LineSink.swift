import Synchronization

/// Where log lines end: what can be written is written, and what cannot is counted and let go.
///
/// A log that cannot be written, since its disk is full or its reader has gone, is no reason to stop what it tells of.
package final class LineSink: Sendable {
    private struct State {
        var lost = 0
        /// The last write broke off inside a line.
        var isTorn = false
    }

    /// Milliseconds that a line may wait for a slow reader; once one was lost the next do not wait.
    private static let patience: Int32 = 1_000

    private let writer: DescriptorWriter
    private let state = Mutex(State())

    package init(_ writer: DescriptorWriter) { self.writer = writer }

    /// Writes a line, or counts it as lost.
    ///
    /// - Parameter lossNote: the line that says how many were lost before this one.
    package func put(_ line: String, lossNote: (_ lost: Int) -> String) {
        state.withLock { state in
            var text = state.isTorn ? "\n" : ""
            if state.lost > 0 { text += lossNote(state.lost) + "\n" }
            text += line + "\n"
            do throws(DescriptorWriter.Fault) {
                try writer.put(Array(text.utf8), patience: state.lost > 0 ? 0 : LineSink.patience)
                state = State()
            } catch {
                state.lost += 1
                if error.written > 0 { state.isTorn = true }
            }
        }
    }
}
