import TrendNumerics
import Testing

@testable import Models

@Suite struct ThresholdChoiceTests {
    @Test func theCutHasTheBestF1() {
        let scores: [Float] = [4, 3, 2, 2, 1, 0, -1, -2]
        let isTrue = [true, false, true, true, false, true, false, false]
        let found = ScoreCut.best(scores, hits: isTrue.map { $0 ? 1 : 0 })
        func f1(_ cut: Float) -> Double {
            let given = scores.indices.filter { scores[$0] >= cut }
            return 2 * Double(given.count { isTrue[$0] }) / Double(given.count + 4)
        }
        #expect(found.f1 == scores.map(f1).max() && f1(found.cut) == found.f1)
        // Equal scores are on the same side of a cut.
        #expect(ScoreCut.best([1, 1] as [Float], hits: [1, 0]).f1 == 2.0 / 3)
        #expect(ScoreCut.best([] as [Float], hits: []).cut == 0)
    }

    @Test func theLowestCutReachesThePrecision() {
        let scores = [0.9, 0.8, 0.7, 0.6, 0.5]
        #expect(ScoreCut.lowest(scores, hits: [1, 0, 1, 1, 0], precision: 0.75) == 0.6)
        #expect(ScoreCut.lowest(scores, hits: [1, 0, 1, 1, 0], precision: 0.9) == 0.9)
        #expect(ScoreCut.lowest(scores, hits: [0, 1, 0, 0, 0], precision: 0.9) == nil)
    }

    /// A label of two articles, whose best cut is an accident, stays near the cut of all labels. A label of half of
    /// many articles has its own cut.
    @Test func rareLabelsHaveCutsNearTheSharedOne() {
        let documents = 4000
        var probabilities: [Double] = []
        var isTrue: [Bool] = []
        for document in 0..<documents {
            let place = Double(document) / Double(documents)
            // The common label is right from 0.8 up. The two articles of the rare label are at the very bottom.
            probabilities += [place, place / 2]
            isTrue += [place >= 0.8, document < 2]
        }
        let found = ThresholdChoice(probabilities: probabilities, isTrue: isTrue, labels: 2).thresholds(.f1)
        #expect(abs(found[0] - 0.8) < 0.05)
        #expect(found[1] > 0.4)
    }
}
