import Testing

@testable import Corpus

@Suite struct PublicationDateTests {
    private func infer(field: String = "", link: String = "", text: String = "") -> String? {
        PublicationDate.infer(field: field, link: link, text: text).map { "\($0.day) \($0.rule)" }
    }

    @Test(arguments: [
        "2024-05-26", "2024/5/26", "2024.5.26", "2024年5月26日", "2024 年 05 月 26 号", "20240526", " 2024-05-26 ",
        "20240526143000", "2024-05-26 14:30", "2024年5月26日 14:30:00", "2024-05-26 星期日", "2024-05-26 24:00",
        // 2024-05-26 00:00 in China, as seconds and as milliseconds.
        "1716652800", "1716652800000",
        // Moments with a zone, moved to China time.
        "2024-05-25T16:00:00Z", "2024-05-26T15:59:59.123Z", "2024-05-25T12:30:00-04:00", "2024-05-26T23:59:00+08:00",
        "2024-05-27T00:59:59+0900", "2024-05-26 00:00 +00:00",
    ])
    func readsDateFields(field: String) {
        #expect(infer(field: field) == "2024-05-26 field")
    }

    @Test(arguments: [
        ("2024-05-31T16:00Z", "2024-06-01"), ("2023-12-31T20:00:00Z", "2024-01-01"),
        ("2024-03-01T00:30+10:00", "2024-02-29"), ("2024-01-01T00:30+10:00", "2023-12-31"),
    ])
    func movingToChinaTimeCrossesMonthsAndYears(field: String, day: String) {
        #expect(infer(field: field) == "\(day) field")
    }

    @Test(arguments: [
        "", "昨天", "2023-02-29", "2024-04-31", "2024年13月1日", "20240230", "2024-05-261", "1234", "5月26日",
    ])
    func whatIsNoDateIsRefused(field: String) {
        #expect(CalendarDate(parsing: field) == nil)
    }

    @Test(arguments: [
        "https://www.example.cn/2024/05/26/a.html", "https://www.example.cn/20240526/123.html",
        "http://finance.people.com.cn/n1/2024/0526/c1004-40243761.html", "http://www.news.cn/2024-05/26/c_113.htm",
        "https://www.example.cn/a?id=7&date=2024-05-26", "https://example.cn?date=2024-05-26",
        "https://www.example.cn/202405/t20240526_123.html", "example.cn/2024_5_26.html",
        // Digits in the host are no date.
        "https://2023-01-02.163.com/2024/05/26/",
    ])
    func findsDatesInLinks(link: String) {
        #expect(infer(link: link) == "2024-05-26 link")
    }

    @Test(arguments: [
        "https://36kr.com/p/2791234567890", "https://e.cn/2024/02/30/", "https://e.cn/1234/05/26/",
        "https://e.cn/2024/05/",
        "https://20240526.com/",
    ])
    func linksWithoutADateGiveNone(link: String) {
        #expect(infer(link: link) == nil)
    }

    @Test(arguments: [
        ("https://baijiahao.baidu.com/s?id=1800065560409438485&wfr=spider", "2024-05-26"),
        ("https://mbd.baidu.com/newspage/data/landingsuper?id=1800065560409438485", "2024-05-26"),
        // Toutiao: 1 716 652 800 << 32 is 2024-05-26 00:00 in China, the id before it a second earlier.
        ("https://www.toutiao.com/article/7372967634586828800/", "2024-05-26"),
        ("https://www.toutiao.com/article/7372967634586828799/", "2024-05-25"),
    ])
    func idsOfPlatformsHoldTheirTime(link: String, day: String) {
        #expect(infer(link: link) == "\(day) snowflake")
    }

    @Test(arguments: [
        "https://example.com/s?id=1800065560409438485", "https://baijiahao.baidu.com/s?id=180006556040943848",
        "https://baijiahao.baidu.com/s?id=9999999999999999999",
    ])
    func otherNumbersAreNoIds(link: String) {
        #expect(infer(link: link) == nil)
    }

    @Test func theLatestFullDateOfTheTextCounts() {
        let text = "2023年12月1日立项,2024年5月26日发布(2024-03-02 试运行;2024年6月完工;2024年6月31日不存在)。"
        #expect(infer(text: text) == "2024-05-26 text")
        #expect(infer(text: "5月26日发布,全年 2024 家。1985-01-01") == nil)
    }

    @Test(arguments: ["昨天 08:30", "即将公布", "2024-02-30", "3小时前", "未知", "1985-01-01", "0000-00-00"])
    func aFieldThatIsNoDateIsNotReplaced(field: String) {
        #expect(infer(field: field, link: "https://e.cn/2024/05/26/", text: "2024-05-26") == nil)
    }

    @Test func whatLiesAfterTheRunIsNoDate() throws {
        let today = try #require(CalendarDate(year: 2024, month: 5, day: 26))
        func day(field: String = "", link: String = "", text: String = "") -> String? {
            PublicationDate.infer(field: field, link: link, text: text, through: today)?.day.description
        }
        #expect(day(field: "2024-05-26") == "2024-05-26" && day(field: "2024-05-27", text: "2024-05-01") == nil)
        #expect(day(field: "73050") == nil && day(field: "2099-12-31") == nil)
        #expect(day(link: "https://e.cn/2024/05/27/", text: "2024-05-01") == "2024-05-01")
        // Without a clock there is no limit.
        #expect(infer(field: "2099-12-31") == "2099-12-31 field")
    }

    @Test(arguments: ["2024-05", "2024/5", "2024年5月", "2024年05月份", "202405", "二〇二四年五月", "发布日期：2024-05"])
    func aMonthAloneIsItsFirstDayAndIsToldFromIt(_ field: String) {
        #expect(infer(field: field) == "2024-05-01 month")
    }

    @Test(arguments: ["2024-05-01", "2024年5月1日", "20240501", "1714492800", "Wed, 01 May 2024 08:00:00 GMT", "45413"])
    func aFirstDayIsNoMonth(_ field: String) {
        #expect(infer(field: field) == "2024-05-01 field")
    }

    @Test func rawValuesStandInArchives() {
        #expect(DateRule.allCases.map(\.rawValue) == ["field", "month", "link", "snowflake", "text"])
    }

    @Test func rulesApplyInTheOrderOfTheirReliability() {
        let baijiahao = "https://baijiahao.baidu.com/s?id=1800065560409438485"
        #expect(infer(field: "2021-01-01", link: baijiahao + "&d=20220202", text: "2023-03-03") == "2021-01-01 field")
        #expect(infer(field: "无", link: baijiahao + "&d=20220202", text: "2023-03-03") == "2022-02-02 link")
        #expect(infer(field: "无", link: baijiahao, text: "2023-03-03") == "2024-05-26 snowflake")
        #expect(infer(field: "无", link: "https://e.cn/", text: "2023-03-03") == "2023-03-03 text")
    }
}
