import Foundation
import TrendNumerics
import TestSupport
import Testing

@testable import Jobs

@Suite struct ProgressTests {
    private let sample = Sample.shared

    @Test func aLineHasABarTheShareAndTheTimeLeft() {
        let step = JobProgress.step("training")
        #expect(step.line(share: nil, elapsed: 9) == "training …")
        #expect(step.line(share: 0, elapsed: 9) == "training …")
        #expect(step.line(share: 0.31, elapsed: 1) == "training ██████░░░░░░░░░░░░░░ 31%")
        #expect(step.line(share: 0.25, elapsed: 4) == "training █████░░░░░░░░░░░░░░░ 25%, about 12 s left")
        #expect(step.line(share: 0.5, elapsed: 300).hasSuffix("50%, about 5 min left"))
        #expect(step.line(share: 1e-12, elapsed: 300).contains(" h left"))
        // While nothing is counted, the time left runs down and does not grow.
        #expect(step.line(share: 0.25, elapsed: 4, waited: 5).hasSuffix("25%, about 7 s left"))
        #expect(step.line(share: 0.25, elapsed: 4, waited: 12).hasSuffix("25%"))
        // Estimates end too early, work does not.
        #expect(step.line(share: 1, elapsed: 3) == "training ████████████████████ 99%")
        #expect(JobProgress.read(articles: 12, share: nil).line(share: nil, elapsed: 3) == "articles read: 12 …")
    }

    @Test func readingTellsHowMuchOfTheFilesIsRead() throws {
        let folder = try TemporaryFolder()
        let line = #"{"标题": "芯片", "总结": "\#(String(repeating: "晶圆", count: 2000))"}"# + "\n"
        let files = try ["a", "b"].map { try folder.write(String(repeating: line, count: 200), to: $0 + ".jsonl") }
        func shares(_ paths: [String]) throws -> [Double?] {
            var shares: [Double?] = []
            _ = try ArticleSource(paths).readAll(.init(), wanted: .content, threads: 1) {
                if case .read(_, let share) = $0 { shares.append(share) }
            }
            return shares
        }
        let found = try shares(files).map { try #require($0) }
        #expect(found == found.sorted() && found.count > 8 && found.last! > 0.9 && found.last! <= 1)
        #expect(found.contains { $0 > 0.1 && $0 < 0.4 } && found.contains { $0 > 0.6 && $0 < 0.9 })
    }

    /// Each job that computes fills its meter, about.
    @Test func jobsTellHowFarTheyAre() throws {
        func filled(_ run: (Compute) throws -> Void) throws -> Double {
            let meter = WorkMeter()
            try run(Compute(threads: 2, meter: meter))
            return meter.fraction
        }
        let source = ArticleSource(sample.files)
        let folder = try TemporaryFolder()
        let training = try filled {
            _ = try TrainJob(source, way: .whole(TrainingOptions(compute: $0)), model: folder.path + "/m").run()
        }
        let choosing = try filled {
            let options = try TrainingOptions(C: [1, 10], compute: $0)
            _ = try TrainJob(source, way: .whole(options), model: folder.path + "/c").run()
        }
        let judging = try filled {
            _ = try EvaluateJob(source, .crossValidation(TrainingOptions(compute: $0), folds: 2)).run()
        }
        let topics = try filled { _ = try TopicsJob(source, way: .whole(.number(3), keptIn: nil), compute: $0).run() }
        let report = try filled {
            _ = try ReportJob(
                .source(source, new: [], model: nil), topics: 3, folder: folder.path + "/r", compute: $0
            ).run()
        }
        for (job, fraction) in [
            "training": training, "choosing": choosing, "judging": judging, "topics": topics, "report": report,
        ] { #expect(fraction > 0.9 && fraction <= 1, "\(job): \(fraction)") }
    }
}
