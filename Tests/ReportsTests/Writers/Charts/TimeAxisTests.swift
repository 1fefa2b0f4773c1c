import Testing
import Timeline

@testable import Reports

@Suite struct TimeAxisTests {
    private func labels(
        _ periods: [Period], spacing: Double, _ language: Language = .chinese
    ) -> [String] {
        TimeAxis(periods, spacing: spacing, words: language.phrasebook).labels.map {
            $0.text + ($0.year.isEmpty ? "" : "/" + $0.year)
        }
    }

    private let half = ChartFixture.periods("2023-11", "2024-04")

    @Test func monthsAreNamedAndEachYearOnce() {
        #expect(labels(half, spacing: 40) == ["11月/2023", "12月", "1月/2024", "2月", "3月", "4月"])
        #expect(labels(half, spacing: 40, .english).prefix(3) == ["Nov/2023", "Dec", "Jan/2024"])
    }

    @Test func fewerLabelsStandAtTheSameMonthsOfEachYear() {
        let months = ChartFixture.periods("2022-12", "2024-06")
        #expect(labels(months, spacing: 14) == ["1月/2023", "4月", "7月", "10月", "1月/2024", "4月"])
        #expect(labels(months, spacing: 6) == ["1月/2023", "7月", "1月/2024"])
    }

    @Test func aRunOfDaysIsNamedByItsFirst() {
        let day = Period("2024-06-30")!.firstDay
        let first = PeriodRule.days(30, ending: day).period(of: day)
        #expect(labels(Period.span(first.adding(-2), first), spacing: 60) == ["04-02/2024", "05-02", "06-01"])
    }

    @Test func longSpansHaveYearsAlone() {
        let months = ChartFixture.periods("1990-06", "2024-06")
        #expect(labels(months, spacing: 0.6) == ["/1995", "/2000", "/2005", "/2010", "/2015", "/2020"])
    }

    /// Every axis has a label, whatever its width.
    @Test(arguments: [0.01, 0.3, 1, 3, 9, 27, 81], [1, 2, 3, 5, 18, 200])
    func everyAxisHasLabelsThatDoNotCollide(_ spacing: Double, _ count: Int) {
        let day = Period(month: "2023-02")!.firstDay
        let rules = PeriodLength.allCases.map(PeriodRule.init) + [3, 30, 91].map { PeriodRule.days($0, ending: day) }
        for rule in rules {
            let first = rule.period(of: day)
            let periods = Period.span(first, first.adding(count - 1))
            let labels = TimeAxis(periods, spacing: spacing, words: ChartFixture.words).labels
            #expect(!labels.isEmpty && labels.contains { !$0.year.isEmpty }, "\(rule)")
            for row in [
                labels.filter { !$0.text.isEmpty }.map { ($0.index, $0.text) },
                labels.filter { !$0.year.isEmpty }.map { ($0.index, $0.year) },
            ] {
                for (one, next) in zip(row, row.dropFirst()) {
                    let room = Double(next.0 - one.0) * spacing
                    let needed = (textWidth(one.1, size: 11) + textWidth(next.1, size: 11)) / 2
                    #expect(room >= needed, "\(rule): \(one) \(next)")
                }
            }
        }
    }
}
