import Text
import Features
import Foundation
import Models
import TrendNumerics
import Reports

extension TrainResult {
    /// What a user should know of the model, one line per fact.
    ///
    /// - Parameter aliasesPath: the file of label names that was given; nil for those that the model keeps.
    public func lines(aliasesPath: String?, correctionWeight: Float) -> [String] {
        var lines: [String] = []
        if let new = newLabels {
            lines.append("learned from \(counted(documents, "more article"))")
            if !new.isEmpty { lines.append("new labels: " + new.joined(separator: ", ")) }
        } else {
            lines.append(
                "learned \(counted(labels.count, "label")) from \(counted(documents, "article")), \(features) "
                    + (isStreamed ? "hashed columns" : "features"))
        }
        if labels.count == 1 {
            lines.append(
                "the model knows one label and gives it to every article; it needs articles with other labels too")
        }
        if let line = labelsPerArticle.line(isSingleLabel: isSingleLabel, isChosen: isChosen) { lines.append(line) }
        if let minimum = raisedMinimumDocumentFrequency {
            lines.append(
                "n-grams in fewer than \(minimum) articles were left out, since a model of all of them would be too "
                    + "large; --memory takes them all, hashed")
        }
        if corrected > 0 {
            lines.append("\(corrected) of them corrected, with weight \(short(correctionWeight))")
        }
        if unlabeled > 0 { lines.append("passed over \(counted(unlabeled, "article")) without a label") }
        if let aliases {
            lines.append(
                "other names: \(aliases.names), of \(counted(aliases.labels, "label"))"
                    + (aliasesPath.map { ", from \($0)" } ?? ", from the model"))
        }
        if !rareLabels.isEmpty {
            let names = rareLabels.prefix(10).map { "\($0.label) (\($0.documents))" }
            let reason =
                mostLabels.map { ", since \($0) are the most that a model of so many articles learns: " }
                ?? " of fewer than \(minimumLabelCount) articles: "
            lines.append(
                "left out \(counted(rareLabelCount ?? rareLabels.count, "label"))" + reason
                    + names.joined(separator: ", ") + (rareLabels.count > 10 ? ", …" : "")
                    + "; trend labels finds names that may belong together")
        }
        if let scores = heldOutScores, let best = HeldOutScore.best(of: scores) {
            var table = Table([
                .init("C", isNumber: true), .init(isSingleLabel ? "accuracy" : "micro-F1", isNumber: true),
            ])
            for score in scores { table.append([short(score.C), fixed(score.score * 100, digits: 2) + "%"]) }
            let judge = isStreamed ? "held-out articles" : "cross-validation"
            lines.append("\(judge) chose C = \(short(best.C)):\n" + table.plain().dropLast())
        }
        if let background {
            lines.append(contentsOf: background.lines(of: backgroundTexts, isSingleLabel: isSingleLabel))
        }
        lines.append(convergence)
        if let technologies { lines.append("technologies: \(counted(technologies, "name"))") }
        if let keywords, let records = keywordRecords {
            lines.append("keywords: \(keywords) per article, learned from \(counted(records, "record"))")
        }
        lines.append("model: \(model)")
        return lines
    }

    private var convergence: String {
        guard let optimality else { return "\(TrainResult.streamingPasses) streaming passes" }
        let gap = String(format: "%.1e", optimality.relativeGap)
        return optimality.converged
            ? "objective \(fixed(optimality.objective, digits: 2)), relative gap \(gap) after \(optimality.epochs) passes"
            : "warning: the relative gap is still \(gap) after \(optimality.epochs) passes; "
                + "lower C or raise the tolerance"
    }

    /// 0.3, 300.
    private func short(_ value: Float) -> String { String(format: "%g", Double(value)) }
}

extension BackgroundUse {
    /// What was tried, and what was used.
    ///
    /// - Parameter read: the number of texts of which `texts` were taken.
    fileprivate func lines(of read: Int?, isSingleLabel: Bool) -> [String] {
        let taken = read.flatMap {
            $0 > texts ? "one in \(Int((Double($0) / Double(max(1, texts))).rounded())) of \($0) texts" : nil
        }
        let source = (taken ?? counted(texts, "text")) + " without labels"
        switch obstacle {
        case .fewTexts:
            return [
                "\(source) taught nothing: at least \(SemanticVectors.minimumTexts) different ones are needed, with the "
                    + "labeled articles"
            ]
        case .fewLabeled: return ["\(source) taught nothing: there are too few labeled articles to judge by"]
        case .manyLabeled: return ["\(source) were not used: with so many labeled articles they add nothing"]
        case nil: break
        }
        var table = Table([.init("learned from"), .init(isSingleLabel ? "accuracy" : "micro-F1", isNumber: true)])
        for trial in trials {
            table.append([trial.name, fixed(trial.score * 100, digits: 2) + "%"])
        }
        var lines: [String] = []
        if let sample {
            lines.append(
                "vectors were learned from \(sample.characters) characters, a sample for \(sample.memory >> 20) MB of "
                    + "memory: \(counted(sample.labeled, "labeled article")) and \(counted(texts, "text")) without labels"
            )
        }
        lines += [
            "held-out articles, with what \(ngrams) n-grams mean in \(source):\n" + String(table.plain().dropLast()),
            "used: " + trials[chosen].name,
        ]
        if sure > 0 { lines.append("\(counted(sure, "text")) without labels of which the model is sure taught it too") }
        return lines
    }
}

extension BackgroundUse.Trial {
    fileprivate var name: String {
        guard let length else { return "n-grams alone" }
        return "n-grams and vectors of length \(String(format: "%g", Double(length)))"
            + (loss == .squares ? ", least squares" : "")
            + (isSelfTrained ? ", and sure texts" : "")
    }
}
