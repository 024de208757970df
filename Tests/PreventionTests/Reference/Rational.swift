/// An exact fraction, for the reference rules only: small numbers, never rounded.
struct Rational: Comparable {
    private let numerator: Int
    private let denominator: Int

    init(_ numerator: Int, _ denominator: Int = 1) {
        precondition(denominator > 0)
        self.numerator = numerator
        self.denominator = denominator
    }

    static func == (left: Rational, right: Rational) -> Bool {
        left.numerator * right.denominator == right.numerator * left.denominator
    }

    static func < (left: Rational, right: Rational) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    static func + (left: Rational, right: Rational) -> Rational {
        Rational(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator)
    }

    static func * (left: Rational, right: Rational) -> Rational {
        Rational(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    var floor: Int { numerator >= 0 ? numerator / denominator : -((denominator - 1 - numerator) / denominator) }

    /// What the floor leaves.
    var fraction: Rational { Rational(numerator - floor * denominator, denominator) }
}
