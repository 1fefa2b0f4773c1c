import Corpus
import Foundation
import Reports
import TestSupport
import Testing

@testable import Jobs

/// The same articles as files and as an archive give the same result, byte for byte where no path is in it.
@Suite struct FilesAndArchiveTests {
    private let sample = Sample.shared
    private var files: ArticleSource { ArticleSource(sample.files) }
    private var archive: ArticleSource { ArticleSource([sample.archive]) }

    /// Runs a job on both.
    private func same(_ run: (ArticleSource) throws -> String) throws {
        let ofFiles = try run(files)
        #expect(!ofFiles.isEmpty)
        #expect(try ofFiles == run(archive))
    }

    @Test func training() throws {
        for streaming in [false, true] {
            for (source, name) in [(files, "files.trend"), (archive, "archive.trend")] {
                var source = source
                // The archive keeps the names of labels of the model that tagged it.
                if source.paths == files.paths { source.aliasesPath = sample.aliases }
                let options = try TrainingOptions(threads: 2)
                let way: TrainJob.Way = streaming ? .streaming(options, memory: 300 << 20) : .whole(options)
                let result = try TrainJob(source, way: way, model: sample.path(name)).run()
                #expect(result.aliases != nil && result.unlabeled > 0)
            }
            #expect(try sample.bytes("files.trend") == sample.bytes("archive.trend"))
        }
    }

    @Test func evaluating() throws {
        try same { try json(EvaluateJob($0, .model(sample.model), threads: 2).run().report) }
    }

    @Test func crossValidatingAndSurveyingLabels() throws {
        try same { source in
            var source = source
            source.aliasesPath = sample.aliases
            let report = try EvaluateJob(source, .crossValidation(TrainingOptions(threads: 2), folds: 3)).run().report
            return try json(report) + LabelsJob(source, training: TrainingOptions(threads: 2)).run().text
        }
    }

    @Test func tagging() throws {
        try same { source in
            try output { _ = try TagJob(source, model: sample.model, parts: [.industries], threads: 2).run(to: $0) }
        }
        // What an archive's export gives is what tag writes, but for the archive's own member.
        let tagged = try output { _ = try TagJob(files, model: sample.model, threads: 2).run(to: $0) }
        let exported = try output { _ = try ExportJob(sample.archive).run(to: $0) }
        var editor = JSONEditor()
        for line in exported.split(separator: "\n") {
            editor.appendLine(.json(Array(line.utf8)[...])) { $0.remove("trend:archive") }
        }
        func values(_ lines: String) throws -> [NSDictionary] {
            try lines.split(separator: "\n").map {
                try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary)
            }
        }
        #expect(try values(tagged) == values(String(decoding: editor.lines, as: UTF8.self)))
    }

    @Test func explainingAndReviewing() throws {
        try same { source in
            try [1, 40].map { try ExplainJob(source, model: sample.model, record: $0).run().explanation }.joined()
                + json(ReviewJob(source, model: sample.model, count: 5, threads: 2).run().articles)
        }
    }

    @Test func watchingAndEmerging() throws {
        try same { source in
            let watched = try WatchJob(source, terms: ["百模大战", "智能体|AI Agent"], threads: 2).run()
            let emerging = try EmergingJob(source, month: .init(month: "2023-12"), threads: 2).run()
            return try json(watched.terms) + watched.periodTable.plain() + json(emerging.entries)
        }
    }

    /// An archive is asked for the articles that may hold a term, and its records are not read.
    @Test func watchingPartsAndTermsOfAllKinds() throws {
        for days in [nil, try DayRange(from: .init(month: "2023-10"), to: .init(month: "2024-02"))] {
            try same { source in
                var source = source
                source.days = days
                let terms = ["芯", "芯片", "机器人", "AI", "AI|大模型", "不存在的词", "3", "，"]
                let watched = try WatchJob(source, terms: terms, by: .week, threads: 2).run()
                let read = watched.reading
                return try json(watched.terms) + watched.periodTable.plain() + watched.trendTable.plain()
                    + "\(read.records) \(read.withoutText ?? -1) \(read.withoutDate ?? -1) \(read.withMarkup) \(read.cut)"
                    + "\(read.beforeSpan) \(read.afterSpan) \(read.undatedOfSpan) \(watched.undated)"
            }
        }
    }

    @Test func topics() throws {
        try same { source in
            let ways: [TopicsJob.Way] = [
                .whole(.number(4), keptIn: nil), .windows(.month, 3),
                // The archive is read three times.
                .streaming(.number(4), memory: 200 << 20, keptIn: nil),
            ]
            return try ways.map { way in
                let result = try TopicsJob(source, way: way, compute: .init(threads: 2)).run()
                return try json(result.topics) + json(result.dynamicTopics)
            }.joined()
        }
    }

    @Test func topicsThatAreKept() throws {
        try same { source in
            let path = sample.path(UUID().uuidString)
            return try (0..<2).map { _ in
                let result = try TopicsJob(source, way: .whole(.number(4), keptIn: path)).run()
                return try json(result.topics) + json(result.unmatched)
            }.joined()
        }
    }

    @Test func reports() throws {
        let months = [
            ("files", ReportJob.Articles.source(files, new: [], model: sample.model)),
            ("model", .archive(sample.archive, reading: ArticleSource([]), model: sample.model)),
            ("kept", .archive(sample.archive, reading: ArticleSource([]), model: nil)),
        ]
        for (name, articles) in months {
            _ = try ReportJob(
                articles, terms: ["智能体|AI Agent"], topics: 4, folder: sample.path(name), compute: .init(threads: 2)
            ).run()
        }
        func content(_ folder: String, _ name: String) throws -> String {
            String(decoding: try sample.bytes(folder + "/" + name), as: UTF8.self)
        }
        for name in ["report.md", "report.html", "report.json", "report.ipynb"] {
            #expect(try content("files", name) == content("model", name), "\(name)")
        }
        // By the tags that the archive keeps the counts are the same; only what the model was is not known, so that shares
        // are not estimated.
        let tables = try FileManager.default.contentsOfDirectory(atPath: sample.path("files/tables"))
        #expect(
            tables.contains("industries.csv") && tables.contains("technologies.csv") && tables.contains("keywords.csv"))
        for table in tables {
            #expect(try content("files", "tables/" + table) == content("model", "tables/" + table), "\(table)")
        }
        for table in tables where !["industries.csv", "industries-share-by-month.csv"].contains(table) {
            #expect(try content("files", "tables/" + table) == content("kept", "tables/" + table), "\(table)")
        }
    }

    @Test func reportsOnAPartByWeek() throws {
        for (name, articles) in [
            ("part-files", ReportJob.Articles.source(files, new: [], model: sample.model)),
            ("part-archive", .archive(sample.archive, reading: ArticleSource([]), model: sample.model)),
        ] {
            _ = try ReportJob(
                articles, span: ReportedSpan(by: .week, from: .init(month: "2023-11"), to: .init(month: "2024-01")),
                part: ReportPart(job: [], terms: ["大模型"]), topics: 3, folder: sample.path(name)
            ).run()
        }
        let report = String(decoding: try sample.bytes("part-files/report.json"), as: UTF8.self)
        #expect(report.contains("\"part\":{") && report.contains("2023-W44"))
        #expect(try sample.bytes("part-files/report.json") == sample.bytes("part-archive/report.json"))
    }
}
