import Foundation
import TestSupport
import Testing

@testable import Corpus

@Suite struct LabelAliasesTests {
    private func read(_ yaml: String) throws -> LabelAliases { try LabelAliases(yaml: yaml, path: "a.yaml") }

    private func error(_ yaml: String) -> String {
        do {
            _ = try read(yaml)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func namesBecomeTheOneToUseInOrderAndOnce() throws {
        let aliases = try read("\u{FEFF}人工智能: [AI, '人工智慧']  # said so often\n自动驾驶:\n  - 智能汽车\n机器人:\n# nothing left\n")
        #expect(aliases["AI"] == "人工智能" && aliases["人工智能"] == "人工智能" && aliases["云"] == "云")
        #expect(aliases(["云", "AI", "智能汽车", "人工智能"]) == ["云", "人工智能", "自动驾驶"])
        #expect(aliases.count == 3 && aliases.canonical == ["人工智能", "自动驾驶"])
        // Without another name, lists stay as they are.
        #expect(aliases(["云", "云"]) == ["云", "云"] && aliases([]) == [])
    }

    @Test func namesLeadOnToTheLastOne() throws {
        let aliases = try read("A: [B]\nB: [C]\nD: [E, E]\n")
        #expect(aliases["C"] == "A" && aliases["B"] == "A" && aliases["E"] == "D" && aliases.canonical == ["A", "D"])
    }

    @Test func scalarsAreNamesWhateverYAMLMakesOfThem() throws {
        let aliases = try read("5: [no, 1.50, ~, 2024-01-01]\n")
        #expect(aliases["no"] == "5" && aliases["1.50"] == "5" && aliases["~"] == "5" && aliases["2024-01-01"] == "5")
    }

    @Test func nothingIsATableToo() throws {
        #expect(try read("").isEmpty && read("# only\n").isEmpty && read("A:\nB: []\n").isEmpty)
    }

    @Test func mistakesAreToldWithTheirLine() {
        #expect(error("A: [x]\nB:\n  - y\n  - x\n") == "a.yaml:4: 'x' is listed under 'B' and, in line 1, under 'A'")
        #expect(error("A: [B]\n\nB: [C]\nC: [A]\n") == "a.yaml:1: these names form a circle: B → A → C → B")
        #expect(error("A: [A]\n").hasPrefix("a.yaml:1: these names form a circle"))
        #expect(error("A: [x]\nA: [y]\n").contains("'A' has two lists"))
        #expect(error("A: [x\nB: [y]\n").hasPrefix("a.yaml:2: invalid YAML"))
        for wrong in ["- a\n- b\n", "text\n", "A: B\n", "A: {b: c}\n", "A: [[b]]\n", "[a]: [b]\n", "A: ['']\n"] {
            #expect(error(wrong).hasPrefix("a.yaml:1: write the name to use"), "\(wrong): \(error(wrong))")
        }
        #expect(error("A: [x]\nB:\n  C: [y]\n").hasPrefix("a.yaml:3: write the name"))
        #expect(error("A: [\u{1}]\n").contains("invalid YAML"))
    }

    @Test func filesThatCannotBeReadAreTold() throws {
        #expect(throws: CorpusError.notFound(path: "missing.yaml")) { try LabelAliases(path: "missing.yaml") }
        let folder = try TemporaryFolder()
        let bad = try folder.write([0xFF, 0xFE, 0x80], to: "bad.yaml")
        #expect(throws: CorpusError.self) { try LabelAliases(path: bad) }
        #expect(try LabelAliases(path: folder.write("A: [B]\n", to: "a.yaml"))["B"] == "A")
    }

    @Test func readersRenameLabels() throws {
        let options = ReadingOptions(settings: ReadingSettings(aliases: try read("人工智能: [AI]")))
        let folder = try TemporaryFolder()
        let paths = [
            try folder.write("标题: 甲\n行业: 云, AI, 人工智能\n", to: "a.txt"),
            try folder.write(#"{"title":"甲","label":["AI","人工智能"]}"#, to: "a.jsonl"),
            try folder.write("甲", to: "texts/AI/a.txt"),
        ]
        let (articles, _) = try CorpusReader.read(
            paths: [paths[0], paths[1], folder.path + "/texts"], options: options)
        #expect(articles.map(\.industries) == [["云", "人工智能"], ["人工智能"], ["人工智能"]])
    }

    @Test func aChineseCommaPartsNames() throws {
        let aliases = try read("体育: [足球，篮球；网球]\n文娱: ['影视，综艺']\n科技:\n  - 硬科技，软科技")
        #expect(["足球", "篮球", "网球"].map { aliases[$0] } == ["体育", "体育", "体育"] && aliases["软科技"] == "科技")
        #expect(aliases["影视，综艺"] == "文娱" && aliases["影视"] == "影视")
    }

    @Test func namesAreFoundHoweverTheyAreWritten() throws {
        let aliases = try read("AI: [人工智能, Machine Learning]")
        #expect(["ai", "Ａi", "machine  learning", "AI", "人工智能"].map { aliases[$0] } == ["AI", "AI", "AI", "AI", "AI"])
        #expect(aliases(["Ai", "云", "ai"]) == ["AI", "云"])
        // A form of several names stands for none of them.
        let several = try read("甲: [us]\n乙: [US]")
        #expect(several["us"] == "甲" && several["US"] == "乙" && several["Us"] == "Us")
        // So it is with a model's table, but for those of earlier versions.
        let kept = try JSONDecoder().decode(LabelAliases.self, from: JSONEncoder().encode(aliases))
        #expect(kept == aliases && kept["ai"] == "AI")
        let old = try JSONDecoder().decode(LabelAliases.self, from: Data(#"{"canonicalNames":{"AI":"人工智能"}}"#.utf8))
        #expect(old["AI"] == "人工智能" && old["ai"] == "ai")
    }
}
