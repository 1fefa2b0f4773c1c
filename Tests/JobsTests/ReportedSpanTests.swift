import Testing
import Timeline

@testable import Jobs

@Suite struct ReportedSpanTests {
    private func period(_ text: String) -> Period { Period(text)! }

    @Test func theWeeksOfAMonthHaveMostOfTheirDaysInIt() throws {
        let span = try ReportedSpan(by: .week, single: period("2024-06"))
        // Thursdays of June 2024: the 6th to the 27th.
        #expect(span.periods == period("2024-W23")...period("2024-W26") && span.length == .week)
        let quarter = try ReportedSpan(by: .month, from: period("2024-Q1"), to: period("2024-Q2"))
        #expect(quarter.periods == period("2024-01")...period("2024-06"))
    }

    @Test func theLengthIsThatOfWhatIsNamed() throws {
        #expect(try ReportedSpan(single: period("2024-W23")).length == .week)
        #expect(try ReportedSpan(from: period("2024-01"), to: period("2024-06")).length == .month)
        #expect(try ReportedSpan(from: period("2024-06-03"), to: period("2024-06")).length == .day)
        #expect(try ReportedSpan(by: .quarter).periods == nil)
        #expect(try ReportedSpan(last: "30d").lastDays == 30 && ReportedSpan(last: "4w").lastDays == 28)
    }

    @Test(arguments: ["3m", "0d", "-5d", "d", "", "99999999999999999999w", "4000d", "600w", "1.5d"])
    func lastTakesDaysAndWeeks(_ text: String) { #expect(throws: InvalidOption.self) { try ReportedSpan(last: text) } }

    @Test func whatContradictsItselfIsRefused() {
        #expect(throws: InvalidOption("to", "", "--from and --to go together")) {
            try ReportedSpan(to: period("2024-01"))
        }
        for make in [
            { try ReportedSpan(by: .quarter, single: Period("2024-06")!) },
            { try ReportedSpan(single: Period("2024-06")!, from: Period("2024-01")!, to: Period("2024-06")!) },
            { try ReportedSpan(from: Period("2024-06")!, to: Period("2024-01")!) },
            { try ReportedSpan(by: .week, last: "4w") }, { try ReportedSpan(single: Period("2024-06")!, last: "4w") },
            { try ReportedSpan(from: Period("1900-01")!, to: Period("2024-01")!) },
        ] as [() throws -> ReportedSpan] {
            #expect(throws: InvalidOption.self) { try make() }
        }
    }
}
