import Testing

@testable import Corpus

@Suite struct DateFieldTests {
    private func day(_ field: String) -> String? { CalendarDate(parsing: field)?.description }

    @Test(arguments: [
        "Sat Mar 02 08:30:00 +0800 2024", "Fri Mar 01 23:30:00 +0000 2024", "Sat Mar  2 08:30:00 2024",
        "Sat, 02 Mar 2024 08:30:00 +0800", "Sat, 02 Mar 2024 00:30:00 GMT", "2 Mar 2024",
        "Sat, 02-Mar-2024 08:30:00 GMT",
        "Sat Mar 02 2024 08:30:00 GMT+0800 (中国标准时间)", "Sat Mar 02 08:30:00 CST 2024", "March 2, 2024 8:30 AM",
        "Fri, 01 Mar 2024 20:30:00 -0500", "Mar 1, 2024 8:30 PM UTC",
    ])
    func readsEnglishDates(_ field: String) { #expect(day(field) == "2024-03-02") }

    @Test(arguments: [
        "45353", "45353.354", "45353.0", "1709312400", "1709312400.5", "1709312400000", "1709312400000000",
        "1709312400000000000",
    ])
    func readsNumbers(_ field: String) { #expect(day(field) == "2024-03-02") }

    @Test(arguments: [
        "20240301T163000Z", "20240302T003000", "20240301T1630Z", "20240301163000Z", "2024-03-01 16:30:00 UTC",
        "2024-03-01 16:30:00 GMT", "2024-03-01 16:30:00Z", "2024-03-02 00:30:00 GMT+8", "2024-03-02 00:30:00 UTC+08:00",
        "2024-03-02 08:30:00 +0800 CST", "2024-03-01T16:30:00,123Z", "2024-03-01 04:30 PM UTC",
        "2024-03-02 14:00-18:00",
    ])
    func readsZones(_ field: String) { #expect(day(field) == "2024-03-02") }

    @Test(arguments: [
        "2024年3月2日 08时30分", "2024年3月2日 23点59分59秒", "2024年3月2日08:30", "２０２４-０３-０２", "２０２４年３月２日", "\u{3000}2024-03-02",
        "\u{FEFF}2024-03-02", "2024\u{200D}-03-02", "2024–03–02", "二〇二四年三月二日", "二零二四年三月二日", "发布时间：2024-03-02 08:30",
        "发布于 2024-03-02", "（2024-03-02）", "[2024-03-02 08:30]", "時間：2024年3月2日 08時30分",
    ])
    func readsWhatPeopleWrite(_ field: String) { #expect(day(field) == "2024-03-02") }

    @Test(arguments: [
        "民國113年3月2日", "民国 113年3月2日", "中華民國一一三年三月二日", "民國113/03/02 08:30", "星期六 2024年3月2日", "周六，2024-03-02",
        "2024年3月2日 星期六",
        "2024-03-01 23:30 PST", "2024-03-01 12:30 EDT", "2024-03-02 23:30 CST", "2024-03-02T23:30:00 JST",
    ])
    func readsErasWeekdaysAndNamedZones(_ field: String) { #expect(day(field) == "2024-03-02") }

    @Test func twentyAndThirtyHaveCharactersOfTheirOwn() {
        #expect(day("二〇二四年三月廿五日") == "2024-03-25" && day("二〇二四年三月廿日") == "2024-03-20")
        #expect(day("二〇二四年三月卅一日") == "2024-03-31" && day("民國年3月") == nil && day("周") == nil && day("星期二") == nil)
    }

    @Test func chineseNumeralsOfTwoCharactersAndMore() {
        #expect(day("二〇二三年十二月三十一日") == "2023-12-31" && day("二〇二三年十月二十日") == "2023-10-20")
    }

    @Test(arguments: ["2024-03", "2024/3", "2024年3月", "2024年03月份", "2024.03", "202403", "２０２４年３月"])
    func aMonthIsItsFirstDay(_ field: String) { #expect(day(field) == "2024-03-01") }

    @Test(arguments: [
        "今天", "昨天 08:30", "3小时前", "3月2日", "03-02", "08:30", "即将公布", "2024", "2024.1", "2024-13", "19999", "80001",
        "123456",
        "202413", "1.80007E+18", "-45353", "45353a", "Sat Mar 02 08:30:00", "Mar 2", "02/03/2024", "有效期至2024-03-02",
        "Sat Feb 30 2024", "Sat Mar 02 99:99:00 2024", String(repeating: "2024年", count: 1000),
    ])
    func isNoDate(_ field: String) { #expect(day(field) == nil) }
}
