/// For the codes of one snapshot their numbers in the database, whose tables only grow.
struct CodeNumbers: Sendable {
    var jobs: [Int32] = []
    var establishments: [Int32] = []
    var units: [Int32] = []
    var skills: [Int32] = []
}
