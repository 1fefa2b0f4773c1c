import Text
import TestSupport
import Corpus
import Testing

@testable import Timeline

@Suite struct WatchedTermTests {
    private func isFound(_ term: String, in text: String) throws -> Bool {
        try #require(WatchedTerm(term)).isIn(ArticleText(title: "", body: text))
    }

    @Test(arguments: ["Scaling Law", "scaling law", "ｓｃａｌｉｎｇ　ｌａｗ", "ScalingLaw", "SCALING  LAW"])
    func caseWidthAndSpacesDoNotMatter(_ spelling: String) throws {
        for term in ["scaling law", "ScalingLaw", "ＳＣＡＬＩＮＧ ＬＡＷ"] {
            #expect(try isFound(term, in: "遵循\(spelling)（尺度定律）"))
        }
    }

    @Test func anySpellingCounts() throws {
        #expect(try isFound("scaling law|尺度定律｜缩放定律", in: "缩放定律还能信多久"))
        #expect(try isFound("百模大战", in: "呈现“百模大战”的景象"))
        #expect(try !isFound("百模大战", in: "百模之战"))
    }

    @Test(arguments: [
        ("AI", "OpenAI发布", false), ("AI", "AIGC热潮", false), ("AI", "AI与教育", true), ("AI", "生成式 ai 应用", true),
        ("GPT-4", "GPT-4o登场", true), ("GPT-4", "GPT-40", false), ("ChatGPT", "ChatGPT4", true),
        ("law", "s law", true), ("law", "slaw", false),
    ])
    func latinWordsMatchAtTheirEdges(_ term: String, _ text: String, _ expected: Bool) throws {
        #expect(try isFound(term, in: text) == expected)
    }

    @Test func findsATermThatBeginsWithinAFalseStart() throws {
        #expect(try isFound("大大战", in: "大大大战"))
        #expect(try isFound("ab", in: "a ab"))
    }

    @Test func emptyTermsAreNone() {
        #expect(WatchedTerm("") == nil)
        #expect(WatchedTerm(" | ") == nil)
        #expect(WatchedTerm("甲|乙")?.name == "甲 / 乙")
    }

    @Test(arguments: [
        ("机器人", "机器人"), ("人形机器人|机器人", "人形机器人 / 机器人"), ("机器人=人形机器人|机器人|robot", "机器人"), (" 甲 = 乙 | 丙 ", "甲"),
    ])
    func aGroupIsCalledByItsNameOrBySpelling(text: String, name: String) throws {
        #expect(try #require(WatchedTerm(text)).name == name)
    }

    @Test func aNameIsNoSpelling() throws {
        let term = try #require(WatchedTerm("机器人=人形机|robot"))
        #expect(!term.isIn(ArticleText(title: "", body: "机器人")) && term.isIn(ArticleText(title: "", body: "Robot")))
        #expect(WatchedTerm("机器人=") == nil || WatchedTerm("机器人=")?.name == "机器人=")
    }
}
