import Text
import Features
import Testing

@testable import Models

@Suite struct TechnologyNamesTests {
    static func names(_ texts: [String]) -> TechnologyNames {
        TechnologyNames(
            texts.map {
                TechnologyNames.Name(letters: NameText.letters(of: $0), text: $0, listed: 1, texts: 1, both: 1)
            }
            .sorted { $0.letters.lexicographicallyPrecedes($1.letters) })
    }

    private func found(_ names: TechnologyNames, _ body: String, isKnown: (Int) -> Bool = { _ in true }) -> [String] {
        names.occurrences(in: NameText(ArticleText(title: "", body: body)), isKnown: isKnown).map {
            names.all[$0.name].text
        }
    }

    private let names = names(["GPT-4", "GPT-4 Turbo", "Claude", "盘古大模型", "大模型", "盘古大模型3.0"])

    @Test func theLongestAtEachPlace() {
        #expect(found(names, "gpt4 turbo和GPT-4，还有 Claude。") == ["GPT-4 Turbo", "GPT-4", "Claude"])
        #expect(found(names, "盘古大模型3.0与盘古大模型，大模型") == ["盘古大模型3.0", "盘古大模型", "大模型"])
        #expect(found(names, "GPT-4o、gpt-45、ClaudeX").isEmpty)
        let turbo = names.index(of: NameText.letters(of: "GPT-4 Turbo"))!
        #expect(found(names, "gpt4 turbo", isKnown: { $0 != turbo }) == ["GPT-4"])
        #expect(
            Set(names.names(in: NameText(ArticleText(title: "", body: "gpt4 turbo"))).map { names.all[$0].text }) == [
                "GPT-4", "GPT-4 Turbo",
            ])
    }

    @Test func aNewNameMayBeginWithTheStemOfAKnownOne() {
        let names = Self.names(["混元大模型", "文心大模型", "Kimi模型", "文心网络"])
        func relative(_ name: String, isKnown: (Int) -> Bool = { _ in true }) -> String? {
            names.relative(of: NameText.letters(of: name), isKnown: isKnown).map { names.all[$0].text }
        }
        #expect(relative("混元文生图大模型") == "混元大模型" && relative("混元模型") == "混元大模型")
        #expect(relative("混元") == nil && relative("新混元大模型") == nil && relative("Kimi新模型") == nil)
        #expect(relative("混元文生图大模型", isKnown: { _ in false }) == nil)
        #expect(relative("文心机器人") != nil)
    }

    @Test func indicesAndFamilies() {
        #expect(names.all.indices.allSatisfy { names.index(of: names.all[$0].letters) == $0 })
        #expect(names.index(of: [1]) == nil)
        let text = NameText(ArticleText(title: "", body: "gpt-5 gemini"))
        #expect(names.family(of: 0..<5, in: text, besides: nil)?.count == 2)
        #expect(names.family(of: 6..<12, in: text, besides: nil) == nil)
        let claude = NameText(ArticleText(title: "", body: "claude"))
        #expect(names.family(of: 0..<6, in: claude, besides: names.index(of: claude.letters)) == nil)
    }
}
