import Foundation
import Glibc
import Testing

@testable import Daemon

@Suite("Writing to a descriptor, and log lines that cannot be written")
struct DescriptorWriterTests {
    @Test("A full disk and a closed descriptor are errors that say which")
    func faults() throws {
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(full) }
        let disk = try #require(fault { () throws(DescriptorWriter.Fault) in try DescriptorWriter(full).put([1, 2]) })
        #expect(disk.isDiskFull && !disk.isClosed && !disk.isReaderGone && disk.written == 0)
        let closed = try #require(fault { () throws(DescriptorWriter.Fault) in try DescriptorWriter(-1).put([1]) })
        #expect(closed.isClosed && !closed.isDiskFull)
        #expect(fault { () throws(DescriptorWriter.Fault) in try DescriptorWriter(-1).put([]) } == nil)
    }

    @Test("A reader that has gone is told apart")
    func readerGone() throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = try FullPipe()
        pipe.closeReader()
        let fault = fault { () throws(DescriptorWriter.Fault) in try DescriptorWriter(pipe.writing).put([1]) }
        #expect(fault?.isReaderGone == true)
    }

    @Test("What does not fit at once is written piece by piece, in order, while somebody reads")
    func pieces() async throws {
        let pipe = try FullPipe()
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let reading = pipe.reading
        let reader = Thread.detached { FullPipe.read(reading, count: bytes.count) }
        try DescriptorWriter(pipe.writing).put(bytes)
        #expect(await reader.value == bytes)
    }

    @Test("Whoever has no patience is told how much came through")
    func impatient() throws {
        let pipe = try FullPipe()
        let fault = fault { () throws(DescriptorWriter.Fault) in
            try DescriptorWriter(pipe.writing).put([UInt8](repeating: 1, count: 1_000_000), patience: 0)
        }
        #expect(fault?.errno == EAGAIN)
        #expect((fault?.written ?? 0) > 0)
    }

    @Test("Lines that cannot be written are counted, and told once lines can be written again")
    func lostLines() throws {
        let pipe = try FullPipe()
        let sink = LineSink(DescriptorWriter(pipe.writing))
        func put(_ line: String) { sink.put(line) { "\($0) lost" } }
        put("first")
        #expect(pipe.drained() == "first\n")
        // A line that is torn, and two that nothing comes through of.
        let long = String(repeating: "x", count: 1_000_000)
        for line in [long, "second", "third"] { put(line) }
        #expect(pipe.drained().allSatisfy { $0 == "x" })
        put("fourth")
        put("fifth")
        #expect(pipe.drained() == "\n3 lost\nfourth\nfifth\n")
    }

    private func fault(_ body: () throws(DescriptorWriter.Fault) -> Void) -> DescriptorWriter.Fault? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }
}

/// A pipe whose ends do not block.
private final class FullPipe {
    private(set) var reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw CocoaError(.fileReadUnknown) }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        closeReader()
        close(writing)
    }

    func closeReader() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    /// Everything that stands in it.
    func drained() -> String { String(decoding: FullPipe.read(reading, count: nil), as: UTF8.self) }

    /// So many bytes, waiting for them; or what there is.
    static func read(_ descriptor: Int32, count: Int?) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8_192)
        while bytes.count < count ?? Int.max {
            let got = Glibc.read(descriptor, &buffer, buffer.count)
            if got > 0 {
                bytes += buffer[..<got]
            } else if count == nil {
                break
            } else {
                var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                poll(&entry, 1, -1)
            }
        }
        return bytes
    }
}

extension Thread {
    /// Work that blocks, away from the tests' own threads.
    fileprivate static func detached<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Task<Value, Never> {
        Task {
            await withCheckedContinuation { done in
                Thread { done.resume(returning: body()) }.start()
            }
        }
    }
}
