import Logging
import Store
import Testing

@testable import Console
@testable import Daemon

@Suite("Tokens of the partner API that cannot be read")
struct PartnerAdmissionsTests {
    private static let token = PartnerToken.make(random: [UInt8](repeating: 7, count: 32))

    private func isAdmitted(_ admissions: PartnerAdmissions) -> Bool {
        admissions.gate.partner(peer: "") { $0 == "Authorization" ? "Bearer \(Self.token)" : nil } != nil
    }

    /// Of whom one partner has a token that was read.
    private func admissions(logger: Logger = Employer.silence) async throws -> (Employer, PartnerAdmissions) {
        let employer = try Employer(Employer.sandbox, logger: logger)
        try await employer.succeed(
            .partner(
                PartnerRequest(
                    partner: "sandbox",
                    action: .issueToken(digest: PartnerToken.digest(of: Self.token.utf8), overlap: nil, life: nil),
                    user: "op")))
        let admissions = PartnerAdmissions(employer.instance)
        await admissions.refresh()
        #expect(isAdmitted(admissions))
        return (employer, admissions)
    }

    @Test("Nobody is admitted until they are read again, which needs no restart; it is told once, with the cause")
    func again() async throws {
        let log = LogRecord()
        let (employer, admissions) = try await admissions(logger: log.logger)
        try employer.database.hideTokens(true)
        // What is well is not read for nothing.
        await admissions.readAgain()
        #expect(isAdmitted(admissions))
        await admissions.refresh()
        #expect(!isAdmitted(admissions))
        await admissions.readAgain()
        #expect(try employer.database.notices().filter { $0.code == "partner-tokens-unreadable" }.map(\.count) == [1])
        #expect(log.codes == ["database-failed", "partner-tokens-unreadable"])
        try employer.database.hideTokens(false)
        await admissions.readAgain()
        #expect(isAdmitted(admissions))
    }

    @Test("An interruption is no fault: nobody is admitted, nobody is told, and they are read again")
    func interrupted() async throws {
        let (employer, admissions) = try await admissions()
        let interrupted = Task {
            while !Task.isCancelled { await Task.yield() }
            await admissions.refresh()
        }
        interrupted.cancel()
        await interrupted.value
        #expect(!isAdmitted(admissions))
        #expect(try employer.noticeCodes.isEmpty)
        try employer.database.hideTokens(true)
        await admissions.readAgain()
        #expect(try employer.noticeCodes == ["partner-tokens-unreadable"])
        try employer.database.hideTokens(false)
        await admissions.readAgain()
        #expect(isAdmitted(admissions))
    }

    @Test("As a service it looks every 15 seconds")
    func service() async throws {
        let employer = try Employer(Employer.sandbox)
        let admissions = PartnerAdmissions(employer.instance)
        let running = Task { try await admissions.run() }
        var waits = employer.clock.waits.makeAsyncIterator()
        #expect(await waits.next() == .seconds(15))
        running.cancel()
        try await running.value
    }
}
