import Testing

@testable import TrendNumerics

@Suite struct StratifiedSplitTests {
    private let labels = (0..<203).map { $0 % 10 == 0 ? [] : $0 % 7 == 0 ? [0, 3] : [$0 % 3] }

    @Test func documentsOfOneStoryAreInOneFold() {
        let labels = (0..<60).map { [$0 % 3] }
        let stories = Array(0..<60)
        #expect(
            StratifiedSplit.folds(labels, stories: stories, folds: 5, seed: 1)
                == StratifiedSplit.folds(labels, folds: 5, seed: 1))
        let doubled = StratifiedSplit.folds(labels + labels, stories: stories + stories, folds: 5, seed: 1)
        #expect(Array(doubled[..<60]) == Array(doubled[60...]) && Set(doubled) == [0, 1, 2, 3, 4])
    }

    @Test(arguments: [1, 2, 5, 10]) func foldsHaveTheLabelsInTheSameProportions(_ folds: Int) {
        let split = StratifiedSplit.folds(labels, folds: folds, seed: 9)
        func isEven(_ documents: [Int]) -> Bool {
            let sizes = (0..<folds).map { fold in documents.count { split[$0] == fold } }
            return sizes.max()! - sizes.min()! <= 1
        }
        #expect(split.count == 203 && split.allSatisfy((0..<folds).contains))
        #expect(isEven(Array(labels.indices)))
        // A document counts for the rarest of its labels.
        for group in [[], [0], [1], [2], [0, 3]] { #expect(isEven(labels.indices.filter { labels[$0] == group })) }
    }

    @Test func theSeedDecides() {
        let first = StratifiedSplit.folds(labels, folds: 5, seed: 1)
        #expect(StratifiedSplit.folds(labels, folds: 5, seed: 1) == first)
        #expect(StratifiedSplit.folds(labels, folds: 5, seed: 2) != first)
    }

    @Test func fewDocumentsLeaveFoldsEmpty() {
        #expect(StratifiedSplit.folds([[0], [1]], folds: 5, seed: 1).sorted() == [0, 1])
        #expect(StratifiedSplit.folds([], folds: 5, seed: 1).isEmpty)
    }
}
