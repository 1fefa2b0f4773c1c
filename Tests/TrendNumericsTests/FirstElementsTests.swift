import TrendNumerics
import Testing

struct FirstElementsTests {
    @Test(arguments: [0, 1, 7, 99, 100, 500, .max]) func areThoseOfTheSortedSequence(count: Int) {
        let values = (0..<100).map { $0 * 37 % 101 }
        #expect(values.first(count, by: <) == Array(values.sorted().prefix(count)))
        #expect(values.reversed().first(count, by: >) == Array(values.sorted(by: >).prefix(count)))
    }
}
