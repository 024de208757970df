import Testing

@testable import Store

@Suite("Succession of events of one subject")
struct OutboxSuccessionTests {
    private typealias Link = OutboxSuccession.Link

    private static func chain(_ states: [OutboxState], reached: Set<Int> = [], withdraws: Bool = false) -> [Link] {
        states.enumerated().map { place, state in
            Link(
                row: Int64(place), state: state, isWithdrawal: withdraws && place == states.count - 1,
                reached: reached.contains(place))
        }
    }

    @Test(
        "A newer event replaces every older one that no attempt is running for",
        arguments: [OutboxState.held, .pending, .retrying, .parked, .exhausted])
    func replaces(state: OutboxState) {
        let succession = OutboxSuccession(chain: Self.chain([state, .pending]), stands: false)
        #expect(succession.superseded == [0])
        #expect(succession.withdrawn.isEmpty)
    }

    @Test("An attempt in flight is left to end")
    func leavesInFlight() {
        let succession = OutboxSuccession(chain: Self.chain([.leased, .pending, .pending]), stands: false)
        #expect(succession.superseded == [1])
    }

    @Test("A withdrawal of what was never attempted cancels both")
    func cancels() {
        let succession = OutboxSuccession(chain: Self.chain([.pending, .pending], withdraws: true), stands: false)
        #expect(succession.withdrawn == [0, 1])
        #expect(succession.superseded.isEmpty)
    }

    @Test("A withdrawal is sent when the partner may know of something")
    func sendsWithdrawal() {
        let standing = OutboxSuccession(chain: Self.chain([.pending, .pending], withdraws: true), stands: true)
        #expect(standing.superseded == [0])
        #expect(standing.withdrawn.isEmpty)
        let running = OutboxSuccession(chain: Self.chain([.leased, .pending], withdraws: true), stands: false)
        #expect(running.withdrawn.isEmpty)
        let attempted = OutboxSuccession(
            chain: Self.chain([.pending, .retrying], reached: [1], withdraws: true), stands: false)
        #expect(attempted.withdrawn.isEmpty)
        #expect(attempted.superseded == [0])
    }

    @Test("Nothing undelivered, nothing to decide")
    func empty() {
        #expect(OutboxSuccession(chain: [], stands: false) == OutboxSuccession(chain: [], stands: true))
    }
}
