import Corpus
import Testing

@testable import Timeline

@Suite struct MonthTests {
    @Test(arguments: ["2024-05", "2024/5", "202405", "2024年5月"])
    func readsTheFormsPeopleWrite(_ text: String) {
        #expect(Month(text) == Month(year: 2024, month: 5))
    }

    @Test(arguments: ["2024-13", "2024", "24-05", "", "2024-05-06", "202400"])
    func refusesWhatIsNoMonth(_ text: String) { #expect(Month(text) == nil) }

    @Test func stepsOverYears() throws {
        let january = try #require(Month("2024-01"))
        #expect(january.adding(-1).description == "2023-12")
        #expect(january.adding(12).description == "2025-01")
        #expect(Month.span(january.adding(-2), january).map(\.description) == ["2023-11", "2023-12", "2024-01"])
        #expect(Month.span(january, january.adding(-1)).isEmpty)
        #expect(january.adding(-1) < january)
    }

    @Test func isTheMonthOfADay() throws {
        let day = try #require(CalendarDate(year: 2024, month: 5, day: 31))
        #expect(Month(of: day).description == "2024-05")
    }
}
