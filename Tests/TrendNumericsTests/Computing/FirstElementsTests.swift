import Testing

@testable import TrendNumerics

@Suite struct FirstElementsTests {
    @Test func areThoseOfTheSortedSequence() {
        var generator = SeededGenerator(seed: 5)
        let numbers = (0..<500).map { _ in Int(generator.next() >> 1) }
        for count in [0, 1, 7, 250, 500, 501, .max] {
            #expect(numbers.first(count, by: <) == Array(numbers.sorted().prefix(count)))
        }
    }
}
