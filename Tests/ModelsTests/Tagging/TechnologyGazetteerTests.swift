import Corpus
import Testing

@testable import Models

@Suite struct TechnologyGazetteerTests {
    private func mentions(_ text: String, title: String = "", threshold: Double? = nil) -> [TechnologyMention] {
        TechnologyGazetteerLearningTests.gazetteer.mentions(
            in: Article(title: title, text: text).normalized(), threshold: threshold)
    }

    @Test func knownNamesHaveSpellingCountsAndPlaces() throws {
        let found = mentions("今天公司发布gpt 4模型，GPT4更快。", title: "题")
        let gpt = try #require(found.first { $0.name == "GPT-4" })
        #expect(!gpt.isNew && gpt.reason == .listed(records: 12, of: 12) && gpt.probability > 0.5)
        #expect(gpt.places == [8..<13, 16..<20])
    }

    @Test func seldomListedNamesAreNotReported() throws {
        #expect(!mentions("今天平台升级，文心一言模型，OpenAI应战。").contains { ["平台", "OpenAI"].contains($0.name) })
        let all = mentions("今天公司发布Sora模型，平台升级，OpenAI应战。", threshold: 0)
        let sora = try #require(all.first { $0.name == "Sora" })
        let platform = try #require(all.first { $0.name == "平台" })
        let firm = try #require(all.first { $0.name == "OpenAI" })
        #expect(sora.probability > 5 * platform.probability && sora.probability > 5 * firm.probability)
        #expect(platform.reason == .listed(records: 1, of: 60) && firm.isNew)
        #expect(all.allSatisfy { (0...1).contains($0.probability) })
    }

    @Test func newNamesAreMarkedAndSpelledAsTheArticleDoes() throws {
        let found = mentions("今天公司发布Sora模型，同日推出ModelZetaX99，OpenAI应战。")
        let new = try #require(found.first { $0.name == "ModelZetaX99" })
        #expect(new.isNew && new.reason == .introduced(by: "推出"))
        #expect(found.map(\.name) == ["Sora", "ModelZetaX99"])
        let version = try #require(mentions("今天公司发布Claude 3模型", threshold: 0).first { $0.name == "Claude 3" })
        #expect(version.isNew && version.reason == .newVersion(of: "Claude"))
        #expect(mentions("听“轻舟已过”", threshold: 0).first?.reason == .quoted)
        #expect(mentions("看Zeta走", threshold: 0).first?.reason == .form)
    }

    @Test func aModelNumberBelongsToItsName() {
        func names(_ text: String) -> [String] { mentions(text, threshold: 0).map(\.name) }
        #expect(names("一系列产品，雷鸟Rayneo AI眼镜X2Lite、其他") == ["雷鸟Rayneo AI眼镜X2Lite"])
        #expect(names("走进Rayneo眼镜Zeta") == ["Rayneo", "Zeta"])
        #expect(Set(names("走进Rayneo，眼镜X2Lite")) == ["Rayneo", "X2Lite"])
    }

    @Test func nothingOverlaps() {
        let found = mentions("，宇树H1亮相，推出日日新5.0，“盘古大模型”GPT-4 Turbo Claude 3 Opus", threshold: 0)
        let places = found.flatMap(\.places).sorted { $0.lowerBound < $1.lowerBound }
        #expect(!places.isEmpty && zip(places, places.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.places[0].lowerBound < $1.places[0].lowerBound })
    }

    @Test func strangeTextsDoNoHarm() {
        for text in [
            "", " ", "-", "“", "《》", "GPT-", "-4", "++", "4", String(repeating: "GPT-4 ", count: 500),
            String(repeating: "《a", count: 500),
        ] {
            _ = mentions(text, title: text, threshold: 0)
        }
        #expect(mentions("").isEmpty)
    }
}
