/// The documents that a dual solver visits more often than the others.
///
/// After a few passes most dual variables no longer move, and a few documents hold most of the remaining gain. This
/// replaces the shrinking that such solvers use for hinge losses. Unlike shrinking, every pass still begins with all
/// documents, and the certificate is computed over all of them.
struct ActiveDocuments {
    /// Passes over all documents before any is chosen.
    static let firstEpochs = 2
    /// Visits of the moving documents after each pass over all.
    static let visits = 8
    /// A document counts as moving if one of its dual variables moves by more than this many times the mean.
    private static let timesTheMean: Float = 3

    /// The movement of each document's dual variables at its last visit.
    private var movements: [Lanes]

    init(documents: Int) {
        movements = Array(repeating: Lanes(repeating: 0), count: documents)
    }

    mutating func withMovements<Result>(_ body: (UnsafeMutableBufferPointer<Lanes>) -> Result) -> Result {
        movements.withUnsafeMutableBufferPointer { body($0) }
    }

    func moving(in order: [Int]) -> [Int] {
        var total = CompensatedSum()
        for row in order { total.add(movements[row]) }
        let limit = total.value * (ActiveDocuments.timesTheMean / Float(max(1, order.count)))
        return order.filter { maximumLane(movements[$0] - limit) > 0 }
    }
}
