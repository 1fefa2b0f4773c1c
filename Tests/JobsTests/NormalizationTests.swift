import Archive
import Corpus
import Foundation
import TestSupport
import Testing
import Text

@testable import Jobs

/// What a text is read as is the same wherever it is: in models, archives, terms and labels.
@Suite struct NormalizationTests {
    private let folder: TemporaryFolder
    private let corpus: String

    init() throws {
        folder = try TemporaryFolder()
        let rows = (0..<30).map { number in
            let sign = ["", "\u{200B}", "\u{AD}", "\u{3000}", "&nbsp;"][number % 5]
            let (label, text) =
                number.isMultiple(of: 2)
                ? ("科\(sign)技（硬件）", "國產晶片量產，第\(number)批芯片<b>交付</b>") : ("体\(sign)育", "联赛第\(number)轮夺冠&nbsp;球队")
            return
                #"{"text":"\#(text)","label":"\#(label)","date":"2024-05-\#(String(format: "%02d", number % 28 + 1))"}"#
        }
        corpus = try folder.write(
            (rows + [#"{"text":"芯片出货","label":"科技(硬件)","date":"2024-05-02"}"#]).joined(separator: "\n"),
            to: "a.jsonl")
    }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func counts(_ source: ArticleSource, _ term: String) throws -> Int {
        try WatchJob(source, terms: [term]).run().terms[0].periods.reduce(0) { $0 + $1.articles }
    }

    @Test func aTextThatIsCutIsTold() throws {
        let long = String(repeating: "a", count: Article.longestText + 1)
        let one = try folder.write(#"{"text":"\#(long)"}"# + "\n", to: "long.jsonl")
        let imported = try ImportJob(ArticleSource([one]), into: path("long.db")).run()
        #expect(imported.reading?.cut == 1)
        #expect(imported.reading?.cleaningLines == ["1 text is longer than 1 MB; only its first 1 MB counts"])
        let exported = try output { _ = try ExportJob(path("long.db")).run(to: $0) }
        #expect(exported.contains(long))
    }

    @Test func labelsThatLookAlikeAreOne() throws {
        let trained = try TrainJob(
            ArticleSource([corpus]), way: .whole(TrainingOptions(threads: 1)), model: path("m.trend")
        ).run()
        #expect(trained.labels == ["体育", "科技（硬件）"])
        #expect(trained.reading.joinedLabels.map(\.spelling) == ["科技(硬件)"])
        #expect(trained.reading.withMarkup == 30)
        #expect(trained.reading.cleaningLines.count == 2)
        _ = try ImportJob(ArticleSource([corpus]), into: path("a.db")).run()
        for archive in [false, true] {
            let articles: ReportJob.Articles =
                archive
                ? .archive(path("a.db"), reading: ArticleSource([]), model: path("m.trend"))
                : .source(ArticleSource([corpus]), new: [], model: path("m.trend"))
            _ = try ReportJob(articles, topics: 2, folder: path("report-\(archive)")).run()
            let table = try String(contentsOfFile: path("report-\(archive)/tables/industries.csv"), encoding: .utf8)
            #expect(table.contains("科技（硬件）") && !table.contains("科技(硬件)"))
        }
    }

    @Test func termsAreFoundInEitherScript() throws {
        let source = ArticleSource([corpus])
        #expect(try counts(source, "国产") == 15 && counts(source, "國產") == 15)
        #expect(try counts(source, "nbsp") == 0)
    }

    @Test func wordsOfTaiwanCountWhereAsked() throws {
        var source = ArticleSource([corpus])
        #expect(try counts(source, "国产芯片") == 0)
        source.regionalWords = .taiwan
        #expect(try counts(source, "国产芯片") == 15 && counts(source, "晶片") == 16)
        // A model keeps it, and without it another one cannot be asked for it.
        let way = TrainJob.Way.whole(try TrainingOptions(threads: 1))
        _ = try TrainJob(source, way: way, model: path("with.trend")).run()
        _ = try TrainJob(ArticleSource([corpus]), way: way, model: path("without.trend")).run()
        #expect(throws: InvalidOption.self) {
            try EvaluateJob(source, .model(path("without.trend"))).run()
        }
        _ = try EvaluateJob(source, .model(path("with.trend"))).run()
        // So does an archive, for whoever reads it later.
        _ = try ImportJob(source, into: path("a.db")).run()
        #expect(try counts(ArticleSource([path("a.db")]), "国产芯片") == 15)
        #expect(try ArchiveSearchResult.count("国产芯片", in: path("a.db")) == 15)
        _ = try ImportJob(ArticleSource([corpus]), into: path("b.db")).run()
        #expect(throws: InvalidOption.self) { try ImportJob(source, into: path("b.db")).run() }
    }

    /// Kept topics sort articles as they were read when the topics were found.
    @Test func keptTopicsKeepIt() throws {
        var source = ArticleSource([corpus])
        source.regionalWords = .taiwan
        _ = try TopicsJob(source, way: .whole(.number(2), keptIn: path("t.trend"))).run()
        let sorted = try TopicsJob(ArticleSource([corpus]), way: .whole(.number(2), keptIn: path("t.trend"))).run()
        #expect(sorted.keptTopics == 2)
    }
}

private enum ArchiveSearchResult {
    static func count(_ term: String, in path: String) throws -> Int {
        try #require(ArchiveSearch([term])).matches(in: Archive(path: path), limit: 99).matches.count
    }
}
