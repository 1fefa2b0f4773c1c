import Testing

@testable import Corpus

@Suite struct LinkDateTests {
    private func day(_ link: String, through latest: CalendarDate? = nil) -> String? {
        CalendarDate(inLink: link, through: latest)?.description
    }

    @Test(arguments: [
        "https://e.cn/2024/05/26/a.html", "https://e.cn/20240526/1.html", "https://e.cn/2024-05/26/c_1.htm",
        "http://e.gov.cn/202405/t20240526_1.html", "https://e.cn/a?pubdate=20240526&id=7",
        "https://e.cn/20240526_1.html",
        "https://new.qq.com/rain/a/20240526A01ABC00", "https://e.cn/n1/2024/0526/c1.html",
    ])
    func isADate(_ link: String) { #expect(day(link) == "2024-05-26") }

    @Test(arguments: [
        "https://www.thepaper.cn/newsDetail_forward_20120920", "https://e.cn/p/20240526",
        "https://e.cn/a/20240526.html",
        "https://e.cn/a?id=20240526", "https://e.cn/a/202405261234567.html", "https://e.cn/a/20240526143000.html",
        "https://e.cn/a_20240526_1", "https://e.cn/v2024.05.26/a", "https://e.cn/pycharm-2023.1.2.html",
        "https://e.cn/6fa41de0-2024-1112-8b3c-1", "https://e.cn/1-2024-05-26", "https://e.cn/2024/05/2612345.html",
        "https://www.zhihu.com/question/20120920/answer/13913913", "https://e.cn/user/20120920/",
        "https://e.cn/1985/05/26/", "https://e.cn/x20240526_1.html",
    ])
    func isAnID(_ link: String) { #expect(day(link) == nil) }

    @Test func aLaterDayThanTheRunIsNone() throws {
        let today = try #require(CalendarDate(year: 2024, month: 5, day: 25))
        #expect(day("https://e.cn/2024/05/26/", through: today) == nil)
        #expect(day("https://e.cn/2024/05/26/2024/05/25/", through: today) == "2024-05-25")
        let toutiao = "https://www.toutiao.com/article/7372967634586828800/"
        #expect(CalendarDate(fromSnowflakeIn: toutiao, through: today) == nil)
    }
}
