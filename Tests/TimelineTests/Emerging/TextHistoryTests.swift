import Corpus
import Features
import TrendNumerics
import Testing
import Text

@testable import Timeline

@Suite struct TextHistoryTests {
    private struct Random {
        let texts: [ArticleText]
        let published: [CalendarDate?]
        let stories: [Int]
        var lexicon: PhraseLexicon

        /// Texts of few characters and words, so that phrases begin, end and overlap everywhere.
        init(seed: UInt64, count: Int) {
            var generator = SeededGenerator(seed: seed)
            let alphabet = ["甲", "乙", "丙", "丁", "，", " ", "gpt", "a-b", " 5 ", "c++", "，", "Ａ"]
            texts = (0..<count).map { _ in
                let length = Int.random(in: 0...14, using: &generator)
                let body = (0..<length).map { _ in alphabet.randomElement(using: &generator)! }.joined()
                return ArticleText(title: "", body: body)
            }
            let first = CalendarDate(year: 2023, month: 11, day: 3)!.daysSince1970
            published = (0..<count).map { _ in
                Int.random(in: 0...9, using: &generator) == 0
                    ? nil : CalendarDate(daysSince1970: first + Int.random(in: 0...200, using: &generator))
            }
            stories = (0..<count).map { _ in Int.random(in: 0..<count / 2, using: &generator) }
            var discovery = PhraseDiscovery()
            discovery.minimumDocumentFrequency = 2
            (discovery.minimumCohesion, discovery.minimumEntropy) = (-9, 0)
            lexicon = discovery.lexicon(of: texts.map(\.scalars))
        }

        func history(threads: Int, firstRound: Int, pieceSize: Int) -> TextHistory {
            var history = TextHistory(
                texts: texts, sources: texts.map { _ in "" }, published: published, stories: stories, by: .month,
                threads: threads)
            (history.firstRound, history.pieceSize) = (firstRound, pieceSize)
            return history
        }
    }

    @Test(arguments: 1...6) func countsWhatASearchOfEachTextFinds(seed: Int) {
        let random = Random(seed: UInt64(seed), count: 60 * seed)
        let history = random.history(threads: 1, firstRound: 10, pieceSize: 4)
        let slow = SlowHistory(
            random.texts.map(\.scalars), published: random.published, stories: random.stories,
            totals: history.totals)
        #expect(random.lexicon.count > 20 && random.lexicon.phrases.contains { $0.text.contains("gpt") })
        var generator = SeededGenerator(seed: UInt64(seed))
        let limits = random.lexicon.phrases.map { _ in Int.random(in: -1...12, using: &generator) }
        let unlimited = limits.map { _ in Int.max }
        var dropped = 0
        for periods in [0..<history.totals.periods.count, 1..<4, 2..<2] {
            for limits in [limits, unlimited] {
                let expected = slow.appearances(of: random.lexicon, in: periods, limits: limits)
                dropped += expected.count { $0 == nil }
                // The same with any number of threads, and however the articles are cut.
                for (threads, firstRound, pieceSize) in [(1, 10, 4), (3, 10, 4), (2, 1, 1), (2, 1 << 14, 1 << 11)] {
                    let own = random.history(threads: threads, firstRound: firstRound, pieceSize: pieceSize)
                    #expect(own.appearances(of: random.lexicon, in: periods, limits: limits) == expected)
                }
            }
        }
        #expect(dropped > 0)
    }

    @Test func aPartIsCountedLikeACorpus() {
        let random = Random(seed: 9, count: 200)
        let isIn = random.texts.indices.map { $0 % 3 != 0 }
        let part = random.history(threads: 1, firstRound: 10, pieceSize: 4).part(isIn: isIn, threads: 2)
        let slow = SlowHistory(
            random.texts.map(\.scalars), published: zip(random.published, isIn).map { $1 ? $0 : nil },
            stories: random.stories, totals: part.totals)
        let all = 0..<part.totals.periods.count
        let limits = random.lexicon.phrases.map { _ in Int.max }
        #expect(
            part.appearances(of: random.lexicon, in: all, limits: limits)
                == slow.appearances(of: random.lexicon, in: all, limits: limits))
        let periods = random.published.indices.filter { isIn[$0] }.compactMap { random.published[$0] }
            .map { part.totals.periods[0].distance(to: Period(.month, of: $0)) }
        #expect(part.totals.articles == all.map { period in periods.count { $0 == period } })
    }

    @Test func nothingIsAsked() {
        let random = Random(seed: 3, count: 30)
        let history = random.history(threads: 2, firstRound: 10, pieceSize: 4)
        #expect(history.appearances(of: random.lexicon.only([]), in: 0..<3, limits: []).isEmpty)
        let empty = TextHistory(texts: [], sources: [], published: [], stories: [], by: .month)
        #expect(empty.appearances(of: random.lexicon.only([0]), in: 0..<0, limits: [0]) == [PhraseAppearances()])
        #expect(empty.appearances(of: random.lexicon.only([0]), in: 0..<0, limits: [-1]) == [nil])
    }
}
