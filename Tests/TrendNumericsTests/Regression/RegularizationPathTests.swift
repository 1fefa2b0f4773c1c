import Testing

@testable import TrendNumerics

@Suite struct RegularizationPathTests {
    private static let values: [Float] = [0.1, 1, 10, 100, 3]
    private let labels = Fixture.logistic.multinomial[0].labels!
    private let sets = Fixture.logistic.oneVsRest[0].sets!

    private func options(_ C: Float) -> LogisticRegression {
        LogisticRegression(C: C, tolerance: 1e-6, maximumEpochs: 2000)
    }

    @Test func multinomialEndsWhereAFitOfItsOwnDoes() throws {
        let classes = Fixture.logistic.multinomial[0].classes
        let path = try RegularizationPath(options(1), features: Fixture.matrix, targets: .one(labels), classes: classes)
        for C in Self.values {
            let (model, optimality) = try path.fit(C: C)
            let (own, optimum) = try options(C).fit(Fixture.matrix, .one(labels), classes: classes)
            #expect(optimality.converged && abs(optimality.objective - optimum.objective) < 2e-5 * optimum.objective)
            let (p, q) = (model.probabilities(Fixture.matrix), own.probabilities(Fixture.matrix))
            #expect(zip(p, q).allSatisfy { abs($0 - $1) < 0.01 }, "C = \(C)")
            // A repeated fit takes one pass, because the solution is kept.
            #expect(try path.fit(C: C).1.epochs == 1)
        }
    }

    @Test func oneVsRestEndsWhereAFitOfItsOwnDoes() throws {
        var balanced = options(1)
        balanced.classWeight = .balanced
        let path = try RegularizationPath(balanced, features: Fixture.matrix, targets: .several(sets), classes: 9)
        for C in Self.values {
            balanced.C = C
            let (model, optimality) = try path.fit(C: C)
            let (own, optimum) = try balanced.fit(Fixture.matrix, .several(sets), classes: 9)
            #expect(optimality.converged && abs(optimality.objective - optimum.objective) < 2e-5 * optimum.objective)
            let (p, q) = (model.probabilities(Fixture.matrix), own.probabilities(Fixture.matrix))
            #expect(zip(p, q).allSatisfy { abs($0 - $1) < 0.01 }, "C = \(C)")
        }
    }

    @Test func refusesAValueThatIsNone() throws {
        let classes = Fixture.logistic.multinomial[0].classes
        let path = try RegularizationPath(options(1), features: Fixture.matrix, targets: .one(labels), classes: classes)
        for C: Float in [0, -1, .nan, .infinity] { #expect(throws: NumericsError.self) { try path.fit(C: C) } }
        #expect(try path.fit(C: 1).1.converged)
    }

    /// Block by block, the bits are those of all blocks at once.
    @Test(arguments: [1, 2]) func scoresAreThoseOfTheModels(threads: Int) throws {
        var options = options(0.1)
        options.compute.threads = threads
        let ascending = Self.values.sorted()
        for (targets, classes) in [
            (Targets.several(sets), 9), (.one(labels), Fixture.logistic.multinomial[0].classes),
        ] {
            func path() throws -> RegularizationPath {
                try RegularizationPath(options, features: Fixture.matrix, targets: targets, classes: classes)
            }
            let kept = try path()
            let models = try ascending.map { try kept.fit(C: $0) }
            let scores = try path().scores(of: ascending, judged: Fixture.matrix)
            #expect(scores == models.map { $0.0.scores(Fixture.matrix) })
            let once = try path().fitOnce()
            #expect(once.0 == models[0].0 && once.1 == models[0].1)
        }
        #expect(throws: NumericsError.self) {
            try RegularizationPath(options, features: Fixture.matrix, targets: .several(sets), classes: 9)
                .scores(of: [0.1, .nan], judged: Fixture.matrix)
        }
    }
}
