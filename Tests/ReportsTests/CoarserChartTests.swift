import Corpus
import Testing
import Timeline

@testable import Reports

/// Charts of more days than can be drawn.
@Suite struct CoarserChartTests {
    private func panels(_ count: Int, by length: PeriodLength = .day) -> Chart.TimePanels {
        let first = Period(length, of: CalendarDate(parsing: "2023-01-01")!)
        let periods = (0..<count).map(first.adding)
        return Chart.TimePanels(
            periods: periods, reported: count - 2...count - 1, isLastPartial: true, partial: [40],
            panels: [
                .init(
                    name: "甲",
                    lines: [
                        .init(
                            name: "", values: (0..<count).map { $0 < 31 ? nil : Double($0 % 2) },
                            articles: periods.map { "\($0)" })
                    ], bursts: [.init(first: 35, last: 70)])
            ])
    }

    @Test func tooManyDaysAreDrawnByMonth() {
        let drawn = panels(500).drawable
        #expect(drawn.periods.first == Period("2023-01") && drawn.periods.last == Period("2024-05"))
        #expect(drawn.reported == 16...16 && drawn.partial == [1] && drawn.isLastPartial)
        let line = drawn.panels[0].lines[0]
        #expect(line.values.count == 17 && line.values[0] == nil && line.values[1] == 0.5 && line.articles.isEmpty)
        #expect(drawn.panels[0].bursts == [.init(first: 1, last: 2)])
        #expect(
            panels(500, by: .week).drawable.periods.count == 115 || panels(500, by: .week).drawable.periods.count == 116
        )
    }

    @Test func othersAreDrawnAsTheyAre() {
        #expect(panels(400).drawable == panels(400) && panels(500, by: .month).drawable == panels(500, by: .month))
    }
}
