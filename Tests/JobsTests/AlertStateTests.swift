import Archive
import Corpus
import Foundation
import TestSupport
import Testing

@testable import Jobs
@testable import Timeline

/// What a run with a watch list leaves for the next one.
@Suite struct AlertStateTests {
    private let folder = try! TemporaryFolder()

    private func job(_ path: String, since: AlertJob.Since = .last) throws -> AlertJob {
        let list = try folder.write("百模大战\n", to: "terms.csv")
        return try AlertJob(ArticleSource([]), archive: path, list: list, since: since)
    }

    private func archive(_ months: [String] = ["2023-10"]) throws -> String {
        let path = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource(months.map { "\(Sample.datasets)/\($0).txt" }), into: path).run()
        return path
    }

    private func note(_ path: String) throws -> String? {
        try Archive(path: path).note(named: "watch:month:terms.csv")
    }

    @Test func runKeepsNothingByItself() throws {
        let path = try archive()
        let result = try job(path).run()
        #expect(try result.isFirstRun && note(path) == nil)
        try job(path).keep(result)
        #expect(try note(path) != nil && !job(path).run().isFirstRun)
        // A day keeps nothing.
        let before = try note(path)
        let since = try job(path, since: .day(#require(CalendarDate(year: 2023, month: 1, day: 1))))
        try since.keep(since.run())
        #expect(try note(path) == before)
    }

    /// Of two runs at once the one that began later has told more.
    @Test func theRunWithMoreArticlesStays() throws {
        let path = try archive()
        let slow = try job(path).run()
        _ = try archive(["2023-11"])
        let quick = try job(path).run()
        try job(path).keep(quick)
        let kept = try note(path)
        try job(path).keep(slow)
        #expect(try note(path) == kept)
        #expect(try job(path).run().newArticles == 0)
    }

    @Test(arguments: [
        "x", "{}", "[1]", #"{"articles":1e99,"terms":{}}"#, #"{"articles":1,"terms":{"百模大战":7}}"#,
        #"{"articles":1,"terms":{"百模大战":{"spellings":["百模大战"],"stories":1,"fell":false,"judged":"2024-Q9223372036854775807"}}}"#,
    ]) func whatCannotBeReadIsTold(_ text: String) throws {
        let path = try archive()
        try Archive(path: path).updateNote(named: "watch:month:terms.csv") { _ in text }
        let error = #expect(throws: CorpusError.self) { try job(path).run() }
        #expect(
            error?.description.contains("what the last run with this list kept cannot be read") == true, "\(error!)")
        #expect(try note(path) == text)
    }

    /// Sealed by whoever made the archive, and still no reason to trap.
    @Test(arguments: [
        #"{"articles":-9223372036854775808,"terms":{}}"#,
        #"{"articles":9223372036854775807,"through":"2199-12-31","terms":{}}"#,
        #"{"articles":1,"through":"2024-W01","terms":{"百模大战":{"spellings":["百模大战"],"stories":-9223372036854775808,"fell":true}}}"#,
        #"{"articles":1,"terms":{"百模大战":{"spellings":["百模大战"],"stories":1,"fell":true,"judged":"2024-W01","burst":"1900-01-01..2199-12-31"}}}"#,
    ]) func impossibleFiguresCostNothing(_ text: String) throws {
        let path = try archive()
        try Archive(path: path).updateNote(named: "watch:month:terms.csv") { _ in text }
        let result = try job(path).run()
        #expect(result.newArticles >= 0 && !result.isFirstRun)
        try job(path).keep(result)
        #expect(try job(path).run().alerts.isEmpty)
    }

    @Test func olderStatesGiveWayToNewerOnes() {
        func state(_ articles: Int, _ names: [String]) -> WatchState {
            let totals = PeriodTotals(periods: [], articles: [], stories: [], undated: 0, isLastPartial: false)
            return WatchState(
                through: nil, articles: articles,
                terms: Dictionary(
                    uniqueKeysWithValues: names.map { name in
                        let series = Series(name: name, articles: [], stories: [], totals: totals)
                        var state = TermState(SeriesTrend.find(in: [series])[0], of: WatchedTerm(name)!)
                        state.stories = articles
                        return (name, state)
                    }))
        }
        // The list had b once.
        let next = state(2, ["a"]).replacing(state(1, ["a", "b"]), known: state(1, ["a", "b"]))
        #expect(next.articles == 2 && next.terms.mapValues(\.stories) == ["a": 2, "b": 1])
        // Fewer articles than last time are not a run at once.
        #expect(state(1, ["a"]).replacing(state(2, ["a"]), known: state(2, ["a"])).articles == 1)
        let behind = state(1, ["a", "c"]).replacing(state(2, ["a"]), known: nil)
        #expect(behind.articles == 2 && behind.terms.mapValues(\.stories) == ["a": 2, "c": 1])
        #expect(state(1, ["a"]).replacing(nil, known: nil) == state(1, ["a"]))
    }
}
