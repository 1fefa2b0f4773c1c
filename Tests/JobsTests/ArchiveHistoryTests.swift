import Corpus
import Features
import Foundation
import TrendNumerics
import TestSupport
import Testing
import Timeline

@testable import Jobs

/// The index of an archive counts phrases as reading all of its texts does.
@Suite struct ArchiveHistoryTests {
    /// Titles of a few phrases over thirty months, with reposts, gaps and articles without a date.
    private func archive() throws -> (path: String, source: ArticleSource) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var random = SeededGenerator(seed: 9)
        func letters(_ count: Int) -> String {
            let values = (0..<count).map { _ in 0x4E00 + UInt32.random(in: 0..<3000, using: &random) }
            return String(String.UnicodeScalarView(values.map { Unicode.Scalar($0)! }))
        }
        let phrases = (0..<24).map { letters(2 + $0 % 4) } + ["scaling law", "gpt"]
        var rows: [String] = []
        for index in 0..<1500 {
            let title = (0..<3).map { _ in phrases[Int.random(in: 0..<phrases.count, using: &random)] + letters(2)
            }
            .joined(separator: index % 5 == 0 ? " " : "")
            let day = 18_000 + Int.random(in: 0..<900, using: &random)
            let date = index % 50 == 0 ? "" : CalendarDate(daysSince1970: day)!.description
            rows.append(#"{"title":"\#(title)","date":"\#(date)"}"#)
            if index % 7 == 0 {
                let later = CalendarDate(daysSince1970: day + 3)!.description
                rows.append(#"{"title":"\#(title)","date":"\#(later)"}"#)
            }
        }
        let file = folder + "/a.jsonl"
        try Data(rows.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
        _ = try ImportJob(ArticleSource([file]), into: folder + "/a.db").run()
        return (folder, ArticleSource([folder + "/a.db"]))
    }

    @Test func countsWhatReadingEveryTextCounts() throws {
        let (folder, source) = try archive()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let settings = try source.settings()
        let corpus = try #require(try ArchivedCorpus(source, settings))
        let articles = try corpus.articles(Array(corpus.numbers.indices), wanted: .all)
        let whole = TextHistory(articles, by: .month)
        let period = whole.totals.periods[20]
        let phrases = whole.phrases(in: period...period).lexicon
        #expect(phrases.count > 20)
        for (few, most) in [(0, 0), (1000, 0), (0, 200), (0, 100_000), (5, 500)] {
            var history = ArchiveHistory(corpus, by: .month, threads: 2)
            (history.fewPhrases, history.mostRead) = (few, most)
            #expect(history.totals == whole.totals)
            for range in [0..<20, 21..<whole.totals.periods.count, 3..<3, 0..<whole.totals.periods.count] {
                for limit in [Int.max, 40, 3, 0, -1] {
                    let limits = phrases.phrases.indices.map { limit == .max || $0 % 3 > 0 ? limit : limit + $0 }
                    let own = try history.appearances(of: phrases, in: range, limits: limits)
                    let expected = whole.appearances(of: phrases, in: range, limits: limits)
                    #expect(own == expected, "\(few) \(most) \(range) \(limit)")
                }
            }
        }
    }

    /// A phrase is called frequent by a sample only where it is.
    @Test func aSampleSaysWhatACountSays() throws {
        let (folder, source) = try archive()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let corpus = try #require(try ArchivedCorpus(source, source.settings()))
        let articles = try corpus.articles(Array(corpus.numbers.indices), wanted: .all)
        let whole = TextHistory(articles, by: .month)
        let period = whole.totals.periods[20]
        let phrases = whole.phrases(in: period...period).lexicon
        for (from, candidates, few) in [(100, 8, 0), (100, 8, 5), (1 << 20, 8, 1000), (100, 1 << 20, 0)] {
            var history = ArchiveHistory(corpus, by: .month, threads: 2)
            (history.sampledFrom, history.sampledCandidates, history.fewPhrases) = (from, candidates, few)
            for limit in [200, 40, 3, 0] {
                let limits = phrases.phrases.map { _ in limit }
                let own = try history.appearances(of: phrases, in: 0..<20, limits: limits)
                #expect(own == whole.appearances(of: phrases, in: 0..<20, limits: limits), "\(from) \(limit)")
            }
        }
        #expect(
            PhraseLimit.isAbove(20, mean: 2) && !PhraseLimit.isAbove(8, mean: 2) && !PhraseLimit.isAbove(2, mean: 2))
        #expect(!PhraseLimit.isAbove(0, mean: 0))
    }

    /// Parts share what was read for the whole and for each other, and so do questions about other phrases.
    @Test func aPartSaysWhatACountOfItsArticlesSays() throws {
        let (folder, source) = try archive()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let corpus = try #require(try ArchivedCorpus(source, source.settings()))
        let articles = try corpus.articles(Array(corpus.numbers.indices), wanted: .all)
        let whole = TextHistory(articles, by: .month)
        let period = whole.totals.periods[20]
        let phrases = whole.phrases(in: period...period).lexicon
        let some = phrases.only(Array(stride(from: 0, to: phrases.count, by: 2)))
        for (from, few, keeps) in [(1 << 20, 0, false), (100, 0, true), (100, 1000, false), (800, 0, false)] {
            for threads in [1, 4] {
                var history = ArchiveHistory(corpus, by: .month, threads: threads)
                (history.sampledFrom, history.fewPhrases, history.sampledCandidates) = (from, few, 8)
                if keeps { history.keep((200..<300).map { ($0, articles[$0].normalized().scalars) }) }
                for limit in [Int.max, 40, 3, 0] {
                    func limits(_ lexicon: PhraseLexicon) -> [Int] { lexicon.phrases.map { _ in limit } }
                    #expect(
                        try history.appearances(of: some, in: 0..<20, limits: limits(some))
                            == whole.appearances(of: some, in: 0..<20, limits: limits(some)))
                    for step in [2, 3, 7] {
                        let isIn = corpus.numbers.indices.map { $0 % step == 0 }
                        let (own, expected) = (history.part(isIn: isIn), whole.part(isIn: isIn, threads: 1))
                        #expect(own.totals == expected.totals)
                        for lexicon in [some, phrases] {
                            #expect(
                                try own.appearances(of: lexicon, in: 0..<20, limits: limits(lexicon))
                                    == expected.appearances(of: lexicon, in: 0..<20, limits: limits(lexicon)),
                                "\(from) \(few) \(limit) \(step)")
                        }
                    }
                }
            }
        }
    }

    /// So many candidates show that a phrase is above its limit if all of them have it.
    @Test func aSampleIsLargeEnough() {
        for (limit, stories) in [(1, 1000), (10, 100), (100, 400), (300, 500)] {
            let size = PhraseLimit.size(limit: limit, of: stories)
            #expect(PhraseLimit.isAbove(size, mean: Double(size * limit) / Double(stories)), "\(limit) \(stories)")
        }
        #expect(PhraseLimit.size(limit: 99, of: 100) == 512 && PhraseLimit.size(limit: 0, of: 100) == 512)
        let places = (0..<100).map { Int32(3 * $0) }
        let sample = ArchiveHistory.sample(of: 20, from: places)
        #expect(sample.count == 20 && Set(sample).isSubset(of: places) && sample == sample.sorted())
        #expect(ArchiveHistory.sample(of: 200, from: places) == places)
    }

    @Test func thePhrasesOfAMonthAreThoseOfItsArticles() throws {
        let (folder, source) = try archive()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let corpus = try #require(try ArchivedCorpus(source, source.settings()))
        let period = ArchiveHistory(corpus, by: .month, threads: 1).totals.periods[20]
        let (articles, phrases) = try ArchiveHistory(corpus, by: .month, threads: 2).phrases(in: period)
        #expect(!articles.isEmpty && articles.allSatisfy { $0.published!.day.description.hasPrefix("\(period)") })
        let (read, _) = try source.readAll(source.settings(), wanted: .all, threads: 1, progress: { _ in })
        let whole = TextHistory(read, by: .month).phrases(in: period...period)
        #expect(phrases.lexicon.phrases == whole.lexicon.phrases)
    }

    /// What the fast way does not do: other fields, or a list of rejects.
    @Test func otherReadingsReadTheRecords() throws {
        let (folder, source) = try archive()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var other = source
        other.fields.names = [.text: "title"]
        #expect(try ArchivedCorpus(other, other.settings()) == nil)
        var listing = source
        listing.rejectsPath = folder + "/rejects.txt"
        #expect(try ArchivedCorpus(listing, listing.settings()) == nil)
        #expect(try ArchivedCorpus(ArticleSource([folder + "/a.jsonl"]), source.settings()) == nil)
        #expect(try ArchivedCorpus(source, ReadingSettings(normalizer: .init(version: .one))) == nil)
    }
}
