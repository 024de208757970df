/// How people are worked through: some rows at a time, whose values stay in the cache of one core.
enum ScoreBlock {
    static let rows = 512
}
