import Models
import Numerics
import Reports
import Text

/// An evaluation as tables.
public enum EvaluationText {
    private static func text(_ reliability: Reliability) -> String {
        var table = Table([
            .init("probability"), .init("mean", isNumber: true), .init("right", isNumber: true),
            .init("count", isNumber: true),
        ])
        for bin in reliability.bins where bin.count > 0 {
            table.append([
                "\(percent(bin.lower, digits: 0)) to \(percent(bin.upper, digits: 0))",
                percent(bin.probability, digits: 1),
                percent(bin.share, digits: 1), "\(bin.count)",
            ])
        }
        return "probabilities: ECE \(fixed(reliability.expectedCalibrationError, digits: 4)), "
            + "Brier \(fixed(reliability.brierScore, digits: 4))\n" + table.plain()
    }

    /// Figures of all labels and of each, reliability and confusions.
    public static func text(_ report: ClassificationReport) -> String {
        var table = Table([
            .init("label"), .init("precision", isNumber: true), .init("recall", isNumber: true),
            .init("F1", isNumber: true), .init("given", isNumber: true), .init("predicted", isNumber: true),
        ])
        for label in report.labels {
            table.append([
                label.label, percent(label.precision), percent(label.recall), percent(label.f1), "\(label.support)",
                "\(label.predicted)",
            ])
        }
        var output = """
            \(counted(report.documents, "article")); all labels right in \(percent(report.accuracy))
            micro: precision \(percent(report.microPrecision)), recall \(percent(report.microRecall)), F1 \(percent(report.microF1))
            macro: precision \(percent(report.macroPrecision)), recall \(percent(report.macroRecall)), F1 \(percent(report.macroF1))


            """ + table.plain()
        if let reliability = report.reliability { output += "\n" + text(reliability) }
        if !report.confusions.isEmpty {
            var confusions = Table([.init("given"), .init("predicted"), .init("articles", isNumber: true)])
            for pair in report.confusions.prefix(10) {
                confusions.append([pair.given, pair.predicted, "\(pair.documents)"])
            }
            output += "\nmost frequent confusions\n" + confusions.plain()
        }
        return output
    }
}
