import TrendNumerics
import Corpus
import Features
import Text

extension ArticleClassifier {
    /// Compares the predicted labels of articles with the articles' own labels. Articles without labels are skipped.
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

    /// Predicts the labels of articles and counts how reliable the probabilities are.
    ///
    /// - Parameters:
    ///   - texts: the texts of the articles.
    ///   - given: the articles' own labels. In a multi-label model, a label that is unknown to the model counts as
    ///     predicted with probability 0.
    ///   - reliability: receives the counts.
    ///   - threads: the number of threads.
    /// - Returns: the predicted labels of each article.
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
