import Testing

@testable import TrendNumerics

@Suite struct ProbabilityRowsTests {
    @Test func aRowLeavesOutWhatIsNearZero() {
        let row = ProbabilityRow([0.0004, 0.9, 0.001, .nan, 0.0986])
        #expect(row.entries.map(ProbabilityRow.label) == [1, 2, 4])
        for (entry, probability) in zip(row.entries, [0.9, 0.001, 0.0986]) {
            #expect(abs(ProbabilityRow.probability(entry) - probability) < 1 / 65535)
        }
    }

    @Test func aRowKeepsItsBestLabelHoweverUnlikely() {
        let row = ProbabilityRow([Double](repeating: 0.0002, count: 4999) + [0.0003])
        #expect(row.entries.map(ProbabilityRow.label) == [4999])
    }

    @Test func storedRowsAreChecked() {
        var rows = ProbabilityRows()
        rows.append(ProbabilityRow([0.5, 0.5, 0]))
        rows.append(ProbabilityRow([0, 0, 1]))
        #expect(ProbabilityRows(sizes: rows.sizes, entries: rows.entries, labels: 3) == rows)
        #expect(ProbabilityRows(sizes: rows.sizes, entries: rows.entries, labels: 2) == nil)
        #expect(ProbabilityRows(sizes: [2, 2], entries: rows.entries, labels: 3) == nil)
        #expect(ProbabilityRows(sizes: [2], entries: rows.entries, labels: 3) == nil)
        #expect(ProbabilityRows(sizes: [2, 1], entries: rows.entries.reversed(), labels: 3) == nil)
    }
}

@Suite struct HeldOutSampleTests {
    private func made(_ labelSets: [[Int]], labels: Int, isSingleLabel: Bool = true) -> HeldOutSample? {
        HeldOutSample(labelSets: labelSets, labels: labels, isSingleLabel: isSingleLabel, seed: 1) { items in
            items.flatMap { item in (0..<labels).map { labelSets[item].contains($0) ? 0.9 : 0.1 / Double(labels) } }
        }
    }

    @Test func fewItemsAreAllKept() throws {
        let labels = (0..<300).map { [$0 % 3] }
        let sample = try #require(made(labels, labels: 3))
        #expect(sample.count == 300)
        #expect((0..<300).allSatisfy { Array(sample.labels(of: $0)) == [UInt16($0 % 3)] })
        #expect(abs(sample.priors[0] - (0.9 + 2 * 0.1 / 3) / 3) < 1e-9)
    }

    @Test func rareLabelsStayWhereThereAreManyItems() throws {
        let labels = (0..<60_000).map { [$0 % 600 == 0 ? 1 : 0] }
        let sample = try #require(made(labels, labels: 2))
        #expect(sample.count < 10_000)
        #expect((0..<sample.count).count { sample.labels(of: $0) == [1] } == 100)
        // The priors are those of all items.
        #expect(abs(sample.priors[1] - (0.9 * 100 + 0.05 * 59_900) / 60_000) < 1e-9)
    }

    @Test func aStoredSampleIsChecked() throws {
        let sample = try #require(made([[0], [1], [0]], labels: 2))
        func read(
            sizes: [UInt16]? = nil, own: [UInt16]? = nil, ownSizes: [UInt16]? = nil, priors: [Double]? = nil
        ) -> HeldOutSample? {
            HeldOutSample(
                labels: 2, isSingleLabel: true, sizes: sizes ?? sample.rows.sizes, entries: sample.rows.entries,
                ownSizes: ownSizes ?? sample.ownSizes, own: own ?? sample.own, priors: priors ?? sample.priors)
        }
        #expect(read() == sample)
        #expect(read(sizes: [1]) == nil)
        #expect(read(own: [0, 2, 0]) == nil)
        #expect(read(ownSizes: [2, 1, 0]) == nil)
        #expect(read(priors: [0.5]) == nil)
        #expect(read(priors: [0.5, .nan]) == nil)
        #expect(read(priors: [0.5, 0]) == nil)
    }

    @Test func trustCountsBestLabels() throws {
        let probabilities = [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.55, 0.45]]
        let sample = try #require(
            HeldOutSample(labelSets: [[0], [1], [1], [1]], labels: 2, isSingleLabel: true, seed: 1) { items in
                items.flatMap { probabilities[$0] }
            })
        let trust = sample.trust(sureFrom: 0.6)
        #expect(trust.articles == 4 && trust.right == 0.5 && trust.sureShare == 0.75)
        #expect(trust.rightIfSure == 2.0 / 3 && trust.rightIfUnsure == 0)
    }
}

@Suite struct LinearSystemTests {
    @Test func solvesWhatItMultiplied() throws {
        var generator = SeededGenerator(seed: 3)
        let size = 7
        let a = (0..<size * size).map { _ in generator.nextGaussian() }
        let x = (0..<size * 2).map { _ in generator.nextGaussian() }
        var b = [Double](repeating: 0, count: size * 2)
        for row in 0..<size {
            for column in 0..<2 {
                for inner in 0..<size { b[row * 2 + column] += a[row * size + inner] * x[inner * 2 + column] }
            }
        }
        let found = try #require(LinearSystem.solve(a, b, size: size))
        #expect(zip(found, x).allSatisfy { abs($0 - $1) < 1e-9 })
        // A pivot of 0 needs a swap; equal rows have no solution.
        #expect(LinearSystem.solve([0, 2, 1, 0], [4, 3], size: 2) == [3, 2])
        #expect(LinearSystem.solve([1, 2, 1, 2], [4, 3], size: 2) == nil)
    }
}
