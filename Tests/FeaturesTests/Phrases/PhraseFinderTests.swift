import Testing
import TestSupport
import Text

@testable import Features

@Suite struct PhraseFinderTests {
    private let texts = [
        "大模型训练，大模型推理，gpt-4o 发布", "用 gpt-4o 训练大模型", "训练大模型，scaling law", "scaling  law 与大模型推理", "，", "",
    ].map { TextNormalizer().scalars(of: $0) }

    private let phrases = [
        "大模型", "模型", "模型推理", "型推", "训练", "训练大模型", "gpt-4o", "gpt-4o训练大模型", "scaling law", "law", "law与大", "发布", "没有",
    ]

    private var lexicon: PhraseLexicon {
        let words = PhraseWords(["gpt-4o", "law", "scaling"])
        return PhraseLexicon(
            phrases.map { text in
                var units: [UInt32] = []
                words.forEachUnit(in: TextNormalizer().scalars(of: text)) { unit, _ in units.append(unit) }
                return PhraseStatistics.Candidate(
                    units: units, documentFrequency: 5, occurrences: 5, prefixOccurrences: 5, cohesion: 5,
                    relativeCohesion: 0.5, leftEntropy: 3, rightEntropy: 2)
            }, words: words)
    }

    @Test func findsWhatTheLexiconFindsOnce() {
        let lexicon = lexicon
        var finder = PhraseFinder(lexicon)
        var found: Set<Int32> = []
        for text in texts + texts.reversed() {
            finder.find(in: text)
            let all = lexicon.occurrences(in: text, overlapping: true).map { Int32($0.phrase) }
            #expect(Set(finder.found) == Set(all) && finder.found.count == Set(all).count)
            found.formUnion(all)
        }
        #expect(found.count == phrases.count - 1)
    }

    @Test func aPartOfALexiconFindsItsPhrases() {
        let lexicon = lexicon
        let chosen = Array(lexicon.phrases.indices.filter { $0 % 2 == 1 }.reversed())
        let part = lexicon.only(chosen)
        #expect(part.phrases == chosen.map { lexicon.phrases[$0] })
        for text in texts {
            let wanted = Set(lexicon.occurrences(in: text, overlapping: true).map(\.phrase)).intersection(chosen)
            #expect(Set(part.occurrences(in: text, overlapping: true).map { chosen[$0.phrase] }) == wanted)
        }
        #expect(lexicon.only([]).count == 0)
        #expect(part.places(in: lexicon) == chosen && lexicon.only([]).places(in: part) == [])
        #expect(lexicon.places(in: part) == nil, "it lacks some")
        #expect(part.places(in: PhraseLexicon(part.phrases, words: PhraseWords(["gpt-4o", "law", "scaled"]))) == nil)
    }

    @Test func everyTextWithAPhraseHasItsPieces() throws {
        let lexicon = lexicon
        for text in texts {
            for occurrence in lexicon.occurrences(in: text, overlapping: true) {
                for piece in lexicon.pieces(of: occurrence.phrase) {
                    #expect(!piece.isEmpty && text.indices.contains { text[$0...].starts(with: piece) })
                }
            }
        }
        let mixed = try #require(lexicon.phrases.firstIndex { $0.text == "gpt-4o训练大模型" })
        #expect(lexicon.pieces(of: mixed).map { String(scalars: $0) } == ["gpt-4o", "训练大模型"])
        let words = try #require(lexicon.phrases.firstIndex { $0.text == "scaling law" })
        #expect(lexicon.pieces(of: words).map { String(scalars: $0) } == ["scaling", "law"])
    }
}
