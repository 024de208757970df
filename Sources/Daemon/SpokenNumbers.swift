/// Numbers as a sentence in English or Dutch has them.
struct SpokenNumbers {
    let isDutch: Bool

    /// A whole number, in groups of three digits.
    func counted(_ value: Int) -> String {
        var digits = String(abs(value))
        var grouped = ""
        while digits.count > 3 {
            grouped = (isDutch ? "." : ",") + digits.suffix(3) + grouped
            digits = String(digits.dropLast(3))
        }
        return (value < 0 ? "-" : "") + digits + grouped
    }

    /// A number with this many decimals.
    func fixed(_ value: Double, places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((value * scale).rounded())
        let digits = String(abs(scaled))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let decimals = places == 0 ? "" : (isDutch ? "," : ".") + padded.suffix(places)
        return (scaled < 0 ? "-" : "") + padded.dropLast(places) + decimals
    }
}
