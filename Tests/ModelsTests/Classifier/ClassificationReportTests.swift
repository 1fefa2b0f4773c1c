import Testing

@testable import Models

@Suite struct ClassificationReportTests {
    @Test(arguments: Fixture.reports.indices) func equalsScikitLearn(_ index: Int) {
        let expected = Fixture.reports[index]
        let report = ClassificationReport(given: expected.given, predicted: expected.predicted)
        func close(_ values: [Double], _ others: [Double]) -> Bool {
            values.count == others.count && zip(values, others).allSatisfy { abs($0 - $1) < 1e-8 }
        }
        #expect(report.labels.map(\.label) == expected.labels)
        #expect(close(report.labels.map(\.precision), expected.precision))
        #expect(close(report.labels.map(\.recall), expected.recall))
        #expect(close(report.labels.map(\.f1), expected.f1))
        #expect(report.labels.map(\.support) == expected.support)
        #expect(close([report.microPrecision, report.microRecall, report.microF1], expected.micro))
        #expect(close([report.macroPrecision, report.macroRecall, report.macroF1], expected.macro))
        #expect(close([report.accuracy, report.subsetAccuracy], [expected.accuracy, expected.accuracy]))
        #expect(report.documents == 30)
        #expect(report.labels.map(\.predicted).reduce(0, +) == expected.predicted.joined().count)
    }

    @Test func confusionsAreCountedAndSorted() {
        let report = ClassificationReport(
            given: [["a"], ["b"], ["a"], ["b"], ["c"], ["a", "b"], ["c"]],
            predicted: [["b"], ["a"], ["b"], ["b"], ["a"], ["a"], []])
        #expect(
            report.confusions == [
                .init(given: "a", predicted: "b", documents: 2), .init(given: "b", predicted: "a", documents: 1),
                .init(given: "c", predicted: "a", documents: 1),
            ])
    }

    @Test func nothingIsZero() {
        let empty = ClassificationReport(given: [], predicted: [])
        #expect(empty.accuracy == 0 && empty.microF1 == 0 && empty.macroF1 == 0 && empty.labels.isEmpty)
        let missed = ClassificationReport(given: [["a"]], predicted: [["b"]])
        #expect(missed.labels.map(\.f1) == [0, 0] && missed.microPrecision == 0 && missed.macroRecall == 0)
    }
}
