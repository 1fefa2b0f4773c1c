import Testing

@testable import TrendNumerics

@Suite struct OrderStatisticsTests {
    private func values(_ count: Int, _ kind: Int) -> [Double] {
        var random = SeededGenerator(seed: UInt64(count * 10 + kind))
        return (0..<count).map { index in
            switch kind {
            case 0: Double(random.next() % 1_000_000) / 7
            case 1: Double(random.next() % 3)
            case 2: Double(index)
            case 3: Double(-index)
            case 4: 1
            // Rising and falling, against pivots from the middle.
            default: Double(min(index, count - index))
            }
        }
    }

    @Test(arguments: 0..<6) func whatStandsAtAPlaceIsWhatSortingPutsThere(kind: Int) {
        for count in [1, 2, 23, 24, 25, 100, 5000] {
            let sorted = values(count, kind).sorted()
            for places in [[], [0], [count - 1], [count / 2], [0, count / 3, count / 3, count / 2, count - 1]] {
                var some = values(count, kind)
                OrderStatistics.select(places, of: &some)
                for place in places { #expect(some[place] == sorted[place]) }
                #expect(some.sorted() == sorted)
            }
        }
    }
}
