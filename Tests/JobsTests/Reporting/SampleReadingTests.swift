import Testing

@testable import Jobs

@Suite struct SampleReadingTests {
    private let drawn = (0..<1000).map { $0 * 617 % 1000 }

    /// The places that were read together, and what came out.
    private func read(bytes: Int, most: Int) -> (parts: [[Int]], places: [Int], items: [String]) {
        var parts: [[Int]] = []
        let found = SampleReading(most: most, atOnce: 64).read(drawn) { places in
            parts.append(places)
            return places.map { "\($0)" }
        } bytes: { _ in
            bytes
        }
        return (parts, found.places, found.items)
    }

    @Test func shortOnesAreReadInOnePass() {
        let (parts, places, items) = read(bytes: 10, most: 1_000_000)
        #expect(parts.map(\.count) == [64, 936] && parts == parts.map { $0.sorted() })
        #expect(places.sorted() == Array(0..<1000) && items == places.map { "\($0)" })
        #expect(Set(parts[0]) == Set(drawn.prefix(64)))
    }

    @Test func longOnesAreReadUntilTheyAreEnough() {
        let (parts, places, _) = read(bytes: 100, most: 20_000)
        #expect(parts.map(\.count) == [64, 64, 64, 64] && Set(places) == Set(drawn.prefix(256)))
        #expect(read(bytes: 1_000_000, most: 1).parts.count == 1)
        // Not so few that they could be more than enough.
        #expect(read(bytes: 10, most: 12_000).parts.count == 16)
    }

    @Test func nothingIsReadOfNothing() {
        let found = SampleReading(most: 10).read([]) { _ in
            [0]
        } bytes: { _ in
            1
        }
        #expect(found.places.isEmpty && found.items.isEmpty)
    }
}
