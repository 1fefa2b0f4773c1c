import Testing

@testable import Corpus

@Suite struct PlaceholderTests {
    @Test(arguments: [
        "", " ", "无", "暂无", "没有", "null", "NULL", "None", "N/A", "ｎ／ａ", "nan", "-", "--", "——", "#", "0", "000", "/",
        "(null)", "[无]", "无。",
        "javascript:void(0)", "javascript:;", "JavaScript:void(0);", "about:blank", "http://", "https://www.e.cn",
        "https://e.cn/",
        "https://e.cn/#", "https://e.cn/?", "https://e.cn/index.html", "//e.cn/", "www.e.cn", "www.e.cn/",
        "1.80007E+18", "1.8e+18",
        "2E+18", "https://baijiahao.baidu.com/s?id=1.80007E+18", "无\u{200B}",
    ])
    func isNoLink(_ link: String) { #expect(Placeholder.isLink(link)) }

    @Test(arguments: [
        "u", "a1", "https://e.cn/1", "https://e.cn/?id=3", "https://e.cn/#/news/1", "https://e.cn/index.html?id=3",
        "https://e.cn/index/1", "e.cn/a", "7", "https://e.cn/a+1", "https://e.cn/s?q=C+11", "无锡日报", "https://e.cn/新闻",
    ])
    func isALink(_ link: String) { #expect(!Placeholder.isLink(link)) }

    @Test func aFieldThatSaysThereIsNothingIsEmpty() {
        for value in ["无", "null", "NaT", "N/A", "--", "0"] { #expect(Placeholder.isValue(value), "\(value)") }
        for value in ["昨天", "即将公布", "2024", "未知"] { #expect(!Placeholder.isValue(value), "\(value)") }
    }
}
