/// Where data break off and go on: pauses between days with articles that are far longer than all others.
///
/// A holiday is no hole. Where articles are few, or come in the first days of each month, long pauses are usual.
public struct DataHoles: Equatable, Sendable {
    /// Days since 1970 without articles, in the order of time.
    private let pauses: [ClosedRange<Int>]
    /// So many days of a period without articles are more than usual.
    private let least: Int

    private static let leastPause = 14
    private static let longPause = 2
    /// Pauses that make up more of the days are how the articles come.
    private static let mostOfDays = 0.25
    private static let leastOfPeriod = 7

    static let none = DataHoles(pauses: [], least: leastPause)

    private init(pauses: [ClosedRange<Int>], least: Int) { (self.pauses, self.least) = (pauses, least) }

    /// - Parameter days: those with articles, ascending.
    init(_ days: ArraySlice<Int>) {
        let pauses = zip(days, days.dropFirst()).map { $0 + 1..<$1 }
        let long = pauses.filter { $0.count >= DataHoles.leastPause }
        let usual = pauses.lazy.map(\.count).filter { $0 < DataHoles.leastPause }.max() ?? 0
        let all = zip(days.suffix(1), days.prefix(1)).map { $0 - $1 + 1 }.first ?? 0
        guard let shortest = long.map(\.count).min(), shortest > DataHoles.longPause * usual,
            Double(long.reduce(0) { $0 + $1.count }) <= DataHoles.mostOfDays * Double(all)
        else {
            self = .none
            return
        }
        self.init(
            pauses: long.map { ClosedRange($0) }, least: max(DataHoles.leastOfPeriod, DataHoles.longPause * usual))
    }

    /// Whether the data lack so many days of a period that it is not as others are.
    func cut(_ period: Period) -> Bool {
        let days = period.days
        return pauses.contains { $0.overlaps(days) && $0.clamped(to: days).count >= min(least, days.count) }
    }
}
