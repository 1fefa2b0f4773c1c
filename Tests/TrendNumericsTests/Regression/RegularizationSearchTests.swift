import Testing

@testable import TrendNumerics

@Suite struct RegularizationSearchTests {
    private let matrix = Fixture.matrix
    private let values: [Float] = [0.1, 3, 100]
    private let foldOf = (0..<Fixture.matrix.rows).map { $0 % 3 }

    private func search(threads: Int = 1) -> RegularizationSearch {
        RegularizationSearch(
            LogisticRegression(tolerance: 1e-6, maximumEpochs: 2000, compute: Compute(threads: threads)),
            values: values.reversed(),
            foldOf: foldOf)
    }

    private func scores(
        _ kind: LogisticRegressionModel.Kind, _ sets: [[Int]], _ classes: Int, threads: Int = 1
    ) throws -> [HeldOutScore] {
        let matrix = matrix
        return try search(threads: threads).scores(
            Targets(sets, for: kind), classes: classes, isSingleLabel: kind == .multinomial
        ) {
            (matrix.selecting(rows: $0), matrix.selecting(rows: $1))
        }
    }

    @Test func accuracyIsThatOfFitsOneByOne() throws {
        let problem = Fixture.logistic.multinomial[0]
        let labels = problem.labels!
        let found = try scores(.multinomial, labels.map { [$0] }, problem.classes)
        #expect(found.map(\.C) == values)
        for score in found {
            var mean = 0.0
            for fold in 0..<3 {
                let training = foldOf.indices.filter { foldOf[$0] != fold }
                let heldOut = foldOf.indices.filter { foldOf[$0] == fold }
                let (model, _) = try LogisticRegression(C: score.C, tolerance: 1e-6, maximumEpochs: 2000).fit(
                    matrix.selecting(rows: training), .one(training.map { labels[$0] }), classes: problem.classes)
                let given = model.scores(matrix.selecting(rows: heldOut))
                let right = heldOut.enumerated().count { place, document in
                    let own = (0..<problem.classes).map { given[place * problem.classes + $0] }
                    return own.firstIndex(of: own.max()!) == labels[document]
                }
                mean += Double(right) / Double(heldOut.count) / 3
            }
            #expect(abs(score.score - mean) < 1e-12)
        }
        #expect(Set(found.map(\.score)).count > 1)
    }

    @Test func f1IsThatOfTheBestThreshold() throws {
        let sets = Fixture.logistic.oneVsRest[0].sets!
        let found = try scores(.oneVsRest, sets, 9)
        var mean = 0.0
        for fold in 0..<3 {
            let training = foldOf.indices.filter { foldOf[$0] != fold }
            let heldOut = foldOf.indices.filter { foldOf[$0] == fold }
            let (model, _) = try LogisticRegression(C: 3, tolerance: 1e-6, maximumEpochs: 2000).fit(
                matrix.selecting(rows: training), .several(training.map { sets[$0] }), classes: 9)
            let given = model.scores(matrix.selecting(rows: heldOut))
            let isTrue = heldOut.flatMap { document in (0..<9).map { sets[document].contains($0) } }
            let best = given.map { cut -> Double in
                let hits = zip(given, isTrue).count { $0 >= cut && $1 }
                return 2 * Double(hits) / Double(given.count { $0 >= cut } + isTrue.count { $0 })
            }
            mean += best.max()! / 3
        }
        #expect(abs(found[1].score - mean) < 1e-3)
    }

    @Test func threadsDoNotChangeABit() throws {
        let sets = Fixture.logistic.multinomial[0].labels!.map { [$0] }
        let classes = Fixture.logistic.multinomial[0].classes
        #expect(try scores(.multinomial, sets, classes) == scores(.multinomial, sets, classes, threads: 3))
    }

    @Test func ofEqualScoresTheSmallestCIsBest() {
        let scores = [HeldOutScore(C: 1, score: 0.5), HeldOutScore(C: 3, score: 0.7), HeldOutScore(C: 10, score: 0.7)]
        #expect(HeldOutScore.best(of: scores)?.C == 3)
        #expect(HeldOutScore.best(of: []) == nil)
    }

    @Test func saysWhatIsMissing() throws {
        let options = LogisticRegression()
        let all = (0..<matrix.rows).map { _ in [0] }
        func scores(_ search: RegularizationSearch) throws -> [HeldOutScore] {
            let matrix = matrix
            return try search.scores(Targets(all, for: .multinomial), classes: 2, isSingleLabel: true) {
                (matrix.selecting(rows: $0), matrix.selecting(rows: $1))
            }
        }
        #expect(throws: NumericsError.self) { try scores(.init(options, values: [], foldOf: foldOf)) }
        #expect(throws: NumericsError.self) { try scores(.init(options, values: [1], foldOf: foldOf.map { _ in 0 })) }
        #expect(throws: NumericsError.oneClass) { try scores(.init(options, values: [1], foldOf: foldOf)) }
    }
}
