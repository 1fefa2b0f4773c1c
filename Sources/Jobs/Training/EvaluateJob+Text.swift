import Models
import TrendNumerics
import Reports
import Text

extension EvaluateJob.Result {
    /// Figures of all labels and of each, reliability and confusions.
    public var text: String {
        var output = """
            \(counted(report.documents, "article")); all labels right in \(percent(report.accuracy))
            micro: precision \(percent(report.microPrecision)), recall \(percent(report.microRecall)), F1 \(percent(report.microF1))
            macro: precision \(percent(report.macroPrecision)), recall \(percent(report.macroRecall)), F1 \(percent(report.macroF1))


            """ + labels.plain()
        if let reliability = report.reliability {
            output +=
                "\nprobabilities: ECE \(fixed(reliability.expectedCalibrationError, digits: 4)), "
                + "Brier \(fixed(reliability.brierScore, digits: 4))\n" + table(reliability).plain()
        }
        if !report.confusions.isEmpty {
            output += "\nmost frequent confusions\n" + confusions(first: 10).plain()
        }
        if unknownLabels > 0 {
            output += "\n\(unknownLabels) given labels are unknown to the model and count as missed\n"
        }
        if unlabeled > 0 {
            output += "\n\(counted(unlabeled, "article")) without a label \(unlabeled == 1 ? "is" : "are") left out\n"
        }
        if choseSingleLabel {
            output += "\none label per article, as every article has exactly one; --no-single-label allows several\n"
        }
        return output
    }

    public func json() throws -> String { try jsonLines([report]) }

    public var sheets: [Report.NamedTable] {
        [.init(name: "labels", table: labels)]
            + (report.reliability.map { [.init(name: "probabilities", table: table($0))] } ?? [])
            + [.init(name: "confusions", table: confusions(first: report.confusions.count))]
    }

    private var labels: Table {
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
        return table
    }

    private func table(_ reliability: Reliability) -> Table {
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
        return table
    }

    private func confusions(first count: Int) -> Table {
        var table = Table([.init("given"), .init("predicted"), .init("articles", isNumber: true)])
        for pair in report.confusions.prefix(count) { table.append([pair.given, pair.predicted, "\(pair.documents)"]) }
        return table
    }
}
