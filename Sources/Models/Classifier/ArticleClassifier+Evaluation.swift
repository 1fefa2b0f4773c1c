import Numerics
import Corpus
import Features
import Text

extension ArticleClassifier {
    /// How good the labels it gives to articles are against those they have; articles without labels
    /// are passed over.
    public func evaluate(_ articles: [Article], threads: Int = 1) -> ClassificationReport {
        let labeled = articles.filter { !$0.industries.isEmpty }
        let given = labeled.map(givenLabels)
        var reliability = ReliabilityCount()
        let predicted = judge(
            labeled.normalized(threads: threads), given: given, counting: &reliability, threads: threads)
        var report = ClassificationReport(given: given, predicted: predicted)
        report.reliability = reliability.reliability
        return report
    }

    /// The labels it gives to articles; counts how right its probabilities are.
    ///
    /// - Parameter given: the articles' own labels; one that the model does not know had no chance.
    func judge(
        _ texts: [ArticleText], given: [[String]], counting reliability: inout ReliabilityCount, threads: Int
    ) -> [[String]] {
        let probabilities = probabilities(texts, threads: threads)
        let chosen = choose(probabilities)
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
        for article in texts.indices {
            if isSingleLabel {
                let best = chosen[article][0]
                reliability.add(best.probability, isTrue: given[article].contains(best.label))
                continue
            }
            let own = Set(given[article].map { indexOfLabel[$0] ?? -1 })
            for label in labels.indices {
                reliability.add(probabilities[article * labels.count + label], isTrue: own.contains(label))
            }
            for label in given[article] where indexOfLabel[label] == nil { reliability.add(0, isTrue: true) }
        }
        return chosen.map { $0.map(\.label) }
    }
}
