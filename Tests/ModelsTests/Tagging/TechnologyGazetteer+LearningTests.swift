import Corpus
import Testing

@testable import Models

@Suite struct TechnologyGazetteerLearningTests {
    /// Records whose listed technologies follow 发布 in their texts. Each also names a firm that is never listed, and an
    /// everyday word that one record lists.
    static let records: [Article] = (0..<60).map { index in
        let names = ["GPT-4", "Claude", "文心一言", "Sora", "Gemini"]
        let spellings = [["GPT-4", "gpt4", "GPT-4"], ["Claude"], ["文心一言"], ["Sora"], ["Gemini"]]
        let name = spellings[index % 5][index / 5 % spellings[index % 5].count]
        let own = "Model\(["Alpha", "Beta", "Gamma", "Delta", "Omega", "Sigma"][index % 6])X\(index)"
        return Article(
            title: "第\(index)号消息", text: "今天公司发布\(names[index % 5])模型，同日推出\(own)，OpenAI应战，平台升级。",
            technologies: index == 7 ? [name, own, "平台"] : [name, own], industries: ["人工智能"])
    }

    static let gazetteer = try! TechnologyGazetteer.learn(from: records)!

    @Test func namesAreJoinedAndCounted() throws {
        let names = Self.gazetteer.names.all
        let gpt = try #require(names.first { $0.text == "GPT-4" })
        #expect(gpt.listed == 12 && gpt.texts == 12 && gpt.both == 12)
        #expect(!names.contains { $0.text == "gpt4" })
        let platform = try #require(names.first { $0.text == "平台" })
        #expect(platform.listed == 1 && platform.texts == 60)
        #expect(Self.gazetteer.count == names.count && names.count == 66)
    }

    @Test func theSameWithSeveralThreads() throws {
        let other = try #require(try TechnologyGazetteer.learn(from: Self.records, threads: 2))
        #expect(other.names.all == Self.gazetteer.names.all && other.unlisted == Self.gazetteer.unlisted)
        #expect(other.weights == Self.gazetteer.weights && other.settings == Self.gazetteer.settings)
        #expect(other.usage == Self.gazetteer.usage)
    }

    @Test func recordsWithoutTechnologiesOrTextTeachNothing() throws {
        #expect(try TechnologyGazetteer.learn(from: []) == nil)
        #expect(try TechnologyGazetteer.learn(from: Articles.single) == nil)
        #expect(try TechnologyGazetteer.learn(from: [Article(title: "题", technologies: ["GPT-4"])]) == nil)
        // Articles without labels are no evidence that a name is not listed.
        let bare = Self.records.map { Article(title: $0.title, text: $0.text) }
        let learned = try #require(try TechnologyGazetteer.learn(from: Self.records + bare))
        #expect(learned.names.all == Self.gazetteer.names.all)
    }

    @Test func strangeNamesAreLeftOut() throws {
        let strange = Article(
            title: "题", text: "文", technologies: ["", "x", "两\n行", String(repeating: "长", count: 500)],
            industries: ["甲"])
        #expect(try TechnologyGazetteer.learn(from: Self.records + [strange])?.count == Self.gazetteer.count)
    }

    @Test func theThresholdIsTheOneOfTheBestF1() {
        func best(_ judged: [(Double, Bool)], wanted: Int) -> Double {
            TechnologyGazetteer.bestThreshold(judged.map { (probability: $0.0, isListed: $0.1) }, wanted: wanted)
        }
        #expect(abs(best([(0.45, true), (0.4, true), (0.3, false), (0.2, false)], wanted: 2) - 0.35) < 1e-9)
        // Equal probabilities are on the same side of the threshold.
        #expect(best([(0.9, true), (0.5, false), (0.4, true), (0.4, true), (0.1, false)], wanted: 3) == 0.25)
        // If listed and other candidates are separated, one just below the listed ones is reported too.
        #expect(best([(0.99, true), (0.98, true), (0.02, false)], wanted: 2) == 0.5)
        #expect(best([(0.9, false)], wanted: 3) == 0.5 && best([], wanted: 0) == 0.5)
    }
}
