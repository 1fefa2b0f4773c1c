import Corpus
import Features
import Foundation
import Jobs
import TestSupport
import Testing
import Timeline

@Suite struct PartialCountsTests {
    private static let terms = ["百模大战", "智能体|AI Agent", "价格战", "没有这个词"]

    /// Adds up what a marker finds in the articles, article by article.
    private func counts(
        _ marker: RowMarker, _ files: [String], stories: [Int], _ length: PeriodLength
    ) throws -> SummedCounts {
        let marks = try files.flatMap { try marker.mark(ArticleSource([$0])).marks }
        #expect(marks.count == stories.count)
        var counts = SummedCounts()
        counts.names = marker.names.map { ($0, [:]) }
        var seen: Set<[Int]> = []
        for (mark, story) in zip(marks, stories) {
            guard let day = mark.day, let period = mark.period else {
                counts.undated += 1
                continue
            }
            counts.articles[day, default: 0] += 1
            let place = period.firstDay.daysSince1970
            if seen.insert([place, story]).inserted { counts.stories[period, default: 0] += 1 }
            for name in mark.found.map(Int.init) {
                counts.names[name].counts[period, default: .init()].articles += 1
                if seen.insert([place, story, name]).inserted {
                    counts.names[name].counts[period]!.stories += 1
                }
            }
        }
        return counts
    }

    @Test(arguments: [PeriodLength.month, .week])
    func termsAreThoseOfOneRun(length: PeriodLength) throws {
        let files = Sample.shared.files
        let stories = try StoriesJob(ArticleSource(files), threads: 2).run()
        let marker = try RowMarker(terms: PartialCountsTests.terms, by: length)
        let counts = try counts(marker, files, stories: stories.stories, length)
        let found = try SummedTrends(counts, by: length).trends()
        let expected = try WatchJob(ArticleSource(files), terms: PartialCountsTests.terms, by: length).run()
        #expect(try json(found.terms) == json(expected.terms))
        #expect(found.undated == expected.undated && found.text == expected.text)
        #expect(expected.terms[0].periods.contains { $0.stories > 0 })
    }

    @Test func phrasesAreThoseOfOneRun() throws {
        let files = Sample.shared.files
        let learned = try LexiconJob(ArticleSource(files), count: 300, threads: 2).run()
        #expect(try learned == LexiconJob(ArticleSource(files.reversed()), count: 300, threads: 1).run())
        let stories = try StoriesJob(ArticleSource(files)).run().stories
        let marker = try RowMarker(lexicon: learned, by: .month)
        #expect(marker.names.count == 300)
        let counts = try counts(marker, files, stories: stories, .month)
        let articles = try files.flatMap { try CorpusReader.read(paths: [$0]).articles }
        let history = TextHistory(articles, by: .month)
        let lexicon = try JSONDecoder().decode(PhraseLexicon.self, from: learned)
        let expected = history.appearances(
            of: lexicon, in: history.totals.periods.indices, limits: lexicon.phrases.map { _ in .max })
        for (phrase, appearances) in expected.enumerated() {
            let own = try #require(appearances).counts.map {
                (
                    history.totals.periods[Int($0.period)],
                    SummedCounts.Count(articles: Int($0.articles), stories: Int($0.stories))
                )
            }
            #expect(counts.names[phrase].counts == Dictionary(uniqueKeysWithValues: own))
        }
    }

    @Test func rowsThatAreNoArticlesAreToldWithTheirReasons() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            #"{"title":"芯片出口增长","date":"2024-05-01"}"# + "\n{\"title\":\"\"}\nnonsense\n"
                + #"{"title":"芯片进口增长","date":"no day"}"# + "\n", to: "a.jsonl")
        let rows = try RowMarker(terms: ["进口"], by: .quarter).mark(ArticleSource([path]))
        #expect(rows.marks.map(\.row) == [0, 3] && rows.marks.map(\.found) == [[], [0]])
        #expect(rows.marks.map { $0.period?.description } == ["2024-Q2", nil])
        #expect(rows.rejects.map(\.row) == [1, 2] && rows.rejects.allSatisfy { !$0.reason.isEmpty })
    }

    @Test func whatCannotBeCountedIsRefused() throws {
        #expect(throws: InvalidOption.self) { try RowMarker(terms: ["甲", "甲=乙"], by: .month) }
        #expect(throws: InvalidOption.self) { try RowMarker(lexicon: Data("{}".utf8), by: .month) }
        #expect(throws: InvalidOption.self) { try LexiconJob(ArticleSource([]), count: 0) }
        var counts = SummedCounts()
        counts.undated = 9
        #expect(throws: JobError.self) { try SummedTrends(counts, by: .month, rejected: 1) }
        #expect(try SummedTrends(counts, by: .month, rejected: 1, limit: .count(1)).trends().reading.rejected == 1)
        counts.undated = -1
        #expect(throws: InvalidOption.self) { try SummedTrends(counts, by: .month) }
    }
}
