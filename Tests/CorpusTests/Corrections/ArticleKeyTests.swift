import Testing

@testable import Corpus

@Suite struct ArticleKeyTests {
    @Test func isTheLinkWhereThereIsOne() {
        #expect(ArticleKey(Article(title: "甲", link: "u", text: "一")) == .link("u"))
        #expect(ArticleKey(Article(title: "甲", link: "u")) == ArticleKey(Article(title: "乙", link: "u")))
    }

    @Test func aPlaceholderIsNoLink() {
        let (one, other) = (Article(title: "甲", link: "无", text: "一"), Article(title: "乙", link: "无", text: "二"))
        #expect(ArticleKey(one) != ArticleKey(other))
        #expect(ArticleKey(one) == ArticleKey(Article(title: "甲", text: "一")))
    }

    @Test func elseTellsNormalizedTextsApart() {
        let key = ArticleKey(Article(title: "ＧＰＴ 发布", text: "正文"))
        #expect(key == ArticleKey(Article(title: "gpt  发布", text: " 正文")))
        #expect(key != ArticleKey(Article(title: "gpt 发布", text: "正文。")))
        #expect(key != ArticleKey(Article(text: "发布")))
    }

    /// Keys stand in files, so they must not change: FNV-1a of no bytes, and of "a" with three zero bytes.
    @Test func staysTheSame() {
        #expect(ArticleKey.fingerprint(ofNormalized: []) == 0xCBF2_9CE4_8422_2325)
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte: UInt64 in [0x61, 0, 0, 0] { hash = (hash ^ byte) &* 1_099_511_628_211 }
        #expect(ArticleKey(Article(title: "A")) == .fingerprint(hash))
    }
}
