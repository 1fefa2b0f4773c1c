import TrendNumerics
import Features
import Testing

@testable import Models

@Suite struct TopicFactorsTests {
    /// Eight themes of 25 terms each, of which a document has three, and five further terms that all themes use.
    private let short: CSRMatrix = {
        var generator = SeededGenerator(seed: 11)
        return TermAssociationTests.matrix(
            (0..<1600).map { document in
                let own = (0..<3).map { _ in Int32(document % 8 * 25) + Int32(generator.next() % 25) }
                return Set(own + [200 + Int32(generator.next() % 5)]).sorted()
            }, terms: 205)
    }()

    /// The share of documents whose main topic is the most frequent one of their theme.
    private func purity(_ found: TopicFactors) -> Double {
        var counts = [[Int]](repeating: [Int](repeating: 0, count: found.rank), count: 8)
        for document in 0..<1600 {
            let weights = found.W[document * found.rank..<(document + 1) * found.rank]
            let main = weights.indices.max { (weights[$0], $1) < (weights[$1], $0) }!
            counts[document % 8][main - weights.startIndex] += 1
        }
        // Two themes must not share a topic.
        let mains = counts.map { $0.firstIndex(of: $0.max()!)! }
        return Set(mains).count < 8 ? 0 : Double(counts.reduce(0) { $0 + $1.max()! }) / 1600
    }

    @Test func shortTextsAreGroupedByTermAssociation() throws {
        let nmf = NMF(rank: 8)
        let found = try nmf.topics(of: short)
        #expect(NMF.areShort(short) && found.rank == 8)
        #expect(found.W.count == 1600 * 8 && found.H.count == 205 * 8)
        #expect(purity(found) > 0.97)
        // Terms that all themes use belong to no topic.
        for topic in 0..<8 {
            let terms = TopicQuality.topTerms(found.H, rank: 8, count: 20)[topic]
            #expect(terms.allSatisfy { $0 < 200 && $0 / 25 == terms[0] / 25 })
        }
        // Factors of the documents themselves do not reach that.
        #expect(purity(TopicFactors(try nmf.fit(short))) < 0.9)
    }

    @Test func weightsAddUpToOneAndTopicsAreInOrder() throws {
        let found = try NMF(rank: 8).topics(of: short)
        let sums = (0..<8).map { topic in
            (
                stride(from: topic, to: found.H.count, by: 8).reduce(0) { $0 + found.H[$1] },
                stride(from: topic, to: found.W.count, by: 8).reduce(0) { $0 + found.W[$1] }
            )
        }
        #expect(sums.allSatisfy { abs($0.0 - 1) < 1e-4 })
        #expect(zip(sums, sums.dropFirst()).allSatisfy { $0.1 >= $1.1 })
        let folded = NMF.fold(short, into: found.H, rank: 8)
        #expect(zip(found.W, folded).allSatisfy { abs($0 - $1) < 1e-4 * max(1, $1) })
    }

    @Test func orderThreadsAndRepetitionDoNotChangeTopics() throws {
        let found = try NMF(rank: 8).topics(of: short)
        let threaded = try NMF(rank: 8, compute: Compute(threads: 2)).topics(of: short)
        #expect(threaded.H == found.H && threaded.W == found.W)
        #expect(try NMF(rank: 8).topics(of: short.selecting(rows: (0..<1600).map { $0 * 37 % 1600 })).H == found.H)
        #expect(try NMF(rank: 8).topics(of: short.selecting(rows: (0..<3200).map { $0 % 1600 })).H == found.H)
    }

    @Test func longTextsAreFactorsOfThemselves() throws {
        var generator = SeededGenerator(seed: 2)
        let long = TermAssociationTests.matrix(
            (0..<1200).map { document in
                Set((0..<40).map { _ in Int32(document % 2 * 60) + Int32(generator.next() % 60) }).sorted()
            }, terms: 120)
        var nmf = NMF(rank: 2)
        nmf.powerIterations = 10
        let fitted = try nmf.fit(long)
        let found = try NMF(rank: 2).topics(of: long)
        #expect(!NMF.areShort(long) && found.W == fitted.W && found.H == fitted.H)
    }

    @Test func halfOfAtLeastAThousandDocumentsAreShort() {
        func areShort(long: Int, short: Int, empty: Int = 0) -> Bool {
            let counts = [(long, 16), (short, 15), (empty, 0)].flatMap { [Int](repeating: $1, count: $0) }
            // The last term of each document is unique.
            let documents = counts.enumerated().map { document, terms in
                (0..<terms).map { Int32($0 + 1 == terms ? 20 + document : $0) }
            }
            return NMF.areShort(TermAssociationTests.matrix(documents, terms: 20 + documents.count))
        }
        #expect(areShort(long: 499, short: 501) && !areShort(long: 501, short: 501))
        #expect(!areShort(long: 0, short: 999) && !areShort(long: 0, short: 0))
        // Documents with the same terms count once, documents without terms not at all.
        #expect(!NMF.areShort(short.selecting(rows: (0..<1600).map { $0 % 900 })))
        #expect(!areShort(long: 0, short: 999, empty: 10) && !areShort(long: 600, short: 500, empty: 1000))
    }

    @Test func textsWithNothingInCommonAreFactorsOfThemselves() throws {
        let X = TermAssociationTests.matrix((0..<1000).map { [Int32(2 * $0), Int32(2 * $0 + 1)] }, terms: 2000)
        #expect(NMF.areShort(X) && TermAssociation.matrix(X, threads: 1).nonZeros == 0)
        #expect((1...2).contains(try NMF(rank: 2).topics(of: X).rank))
        #expect(throws: NumericsError.noRows) {
            try NMF(rank: 2).topics(of: TermAssociationTests.matrix([[], []], terms: 4))
        }
        #expect(throws: NumericsError.self) { try NMF(rank: 0).topics(of: short) }
        // More topics than terms.
        let few = TermAssociationTests.matrix(
            (1..<1024).map { bits in (0..<10).filter { bits >> $0 & 1 == 1 }.map { Int32($0) } }, terms: 10)
        #expect((1...10).contains(try NMF(rank: 500).topics(of: few).rank) && NMF.areShort(few))
    }
}
