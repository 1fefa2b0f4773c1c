import Reports

/// The articles that names are counted of, by place: where they stand among those that count.
struct CountedPlaces: Sendable {
    /// All articles that count, by number in the archive, ascending.
    var numbers: [UInt32]
    /// By the same place, the period of those that no report reads and that are counted; -1 for all others.
    var periods: [Int32]
    /// And their stories; only stories with several articles need to be told apart.
    var stories: [Int32]
    var isAlone: [Bool]
    /// How many periods there are.
    var periodCount: Int

    /// Places of which nothing is counted by period.
    init(numbers: [UInt32], periodCount: Int = 0) {
        (self.numbers, self.periodCount) = (numbers, periodCount)
        periods = Array(repeating: -1, count: numbers.count)
        stories = periods
        isAlone = Array(repeating: true, count: numbers.count)
    }
}

/// Counts articles and stories by name, which has a row, and by period.
struct NameCounter {
    private(set) var counts: [ReportHistory.Counts]
    private let places: CountedPlaces
    /// Row, story and period of stories with several articles.
    private var seen: Set<SIMD4<Int32>> = []
    private var own: [Int32] = []

    init(rows: Int, _ places: CountedPlaces) {
        counts = Array(repeating: .init(periods: places.periodCount), count: rows)
        self.places = places
    }

    mutating func add(row: Int, _ place: Int) {
        let period = Int(places.periods[place])
        counts[row].articles[period] += 1
        if places.isAlone[place] || seen.insert(SIMD4(Int32(row), places.stories[place], Int32(period), 0)).inserted {
            counts[row].stories[period] += 1
        }
    }

    /// Each row once.
    mutating func add(_ names: UnsafeBufferPointer<UInt32>, _ rows: [Int32], _ place: Int) {
        if names.count == 1 {
            let row = rows[Int(names.first!)]
            if row >= 0 { add(row: Int(row), place) }
            return
        }
        own.removeAll(keepingCapacity: true)
        for name in names {
            let row = rows[Int(name)]
            if row >= 0, !own.contains(row) {
                own.append(row)
                add(row: Int(row), place)
            }
        }
    }
}
