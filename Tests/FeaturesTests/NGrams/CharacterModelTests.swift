import Testing
import Text

@testable import Features

@Suite struct CharacterModelTests {
    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    private let texts = ["央行降息利好股市", "股市大涨成交破万亿", "央行:股市,平稳", "gdp增长5.2%,股市走高", "央行再降息"].map(scalars)

    private func mean(_ model: CharacterModel, _ text: [UInt32], isLearned: Bool = false) -> Double? {
        var scratch = CharacterModel.Scratch()
        return model.meanLogProbability(of: text, isLearned: isLearned, &scratch)?.mean
    }

    @Test func aTextOfKnownPairsIsLikelier() throws {
        let model = CharacterModel.learned(from: texts).model
        let known = try #require(mean(model, Self.scalars("央行降息股市大涨")))
        let mixed = try #require(mean(model, Self.scalars("涨大市股息降行央")))
        let foreign = try #require(mean(model, Self.scalars("湖人险胜勇士")))
        #expect(known > mixed && mixed > foreign)
    }

    /// A text that is judged by the others gets what a model without it gives, up to characters that only it has.
    @Test func aLearnedTextIsJudgedByTheOthers() throws {
        let model = CharacterModel.learned(from: texts).model
        for index in texts.indices {
            var others = texts
            others.remove(at: index)
            let without = CharacterModel.learned(from: others).model
            let parts = CharacterModel(
                characters: model.characters,
                pairs: without.pairs.map { pair in
                    func number(_ old: UInt32) -> UInt32 {
                        UInt32(model.characters.firstIndex(of: without.characters[Int(old) - 1])! + 1)
                    }
                    return number(pair >> 16) << 16 | number(pair & 0xFFFF)
                }, counts: without.counts)
            let same = try #require(parts)
            let expected = try #require(mean(same, texts[index]))
            let found = try #require(mean(model, texts[index], isLearned: true))
            #expect(abs(found - expected) < 1e-9)
            let withItself = try #require(mean(model, texts[index]))
            #expect(withItself > found)
        }
    }

    @Test func equalTextsCountOnceAndDigitsAreAlike() {
        let (model, learned) = CharacterModel.learned(from: texts + texts)
        #expect(learned == Array(texts.indices))
        #expect(mean(model, Self.scalars("gdp增长5.2%")) == mean(model, Self.scalars("gdp增长17.88%")))
        #expect(mean(model, Self.scalars("央行 降息")) == mean(model, Self.scalars("央行,“降息”")))
    }

    @Test func aTextWithoutLettersHasNoProbability() {
        let model = CharacterModel.learned(from: texts).model
        #expect(mean(model, []) == nil && mean(model, Self.scalars("…!?")) == nil)
        #expect(CharacterModel.learned(from: []).texts.isEmpty)
        #expect(mean(CharacterModel.learned(from: []).model, texts[0])?.isFinite == true)
        // What is beyond the first characters costs nothing and says nothing.
        let long = (0..<100).flatMap { _ in texts[0] }
        #expect(mean(model, long) == mean(model, long + Self.scalars("湖人险胜勇士")))
    }

    @Test func partsThatDoNotMatchAreRefused() {
        func model(_ characters: [UInt32], _ pairs: [UInt32], _ counts: [UInt32]) -> CharacterModel? {
            CharacterModel(characters: characters, pairs: pairs, counts: counts)
        }
        #expect(model([0x20, 0x4E00], [1 << 16 | 2], [3]) != nil)
        #expect(model([0x4E00, 0x20], [1 << 16 | 2], [3]) == nil)
        #expect(model([0x20, 0x110000], [1 << 16 | 2], [3]) == nil)
        #expect(model([0x20, 0x4E00], [1 << 16 | 3], [3]) == nil)
        #expect(model([0x20, 0x4E00], [3 << 16 | 1], [3]) == nil)
        #expect(model([0x20, 0x4E00], [1 << 16 | 2], []) == nil)
        #expect(model([0x20, 0x4E00], [1 << 16 | 2], [0]) == nil)
        #expect(model([0x20, 0x4E00], [1 << 16 | 2], [.max]) == nil)
        #expect(model([0x20, 0x4E00], [1 << 16 | 2, 1 << 16 | 2], [1, 1]) == nil)
    }
}
