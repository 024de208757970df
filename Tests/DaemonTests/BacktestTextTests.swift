import Daemon
import Prevention
import Testing
import Workforce

@Suite("What a planner reads of a backtest")
struct BacktestTextTests {
    /// Forty groups of fifty: half of them are given 35 % and 0.3 lose their job, half 5 % and 0.04 do.
    private static func pairs() -> ForecastPairs {
        var pairs = ForecastPairs()
        for group in 0..<40 {
            for person in 0..<50 {
                let isHigh = group % 2 == 0
                let limit = isHigh ? 15 + group % 3 - 1 : 2 + group % 3 - 1
                let lost = person < limit
                pairs.append(
                    probability: isHigh ? 0.35 : 0.05, baseline: 0.2, outcome: lost, flagged: isHigh,
                    leadDays: isHigh && lost ? Int32(100 + 10 * person) : nil, basis: isHigh ? 0 : 2,
                    cluster: Int32(group),
                    origin: CalendarDate(iso: person < 25 ? "2024-01-31" : "2025-12-31") ?? CalendarDate(dayNumber: 0))
            }
        }
        return pairs
    }

    @Test("In English: what was said, what came of it, and how sure one can be")
    func english() {
        let text = BacktestText(Backtest().result(of: Self.pairs()), isDutch: false).text
        #expect(
            text.hasPrefix(
                "2,000 forecasts on 2 dates from 31 January 2024 to 31 December 2025, in 40 selection groups. In 339 of them"
            ))
        #expect(
            text.contains(
                "Of 100 people whom we gave 30–40 %, 30 (29 to 31) lost their job; we said 35 (1,000 forecasts)."))
        #expect(text.contains("Of 100 people whom we gave 0–10 %, 3.9 (3.2 to 4.6) lost their job; we said 5.0 ("))
        #expect(text.contains("Nobody was given 90–100 %: no cases."))
        #expect(text.contains("Knowing only how many lose their job: 0.1408 ("))
        #expect(text.contains("; our error is smaller by 11 % (8 to 13)"))
        #expect(text.contains("Reliability slope 0.87 ("))
        #expect(text.contains("Of 100 people flagged, 30 (29 to 31) lost their job (precision)."))
        #expect(text.contains("half were flagged 170 days or more before; the middle half between 130 and 210 days."))
        #expect(text.contains("  default (a configured rate of departure): no cases"))
        #expect(text.contains("what 95 % of 1,000 draws of whole selection groups say"))
    }

    @Test("In Dutch, with its marks")
    func dutch() {
        let text = BacktestText(Backtest().result(of: Self.pairs()), isDutch: true).text
        #expect(text.hasPrefix("2.000 voorspellingen op 2 datums van 31 januari 2024 tot en met 31 december 2025"))
        #expect(
            text.contains(
                "Van 100 mensen die we 30–40 % gaven, verloren er 30 (29 tot 31) hun baan; wij zeiden 35 (1.000 "
                    + "voorspellingen)."))
        #expect(text.contains("Niemand kreeg 90–100 %: geen gevallen."))
        #expect(text.contains("Betrouwbaarheidshelling 0,87 ("))
        #expect(text.contains("  default (een ingesteld vertrekpercentage): geen gevallen"))
    }

    @Test("Forecasts that are worse than knowing the share of losses are not called better by a negative number")
    func noSkill() throws {
        var pairs = ForecastPairs()
        for number in 0..<200 {
            pairs.append(
                probability: number % 2 == 0 ? 0.6 : 0.1, baseline: 0, outcome: number % 2 == 1, flagged: false,
                basis: 0, cluster: Int32(number / 10), origin: CalendarDate(dayNumber: 0))
        }
        let result = Backtest().result(of: pairs)
        #expect(try #require(result.overall.skill).value < 0)
        let brief = BacktestText(result, isDutch: false).brief
        #expect(brief.contains("they were no better than knowing only how many lose their job"))
        #expect(!brief.contains("-"))
    }

    @Test("Without pairs, flags or losses it says so, and shows no number that is none", arguments: [true, false])
    func none(isDutch: Bool) {
        let empty = BacktestText(Backtest().result(of: ForecastPairs()), isDutch: isDutch)
        #expect(empty.lines.count == 1)
        var pairs = ForecastPairs()
        pairs.append(
            probability: 0.1, baseline: 0, outcome: false, flagged: false, basis: 1, cluster: 1,
            origin: CalendarDate(dayNumber: 0))
        let text = BacktestText(Backtest().result(of: pairs), isDutch: isDutch).text
        #expect(
            text.contains(isDutch ? "Niemand kreeg een waarschuwing: geen gevallen." : "Nobody was flagged: no cases."))
        #expect(text.contains(isDutch ? "Niemand verloor de baan: geen gevallen." : "Nobody lost their job: no cases."))
        #expect(!text.lowercased().contains("nan"))
    }
}
