import Corpus
import Foundation
import TestSupport
import Testing
import Text

@testable import Jobs

/// What holds of every job.
@Suite struct JobTests {
    private let sample = Sample.shared
    private var files: ArticleSource { ArticleSource(sample.files) }

    private struct Cancelled: Error {}

    /// A handler that cancels at the first call, or at the first step.
    private let atOnce: ProgressHandler = { _ in throw Cancelled() }
    private let atStep: ProgressHandler = { if case .step = $0 { throw Cancelled() } }

    @Test func aCancelledJobLeavesNothingBehind() throws {
        let folder = try TemporaryFolder()
        let model = folder.path + "/m"
        for handler in [atOnce, atStep] {
            #expect(throws: Cancelled.self) {
                try TrainJob(files, way: .whole(TrainingOptions(threads: 2)), model: model).run(progress: handler)
            }
            #expect(throws: Cancelled.self) {
                try TopicsJob(files, way: .whole(.number(3), keptIn: model)).run(progress: handler)
            }
            #expect(throws: Cancelled.self) {
                try ReportJob(.source(files, new: [], model: sample.model), folder: folder.path + "/r")
                    .run(progress: handler)
            }
        }
        #expect(throws: Cancelled.self) {
            try TagJob(files, model: sample.model, threads: 2).run(to: .file(model), progress: atOnce)
        }
        #expect(try folder.names == [])
    }

    @Test func aReportNeedsNoModel() throws {
        let job = try ReportJob(
            .source(files, new: [], model: nil), terms: ["智能=人工智能|AI"], topics: 3, folder: sample.path("bare-report"))
        let result = try job.run()
        // The month without labels counts for no industry.
        #expect(result.untagged > 0)
        let report = try String(contentsOfFile: sample.path("bare-report/report.md"), encoding: .utf8)
        #expect(report.contains("智能"))
        #expect(throws: InvalidOption.self) { try ReportJob(.source(files, new: ["a.txt"], model: nil)) }
    }

    @Test func twoMayRunAtOnce() async throws {
        let job = try TopicsJob(files, way: .whole(.number(3), keptIn: nil), compute: .init(threads: 2))
        let alone = try json(job.run().topics)
        let both = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<2 { group.addTask { try json(job.run().topics) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(both == [alone, alone])
    }

    @Test func invalidOptionsCannotBeMade() {
        func name(_ make: () throws -> Any) -> String? {
            do { _ = try make() } catch { return (error as? InvalidOption)?.name }
            return nil
        }
        #expect(name { try TrainingOptions(multinomial: true) } == "multinomial")
        #expect(name { try TrainingOptions(C: [0]) } == "C")
        #expect(name { try TrainingOptions(C: []) } == "C")
        #expect(name { try TrainingOptions(precision: 1) } == "precision")
        #expect(name { try TrainingOptions(isSingleLabel: true, precision: 0.9) } == "precision")
        #expect(name { try TrainingOptions(tolerance: .nan) } == "tolerance")
        #expect(name { try TrainingOptions(correctionWeight: 0) } == "correctionWeight")
        #expect(name { try UpdateOptions(C: -1) } == "C")
        #expect(
            name {
                try TrainJob(
                    files, way: .streaming(TrainingOptions(), memory: 0), model: "m")
            } == "memory")
        #expect(name { try EvaluateJob(files, .crossValidation(TrainingOptions(threads: 1), folds: 1)) } == "folds")
        #expect(name { try TagJob(files, model: "m", top: 0) } == "top")
        #expect(name { try TopicsJob(files, way: .windows(.month, 0)) } == "count")
        #expect(
            name { try TopicsJob(ArticleSource(["-"]), way: .streaming(.auto, memory: 1, keptIn: nil)) } == "memory")
        #expect(name { try WatchJob(files, terms: []) } == "term")
        #expect(name { try WatchJob(files, terms: ["甲", "甲=乙"]) } == "term")
        #expect(name { try EmergingJob(files, count: 0) } == "count")
        #expect(name { try ImportJob(ArticleSource([]), into: "a.db") } == "corpus")
        #expect(name { try FindJob([" "], in: "a.db") } == "terms")
        #expect(name { try ReviewJob(files, model: "m", count: 0) } == "count")
        #expect(name { try ExplainJob(files, model: "m", record: 0) } == "record")
        #expect(name { try ReportJob(.source(files, new: [sample.archive], model: "m")) } == "new")
    }

    @Test func resultsComeBackFromJSON() throws {
        let result = try TopicsJob(files, way: .whole(.number(3), keptIn: nil)).run()
        let text = try json(result)
        #expect(try json(JSONDecoder().decode(TopicsResult.self, from: Data(text.utf8))) == text)
        let watched = try WatchJob(files, terms: ["智能体"]).run()
        #expect(try json(JSONDecoder().decode(WatchResult.self, from: Data(json(watched).utf8))) == json(watched))
        let emerging = try EmergingJob(files, month: .init(month: "2023-12")).run()
        #expect(try json(JSONDecoder().decode(EmergingResult.self, from: Data(json(emerging).utf8))) == json(emerging))
    }

    @Test func tooManyRejectsFailAndAreListed() throws {
        let folder = try TemporaryFolder()
        var source = ArticleSource([try folder.write("{\"text\":\"甲\"}\n{bad\n", to: "a.jsonl")])
        source.rejectsPath = folder.path + "/rejects"
        let error = #expect(throws: JobError.self) { try WatchJob(source, terms: ["甲"]).run() }
        guard case .tooManyRejects(let summary, .share(0.01), _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(summary.records == 2 && summary.rejected == 1 && summary.examples[0].contains("a.jsonl:2"))
        #expect(try String(contentsOfFile: folder.path + "/rejects", encoding: .utf8).contains("a.jsonl:2"))
        source.rejectLimit = .count(1)
        #expect(try WatchJob(source, terms: ["甲"]).run().reading.rejected == 1)
    }

    /// One thread, since normalizing is counted on the calling thread alone.
    @Test func everyJobNormalizesAnArticleOnce() throws {
        let articles = try CorpusReader.read(paths: sample.files).articles
        let all = articles.reduce(0) { $0 + $1.title.utf8.count + $1.text.utf8.count }
        /// More than the articles: terms, label names and example sentences are short texts of their own.
        func isOnce(_ bytes: Int) -> Bool { bytes >= all && Double(bytes) < 1.1 * Double(all) }
        func count(_ run: () throws -> Void) throws -> Int { try NormalizationCount.bytes(of: run) }
        let model = sample.path("once")
        let counts = try [
            "tag": count { _ = try output { _ = try TagJob(files, model: sample.model).run(to: $0) } },
            "watch": count { _ = try WatchJob(files, terms: ["智能体"]).run() },
            "emerging": count { _ = try EmergingJob(files, month: .init(month: "2023-12")).run() },
            "topics": count { _ = try TopicsJob(files, way: .whole(.number(3), keptIn: model)).run() },
            "sorting": count { _ = try TopicsJob(files, way: .whole(.number(3), keptIn: model)).run() },
            "report": count {
                _ = try ReportJob(.source(files, new: [], model: sample.model), topics: 3, folder: sample.path("r"))
                    .run()
            },
            "evaluate": count { _ = try EvaluateJob(files, .model(sample.model)).run() },
        ]
        for (job, bytes) in counts.sorted(by: { $0.key < $1.key }) where job != "evaluate" {
            #expect(isOnce(bytes), "\(job): \(bytes) of \(all) bytes")
        }
        #expect(counts["evaluate"]! <= all)
    }
}
