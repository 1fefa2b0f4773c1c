import Testing

@testable import Corpus

@Suite struct PlaceholderTests {
    @Test(arguments: [
        "", " ", "无", "暂无", "没有", "null", "NULL", "None", "N/A", "ｎ／ａ", "nan", "-", "--", "——", "#", "0", "000", "/",
        "(null)", "[无]", "无。",
        "javascript:void(0)", "javascript:;", "JavaScript:void(0);", "about:blank", "http://", "https://www.e.cn",
        "https://e.cn/",
        "https://e.cn/#", "https://e.cn/?", "https://e.cn/index.html", "//e.cn/", "www.e.cn", "www.e.cn/",
        "1.80007E+18", "1.8e+18", "\\N", "#REF!", "#VALUE!", "未知", "阅读原文", "见附件", "同上", "false", "unknown", "TBD",
        "&nbsp;",
        "https://mp.weixin.qq.com/s", "https://mp.weixin.qq.com/s/", "https://x.cn/null", "https://x.cn/undefined",
        "网页链接", "微信公众号", "已删除", "来自网络", "查看全文",
        "2E+18", "https://baijiahao.baidu.com/s?id=1.80007E+18", "无\u{200B}",
    ])
    func isNoLink(_ link: String) { #expect(Placeholder.isLink(link)) }

    @Test(arguments: [
        "u", "a1", "https://e.cn/1", "https://e.cn/?id=3", "https://e.cn/#/news/1", "https://e.cn/index.html?id=3",
        "https://e.cn/index/1", "e.cn/a", "7", "https://e.cn/a+1", "https://e.cn/s?q=C+11", "无锡日报", "https://e.cn/新闻",
        "https://mp.weixin.qq.com/s/abc", "https://mp.weixin.qq.com/s?id=1", "https://e.cn/nullen",
    ])
    func isALink(_ link: String) { #expect(!Placeholder.isLink(link)) }

    @Test func aFieldThatSaysThereIsNothingIsEmpty() {
        for value in ["无", "null", "NaT", "N/A", "--", "0"] { #expect(Placeholder.isValue(value), "\(value)") }
        for value in ["昨天", "即将公布", "2024", "未知"] { #expect(!Placeholder.isValue(value), "\(value)") }
    }

    @Test(arguments: [
        "\\N", "-", "—", "无", "暂无", "未知", "(null)", "[null]", "n/a", "NaN", "None", "#N/A", "<NA>", "NULL", "unknown",
        "未分类", "待分类", "未标注", "待标注", "无标签", "没有", "(空)", "（空）", "(空白)", "(blank)", "''", "\"\"", "set()", "N.A.", "未分類",
        "Uncategorized", "無",
    ])
    func aLabelThatSaysThereIsNoneIsNone(_ name: String) throws {
        #expect(Placeholder.isNoName(name))
        let (articles, _) = try read("title\tlabel\n甲\t\(name)\n乙\t科技,\(name)\n", as: "a.tsv")
        #expect(articles.map(\.industries) == [[], ["科技"]])
    }

    @Test(arguments: ["0", "1", "NA", "空", "科技", "C++", "其他", "其它", "N", "无人机", "🚗", "set", "分类", "空调", "没有门"])
    func anyOtherLabelStays(_ name: String) { #expect(!Placeholder.isNoName(name)) }

    @Test func olderVersionsKnowFewer() {
        for name in ["未分类", "没有", "(空)", "''", "set()", "N.A.", "無"] {
            #expect(!Placeholder.isNoName(name, .four), "\(name)")
        }
        #expect(Placeholder.isNoName("无", .four))
    }

    @Test func whatASpreadsheetShowsForADateItCannotShow() {
        for text in ["###", "#######", " #VALUE! ", "#N/A"] { #expect(Placeholder.isSpreadsheetFault(text)) }
        for text in ["", "#", "2024-05-01", "#1", "无"] { #expect(!Placeholder.isSpreadsheetFault(text)) }
    }
}
