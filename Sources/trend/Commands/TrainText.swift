import Text
import Foundation
import Jobs
import Numerics
import Reports

/// What `train` says of the model it wrote.
enum TrainText {
    static func lines(_ result: TrainResult, _ command: TrainCommand) -> [String] {
        var lines: [String] = []
        if let new = result.newLabels {
            lines.append("learned from \(result.documents) more articles")
            if !new.isEmpty { lines.append("new labels: " + new.joined(separator: ", ")) }
        } else {
            lines.append(
                "learned \(result.labels.count) labels from \(result.documents) articles, \(result.features) "
                    + (result.isStreamed ? "hashed columns" : "features"))
        }
        if result.corrected > 0 {
            lines.append("\(result.corrected) of them corrected, with weight \(short(command.correctionWeight))")
        }
        if result.unlabeled > 0 { lines.append("passed over \(result.unlabeled) articles without a label") }
        if let aliases = result.aliases {
            lines.append(
                "other names: \(aliases.names), of \(aliases.labels) labels"
                    + (command.reading.aliases.map { ", from \($0)" } ?? ", from the model"))
        }
        if !result.rareLabels.isEmpty {
            let names = result.rareLabels.prefix(10).map { "\($0.label) (\($0.documents))" }
            lines.append(
                "left out \(result.rareLabels.count) labels of fewer than \(result.minimumLabelCount) articles: "
                    + names.joined(separator: ", ") + (result.rareLabels.count > 10 ? ", …" : "")
                    + "; trend labels finds names that may belong together")
        }
        if let scores = result.heldOutScores, let best = HeldOutScore.best(of: scores) {
            var table = Table([
                .init("C", isNumber: true), .init(result.isSingleLabel ? "accuracy" : "micro-F1", isNumber: true),
            ])
            for score in scores { table.append([short(score.C), fixed(score.score * 100, digits: 2) + "%"]) }
            lines.append("cross-validation chose C = \(short(best.C)):\n" + table.plain().dropLast())
        }
        lines.append(convergence(result))
        if let technologies = result.technologies { lines.append("technologies: \(technologies) names") }
        if let keywords = result.keywords, let records = result.keywordRecords {
            lines.append("keywords: \(keywords) per article, learned from \(records) records")
        }
        lines.append("model: \(result.model)")
        return lines
    }

    private static func convergence(_ result: TrainResult) -> String {
        guard let optimality = result.optimality else { return "\(TrainResult.streamingPasses) streaming passes" }
        let gap = String(format: "%.1e", optimality.relativeGap)
        return optimality.converged
            ? "objective \(fixed(optimality.objective, digits: 2)), relative gap \(gap) after \(optimality.epochs) passes"
            : "warning: the relative gap is still \(gap) after \(optimality.epochs) passes; "
                + "lower --C or raise --tolerance"
    }

    /// 0.3, 300.
    private static func short(_ value: Float) -> String { String(format: "%g", Double(value)) }
}
