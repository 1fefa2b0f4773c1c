import Corpus
import Foundation
import Models
import TestSupport
import Testing

@testable import Jobs

/// Labels that a model filled in are no labels of people.
@Suite struct PredictedLabelsTests {
    private let sample = Sample.shared
    private let folder = try! TemporaryFolder()

    /// The month without labels, tagged.
    private func tagged(_ form: TagJob.Form) throws -> String {
        let path = folder.path + "/" + (form == .json ? "t.jsonl" : "t.txt")
        _ = try TagJob(ArticleSource([sample.bare]), model: sample.model, form: form).run(to: .file(path))
        return path
    }

    private func count(_ path: String) throws -> Int {
        let source = ArticleSource([path])
        let articles = try source.readAll(source.settings(), wanted: .all, threads: 1, progress: { _ in }).articles
        #expect(articles.allSatisfy { !$0.industries.isEmpty && $0.hasPredictedLabels })
        return articles.count
    }

    @Test(arguments: [TagJob.Form.json, .records]) func teachAndJudgeNothing(_ form: TagJob.Form) throws {
        let path = try tagged(form)
        let count = try count(path)
        #expect(count > 5)
        let source = ArticleSource([path])
        let error = JobError.predictedLabels(count)
        #expect(throws: error) { try EvaluateJob(source, .model(sample.model)).run() }
        #expect(throws: error) { try LabelsJob(source, training: TrainingOptions(threads: 1)).run() }
        #expect(throws: error) {
            try TrainJob(source, way: .whole(TrainingOptions(threads: 1)), model: folder.path + "/m").run()
        }
        #expect(error.description.contains("take away"))
        let review = try ReviewJob(source, model: sample.model).run()
        #expect(review.labeled == 0 && !review.articles.isEmpty && review.reading.predictedLabels == count)
        // Beside labels of people they are told.
        let mixed = ArticleSource(sample.files + [path])
        let evaluation = try EvaluateJob(mixed, .model(sample.model)).run()
        #expect(evaluation.reading.predictedLabels == count && evaluation.unlabeled >= count)
        #expect(evaluation.reading.cleaningLines.contains { $0.contains("trend tag filled in") })
        // A person corrects one.
        let corrections = folder.path + "/c.jsonl"
        let article = try #require(
            try source.readAll(source.settings(), wanted: .all, threads: 1, progress: { _ in }).articles.first)
        try CorrectionLog(path: corrections).append(Correction(of: article, industries: ["芯片"]))
        let result = try TrainJob(
            source, way: .whole(TrainingOptions(threads: 1)), model: folder.path + "/m", correctionsPath: corrections
        ).run()
        #expect(result.labels == ["芯片"] && result.documents == 1)
    }

    @Test(arguments: [TagJob.Form.json, .records]) func giveWayToAnotherModels(_ form: TagJob.Form) throws {
        let path = try tagged(form)
        var source = ArticleSource([path])
        source.aliasesPath = try folder.write("改名: [\(try firstLabel(path))]\n", to: "a.yaml")
        let again = folder.path + "/again" + (form == .json ? ".jsonl" : ".txt")
        _ = try TagJob(source, model: sample.model, form: form).run(to: .file(again))
        #expect(try firstLabel(again) == "改名")
        #expect(try count(again) == count(path))
    }

    private func firstLabel(_ path: String) throws -> String {
        let source = ArticleSource([path])
        let articles = try source.readAll(source.settings(), wanted: .all, threads: 1, progress: { _ in }).articles
        return try #require(articles.first?.industries.first)
    }

    @Test func standInTablesApart() throws {
        let path = folder.path + "/t.csv"
        _ = try TagJob(ArticleSource([tagged(.json)]), model: sample.model, form: .csv).run(to: .file(path))
        let source = ArticleSource([path])
        let articles = try source.readAll(source.settings(), wanted: .all, threads: 1, progress: { _ in }).articles
        #expect(!articles.isEmpty && articles.allSatisfy(\.industries.isEmpty))
        let header = try String(contentsOfFile: path, encoding: .utf8).prefix { !$0.isNewline }
        #expect(!header.contains("predicted") && !header.contains("filled") && !header.contains("tags"))
    }

    @Test func columnsOfTheUsersOwnStay() throws {
        let path = try folder.write("标题,正文,分类,tags,预测行业\n皇马,皇马三球,体育,\"西甲,欧冠\",自己的\n", to: "u.csv")
        let output = folder.path + "/o.csv"
        let result = try TagJob(ArticleSource([path]), model: sample.model, form: .csv).run(to: .file(output))
        #expect(result.keptNames == ["预测行业"] && result.lines.contains { $0.contains("trend:预测行业") })
        let table = try String(contentsOfFile: output, encoding: .utf8)
        let header = table.prefix { !$0.isNewline }
        #expect(header.contains(",trend:预测行业,行业概率,") && header.contains(",tags"))
        #expect(table.contains("\"西甲,欧冠\"") && table.contains("自己的") && table.contains(",体育,"))
        let json = folder.path + "/o.jsonl"
        let second = try TagJob(ArticleSource([path]), model: sample.model).run(to: .file(json))
        #expect(second.keptNames == ["tags"])
        #expect(try String(contentsOfFile: json, encoding: .utf8).contains(#""tags":"西甲,欧冠""#))
    }

    @Test func fieldsThatRecordsLackAreNamed() throws {
        let path = try folder.write("编号,标题,正文,作者\n7,皇马,皇马三球,张三\n", to: "f.csv")
        let result = try TagJob(ArticleSource([path]), model: sample.model, form: .records)
            .run(to: .file(folder.path + "/f.txt"))
        #expect(result.omittedFields.map(\.name) == ["作者", "编号"])
        #expect(
            result.lines.contains { $0.hasPrefix("records have no place for") && $0.hasSuffix("--as json keeps them") })
        // Records that came as such keep what they have.
        let own = try folder.write("编号: 7\n标题: 皇马\n总结: 皇马三球\n作者: 张三\n", to: "g.txt")
        #expect(
            try TagJob(ArticleSource([own]), model: sample.model, form: .records)
                .run(to: .file(folder.path + "/g2.txt")).omittedFields.isEmpty)
    }
}
