import Testing
import Text

@testable import Features

@Suite struct IgnoredPhrasesTests {
    /// Of texts that have these phrases, among characters that are in no order.
    private func lexicon(_ phrases: [String]) -> PhraseLexicon {
        PhraseDiscovery().lexicon(
            of: (0..<60).map { index in
                var state = UInt32(index)
                func filler() -> String {
                    String(
                        (0..<6).map { _ -> Character in
                            state = state &* 1_664_525 &+ 1_013_904_223
                            return Character(UnicodeScalar(0x5000 + (state >> 8) % 0x3000)!)
                        })
                }
                return ArticleText(title: "", body: filler() + phrases.map { $0 + filler() }.joined()).scalars
            })
    }

    @Test func spellingDoesNotMatter() throws {
        let lexicon = lexicon(["扫码关注", "Scaling Law"])
        let normalizer = TextNormalizer()
        func found(_ phrase: String) -> Set<String> {
            let ignored = IgnoredPhrases([phrase])
            let own = Set(ignored.indices(in: lexicon, by: normalizer).map { lexicon.phrases[$0].text })
            #expect(ignored.unmet.isEmpty == !own.isEmpty)
            return own
        }
        for phrase in ["扫码关注", "掃碼關注", " 扫码 关注\u{200B}"] { #expect(found(phrase) == ["扫码关注"], "\(phrase)") }
        for phrase in ["scaling law", "ＳＣＡＬＩＮＧ　ＬＡＷ", "ScalingLaw"] {
            #expect(found(phrase).map { $0.lowercased() } == ["scaling law"], "\(phrase)")
        }
        // A part of a phrase is another phrase, and nothing is nothing.
        for phrase in ["扫码关注第", "没有的短语", "", " ", "|"] { #expect(found(phrase).isEmpty, "\(phrase)") }
        #expect(IgnoredPhrases.none.indices(in: lexicon, by: normalizer).isEmpty)
    }

    @Test func phrasesAreRemovedFromLists() {
        let ignored = IgnoredPhrases(["芯片", "没有", "GPT 4"])
        #expect(ignored.removed(from: ["晶圆", "芯片", "gpt4"], by: TextNormalizer()) == ["晶圆"])
        #expect(ignored.unmet == ["没有"])
    }
}
