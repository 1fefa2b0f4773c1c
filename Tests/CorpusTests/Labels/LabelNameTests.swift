import Testing

@testable import Corpus

@Suite struct LabelNameTests {
    @Test(arguments: [
        ("科\u{200B}技", "科技"), ("科\u{FEFF}技", "科技"), ("科\u{AD}技", "科技"), ("科\u{3000}技", "科技"), ("科&nbsp;技", "科技"),
        ("科 技", "科技"), ("ＡＩ", "AI"), ("５Ｇ 通信", "5G 通信"), ("AI  Agent", "AI Agent"), ("<b>科技</b>", "科技"),
        ("科技", "科技"), ("金融（银行）", "金融（银行）"), ("A&amp;B", "A&B"), ("\u{200B}", ""),
    ])
    func whatDoesNotShowDoesNotCount(name: String, expected: String) {
        #expect(LabelName.clean(name) == expected)
    }

    @Test func namesThatBecomeTheSameAreOne() {
        #expect(LabelName.cleaned(["科技", "科\u{200B}技", "体育", "\u{FEFF}"]) == ["科技", "体育"])
    }

    @Test func spellingsOfOneWidthAreOneLabel() {
        var articles = ["金融（银行）", "金融(银行)", "金融（银行）", "体育"].map { Article(text: "文", industries: [$0]) }
        let joined = LabelSpellings.join(&articles)
        #expect(joined == [.init(spelling: "金融(银行)", label: "金融（银行）", articles: 1)])
        #expect(articles.map(\.industries) == [["金融（银行）"], ["金融（银行）"], ["金融（银行）"], ["体育"]])
    }

    @Test func aKnownSpellingStays() {
        var articles = ["金融（银行）", "金融（银行）"].map { Article(text: "文", industries: [$0]) }
        _ = LabelSpellings.join(&articles, known: ["金融(银行)"])
        #expect(articles.map(\.industries) == [["金融(银行)"], ["金融(银行)"]])
        #expect(LabelSpellings.joined(["体育": 3, "体 育": 1]).map(\.label) == ["体育"])
    }

    @Test func articlesOfAnOldModelKeepTheirLabels() {
        var articles = ["金融（银行）", "金融(银行)"].map { Article(text: "文", industries: [$0]) }
        for index in articles.indices { articles[index].normalizer = .init(version: .one) }
        #expect(LabelSpellings.join(&articles).isEmpty)
        #expect(articles[1].industries == ["金融(银行)"])
    }
}
