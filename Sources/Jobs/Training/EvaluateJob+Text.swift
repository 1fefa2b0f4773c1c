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
        if !notes.isEmpty { output += "\n" + notes.map { $0 + "\n" }.joined() }
        return output
    }

    /// What a user should know of the figures, one line per fact. Text has them; beside other forms they are to be told.
    public var notes: [String] {
        var notes: [String] = []
        if unknownLabels > 0 {
            notes.append(
                counted(unknownLabels, "given label is", "given labels are")
                    + " unknown to the model and \(unknownLabels == 1 ? "counts" : "count") as missed")
        }
        if !rareLabels.isEmpty {
            notes.append(
                counted(rareLabels.count, "label has", "labels have") + " too few articles to be learned and "
                    + "\(rareLabels.count == 1 ? "counts" : "count") as missed: "
                    + rareLabels.prefix(10).joined(separator: ", ") + (rareLabels.count > 10 ? ", …" : "")
                    + "; --min-label-count sets a lower minimum")
        }
        if unlabeled > 0 {
            notes.append("\(counted(unlabeled, "article")) without a label \(unlabeled == 1 ? "is" : "are") left out")
        }
        if report.labels.count == 1 {
            notes.append("all articles have one label, which says nothing of how right a model is")
        }
        if let line = labelsPerArticle.line(isSingleLabel: isSingleLabel, isChosen: isChosen) { notes.append(line) }
        return notes
    }

    public func json() throws -> String { try jsonLines([Line(result: self)]) }

    /// The report, and what it leaves out.
    private struct Line: Encodable {
        let result: EvaluateJob.Result

        private enum CodingKeys: CodingKey { case unknownLabels, unlabeled, rareLabels, articlesWithSeveralLabels }

        func encode(to encoder: any Encoder) throws {
            try result.report.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(result.unknownLabels, forKey: .unknownLabels)
            try container.encode(result.unlabeled, forKey: .unlabeled)
            try container.encode(result.rareLabels, forKey: .rareLabels)
            try container.encode(result.labelsPerArticle.several, forKey: .articlesWithSeveralLabels)
        }
    }

    public var sheets: [Report.NamedTable] {
        [.init(name: "labels", table: labels)]
            + (report.reliability.map { [.init(name: "probabilities", table: table($0))] } ?? [])
            + [.init(name: "confusions", table: confusions(first: report.confusions.count))]
            + [.init(name: "all", table: all)]
    }

    /// The figures of all labels, and what is to be said of them.
    private var all: Table {
        var table = Table([.init("figure"), .init("value")])
        for (name, value) in [
            ("articles", "\(report.documents)"), ("all labels right", percent(report.accuracy)),
            ("micro precision", percent(report.microPrecision)), ("micro recall", percent(report.microRecall)),
            ("micro F1", percent(report.microF1)), ("macro precision", percent(report.macroPrecision)),
            ("macro recall", percent(report.macroRecall)), ("macro F1", percent(report.macroF1)),
        ] {
            table.append([name, value])
        }
        for note in notes { table.append(["note", note]) }
        return table
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
