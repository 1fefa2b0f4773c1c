import Text
import TestSupport
import Foundation
import Testing

@testable import Features

@Suite struct PhraseLexiconTests {
    private func lexicon(_ phrases: [(String, documents: Int)]) -> PhraseLexicon {
        let words = PhraseWords(["gpt-4o", "law", "scaling"])
        return PhraseLexicon(
            phrases.map { text, documents in
                var units: [UInt32] = []
                words.forEachUnit(in: scalars(text)) { unit, _ in units.append(unit) }
                return PhraseStatistics.Candidate(
                    units: units, documentFrequency: documents, occurrences: documents, prefixOccurrences: documents,
                    cohesion: 5, relativeCohesion: 0.5, leftEntropy: 3, rightEntropy: 2)
            }, words: words)
    }

    private func found(_ lexicon: PhraseLexicon, in text: String, overlapping: Bool = false) -> [String] {
        let text = scalars(text)
        return lexicon.occurrences(in: text, overlapping: overlapping).map { occurrence in
            lexicon.phrases[occurrence.phrase].text + "=" + String(scalars: text[occurrence.range])
        }
    }

    @Test func theBestPhraseIsTheFirst() {
        let lexicon = lexicon([("芯片", 5), ("大模型", 9), ("算力", 5)])
        // 算 comes before 芯.
        #expect(lexicon.phrases.map(\.text) == ["大模型", "算力", "芯片"])
        #expect(lexicon.phrases[0].freedom == 2 && lexicon.phrases[0].documentFrequency == 9)
        #expect(lexicon.count == 3)
    }

    @Test func findsTheLongestAtEachPlace() {
        let lexicon = lexicon([("大模型", 9), ("模型", 20), ("模型训练", 5), ("训练", 8)])
        #expect(found(lexicon, in: "大模型训练模型") == ["大模型=大模型", "训练=训练", "模型=模型"])
        #expect(
            found(lexicon, in: "大模型训练", overlapping: true)
                == ["大模型=大模型", "模型=模型", "模型训练=模型训练", "训练=训练"])
        #expect(found(lexicon, in: "大模，型训").isEmpty && found(lexicon, in: "").isEmpty)
    }

    @Test func wordsAreFoundWholeAndWhereTheyStand() {
        let lexicon = lexicon([("gpt-4o", 9), ("scaling law", 5), ("用gpt-4o", 4)])
        #expect(found(lexicon, in: "scaling  law") == ["scaling law=scaling  law"])
        #expect(found(lexicon, in: "gpt-4o-mini gpt-4 gpt-4o!") == ["gpt-4o=gpt-4o"])
        #expect(found(lexicon, in: "用 gpt-4o") == ["用gpt-4o=用 gpt-4o"])
    }

    @Test func theMostUsedSpellingIsShown() {
        let lexicon = lexicon([("gpt-4o", 9), ("scaling law", 5)])
        let texts = ["GPT-4o好，Scaling Law", "GPT-4o", "gpt-4o", "scaling LAW", "Law"]
        for threads in 1...2 {
            #expect(
                lexicon.spelled(as: texts.map { ArticleText(title: "", body: $0) }, threads: threads).phrases.map(
                    \.text) == ["GPT-4o", "Scaling Law"])
        }
        #expect(lexicon.spelled(as: []).phrases == lexicon.phrases)
    }

    @Test func alikeAreThoseThatShareHalf() {
        let names = ["国防部", "乌克兰国防部", "俄罗斯国防部", "俄军", "乌军", "应国家主席邀请", "应主席邀请", "scaling law", "law", "scaling"]
        let phrases = lexicon(names.map { ($0, 5) }).phrases
        func isLike(_ a: String, _ b: String) -> Bool {
            let (a, b) = (phrases.first { $0.text == a }!, phrases.first { $0.text == b }!)
            #expect(a.isLike(b) == b.isLike(a))
            return a.isLike(b)
        }
        #expect(isLike("国防部", "乌克兰国防部") && isLike("乌克兰国防部", "俄罗斯国防部"))
        #expect(isLike("应国家主席邀请", "应主席邀请") && isLike("law", "scaling law"))
        #expect(!isLike("law", "scaling"))
        #expect(!isLike("俄军", "乌军") && !isLike("俄军", "俄罗斯国防部"))
    }

    /// A phrase is shown as most texts have it, whatever it is normalized to.
    @Test func charactersAreShownAsMostTextsHaveThem() {
        func shown(_ texts: [String]) -> [String] {
            lexicon([("百模大战", texts.count), ("gpt-4o大战", 2)])
                .spelled(as: texts.map { ArticleText(title: "", body: $0) }, threads: 2).phrases.map(\.text)
        }
        #expect(shown(["百模大戰", "百模大戰", "百模大战"]).contains("百模大戰"))
        #expect(shown(["百模大戰", "百模大战", "百模大战"]).contains("百模大战"))
        #expect(shown(["百模大战", "GPT-4o大戰", "GPT-4o大戰"]).contains("GPT-4o大戰"))
    }

    @Test func isKeptAndReadAgain() throws {
        let lexicon = lexicon([("scaling law", 5), ("大模型", 9), ("gpt-4o模型", 7)]).spelled(as: [
            ArticleText(title: "GPT-4o", body: "Scaling Law")
        ])
        let again = try JSONDecoder().decode(PhraseLexicon.self, from: JSONEncoder().encode(lexicon))
        #expect(again.phrases == lexicon.phrases)
        let text = "大模型 scaling law gpt-4o模型"
        #expect(found(again, in: text) == found(lexicon, in: text) && found(again, in: text).count == 3)
    }

    @Test func hostilePhrasesAreRefused() throws {
        func read(words: String, units: [String], text: String = "甲") throws -> Int {
            let phrases = units.map {
                #"{"text":"\#(text)","documentFrequency":1,"occurrences":1,"cohesion":1,"freedom":1,"score":1,"units":\#($0)}"#
            }
            let json = #"{"words":\#(words),"phrases":[\#(phrases.joined(separator: ","))]}"#
            return try JSONDecoder().decode(PhraseLexicon.self, from: Data(json.utf8)).count
        }
        let word = 0x110000
        #expect(try read(words: #"["a","b"]"#, units: ["[\(word + 1),30002]", "[30002]"]) == 2)
        // Out of order, repeated, and missing.
        for words in [#"["b","a"]"#, #"["a","a"]"#, "[]"] {
            #expect(throws: FeatureError.damagedVocabulary, "\(words)") { try read(words: words, units: ["[\(word)]"]) }
        }
        let long = "[" + Array(repeating: "30002", count: 65).joined(separator: ",") + "]"
        for units in [
            ["[]"], ["[0]"], ["[55296]"], ["[\(word + 1)]"], ["[4294967295]"], ["[30002]", "[30002]"], [long],
        ] {
            #expect(throws: FeatureError.damagedVocabulary, "\(units)") { try read(words: #"["a"]"#, units: units) }
        }
        #expect(throws: FeatureError.damagedVocabulary) { try read(words: "[]", units: ["[30002]"], text: "") }
        #expect(throws: DecodingError.self) { try read(words: "[]", units: ["[-1]"]) }
    }
}
