/// The documents that a dual solver visits more often than the others: most stand still after a few passes,
/// and what is left to gain is with some. In place of shrinking, which such solvers know for hinge losses:
/// every pass still goes over all documents first, and the certificate is taken over all.
struct ActiveDocuments {
    /// Passes over all documents before anything is known.
    static let firstEpochs = 2
    /// Visits of the moving documents after each pass over all.
    static let visits = 8
    /// A document moves if a dual variable of it moves by so many times the mean.
    private static let timesTheMean: Float = 3

    /// Of each document's dual variables, at the last visit.
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
        return order.filter { greatest(movements[$0] - limit) > 0 }
    }
}
