import Benchmark
import Delivery
import Foundation
import Intake
import Outcomes
import Outreach
import Prevention
import Store

/// The parts of a night one by one, on the sample employer of ``BenchmarkEmployer/people`` people, and the signing of one
/// event. Each runs in this process, so that a change of one part shows in its own row.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = Benchmark.Configuration(
        metrics: [.wallClock, .cpuTotal, .throughput, .peakMemoryResident], warmupIterations: 1,
        maxDuration: .seconds(5), maxIterations: 20)
    let employer: BenchmarkEmployer
    do {
        employer = try BenchmarkEmployer()
    } catch {
        preconditionFailure("The employer to measure on cannot be made: \(error)")
    }

    Benchmark("read and validate") { benchmark in
        for _ in benchmark.scaledIterations { blackHole(try employer.read()) }
    }

    Benchmark("encode and store") { benchmark in
        let snapshot = try employer.snapshot()
        try employer.withEmptyDatabase { database in
            benchmark.startMeasurement()
            blackHole(try employer.store(snapshot, in: database))
            benchmark.stopMeasurement()
        }
    }

    Benchmark("load and decode") { benchmark in
        for _ in benchmark.scaledIterations { blackHole(try employer.load()) }
    }

    Benchmark("prevention rules") { benchmark in
        for _ in benchmark.scaledIterations { blackHole(employer.assess()) }
    }

    Benchmark("outcome scores") { benchmark in
        for _ in benchmark.scaledIterations { blackHole(employer.score()) }
    }

    Benchmark("cells and offers") { benchmark in
        var generator = SystemRandomNumberGenerator()
        for _ in benchmark.scaledIterations {
            blackHole(OutreachScan.run(employer.outreach, using: &generator))
        }
    }

    Benchmark(
        "sign an event of 1.4 KB", configuration: .init(scalingFactor: .kilo, maxDuration: .seconds(2))
    ) { benchmark in
        guard let signer = WebhookSigner(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") else { return }
        let body = [UInt8](repeating: 0x78, count: 1_400)
        let trace = TraceContext { 1 }
        for _ in benchmark.scaledIterations {
            blackHole(signer.headers(id: "0199b0c8", timestamp: 1_800_000_000, body: body, trace: trace))
        }
    }
}
