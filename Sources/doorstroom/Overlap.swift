import ArgumentParser
import Foundation

/// How long two secrets sign: a number of minutes, hours or days, such as 90m, 24h or 7d.
struct Overlap: ExpressibleByArgument {
    let seconds: TimeInterval

    static let longestDays = 90
    static let usual = Overlap(seconds: 24 * 3_600)

    init?(argument: String) {
        let units: [Character: TimeInterval] = ["m": 60, "h": 3_600, "d": 86_400]
        guard let last = argument.last, let unit = units[last], let number = Int(argument.dropLast()), number > 0,
            number <= Overlap.longestDays * 1_440, Double(number) * unit <= Double(Overlap.longestDays) * 86_400
        else { return nil }
        seconds = Double(number) * unit
    }

    private init(seconds: TimeInterval) { self.seconds = seconds }
}
