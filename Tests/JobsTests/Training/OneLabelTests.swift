import Corpus
import Foundation
import Models
import TestSupport
import Testing

@testable import Jobs

/// What models of one label per article do with articles of several.
@Suite struct OneLabelTests {
    private let folder = try! TemporaryFolder()

    private func article(_ number: Int, _ label: String) -> String {
        let topics = ["汽车": "新能源轿车交付量", "芯片": "晶圆厂制程良率", "银行": "存款利率下调"]
        let text = topics[label] ?? "新能源轿车与晶圆厂"
        return #"{"标题": "\#(text)第\#(number)期", "总结": "\#(text)的第\#(number)份简报", "行业": "\#(label)"}"#
    }

    private func file(_ labels: [String], _ name: String = "a.jsonl") throws -> String {
        try folder.write(labels.enumerated().map(article).joined(separator: "\n"), to: name)
    }

    private func train(_ labels: [String], _ isSingleLabel: Bool? = nil) throws -> (TrainResult, path: String) {
        let path = folder.path + "/m.trend"
        let options = try TrainingOptions(isSingleLabel: isSingleLabel)
        return (try TrainJob(ArticleSource([file(labels)]), way: .whole(options), model: path).run(), path)
    }

    private let three = (0..<30).map { ["汽车", "芯片", "银行"][$0 % 3] }

    @Test func severalLabelsOfAnArticleStaySeveral() throws {
        let (_, model) = try train(three)
        for labels in [#"汽车\n芯片"#, "汽车, 芯片"] {
            let source = ArticleSource([try file([labels], "b.jsonl")])
            let (tagger, settings) = try source.tagger(model)
            #expect(tagger.classifier.isSingleLabel)
            let articles = try source.readAll(settings, wanted: .all, threads: 1, progress: { _ in }).articles
            #expect(articles.map(\.industries) == [["汽车", "芯片"]])
        }
    }

    @Test func labelsWithSeparatorsStayWhole() throws {
        let (result, model) = try train(three.map { $0 == "汽车" ? "汽车、摩托" : $0 }, true)
        #expect(result.labels.contains("汽车、摩托"))
        let source = ArticleSource([try file(["汽车、摩托"], "b.jsonl")])
        let (_, settings) = try source.tagger(model)
        let articles = try source.readAll(settings, wanted: .all, threads: 1, progress: { _ in }).articles
        #expect(articles.map(\.industries) == [["汽车、摩托"]])
    }

    @Test func fewArticlesOfSeveralLabelsDoNotDecide() throws {
        let many = (0..<240).map { ["汽车", "芯片", "银行"][$0 % 3] }
        func line(_ result: TrainResult) -> String? {
            result.lines(aliasesPath: nil, correctionWeight: 2).first { $0.contains("per article") }
        }
        let (one, _) = try train(many + ["汽车,芯片", "芯片,银行"])
        #expect(one.isSingleLabel && one.labels == ["汽车", "芯片", "银行"])
        #expect(line(one)?.contains("only 2 of 242 labeled articles have several") == true)
        #expect(line(one)?.contains("--no-single-label") == true)
        let (several, _) = try train(many + Array(repeating: "汽车,芯片", count: 5))
        #expect(
            !several.isSingleLabel
                && line(several)?.contains("5 of 245 labeled articles have several; --single-label") == true)
        // Who asked knows; but that labels are dropped is said.
        #expect(line(try train(many + ["汽车,芯片"], false).0) == nil)
        #expect(line(try train(many, true).0) == nil)
    }

    @Test func labelsOfPartsAddUp() {
        let labels = [["a"], [], ["a", "b"], ["b"], []]
        let articles = labels.map { Article(title: "甲", industries: $0) }
        var sum = LabelsPerArticle()
        for article in articles { sum += LabelsPerArticle([article]) }
        #expect(sum == LabelsPerArticle(articles) && sum.labeled == 3 && sum.several == 1 && sum.isVaried)
        var same = LabelsPerArticle([articles[0]])
        same += LabelsPerArticle([articles[1], articles[2]])
        #expect(!same.isVaried && same.labeled == 2)
    }

    @Test func aModelOfOneLabelIsSaid() throws {
        let (result, _) = try train(Array(repeating: "汽车", count: 20))
        #expect(
            result.lines(aliasesPath: nil, correctionWeight: 2).contains { $0.hasPrefix("the model knows one label") })
        let evaluation = try EvaluateJob(
            ArticleSource([file(Array(repeating: "汽车", count: 20))]), .crossValidation(TrainingOptions(), folds: 2)
        ).run()
        #expect(evaluation.notes.contains { $0.hasPrefix("all articles have one label") })
    }

    @Test func whatAnEvaluationLeavesOutIsInEveryForm() throws {
        let (_, model) = try train(three)
        let bare = #"{"标题": "无标签", "总结": "尚未标注"}"#
        let path = try folder.write([article(1, "汽车"), article(2, "航母"), bare].joined(separator: "\n"), to: "e.jsonl")
        let result = try EvaluateJob(ArticleSource([path]), .model(model)).run()
        #expect(
            result.notes == [
                "1 given label is unknown to the model and counts as missed", "1 article without a label is left out",
            ])
        #expect(result.notes.allSatisfy(result.text.contains))
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(result.json().utf8)) as? [String: Any])
        #expect(json["unlabeled"] as? Int == 1 && json["unknownLabels"] as? Int == 1 && json["microF1"] is Double)
        #expect(result.sheets.last?.table.rows.contains { $0.map(\.text) == ["note", result.notes[0]] } == true)
    }

    @Test func labelsLearnedByNoFoldAreNamed() throws {
        let labels = (0..<987).map { $0 < 3 ? "银行" : ["汽车", "芯片"][$0 % 2] }
        let result = try EvaluateJob(
            ArticleSource([file(labels)]), .crossValidation(TrainingOptions(), folds: 5)
        ).run()
        #expect(result.rareLabels == ["银行"])
        #expect(result.notes.contains { $0.hasPrefix("1 label has too few articles to be learned") })
    }

    @Test func labelsThatDifferInCaseAreSaid() throws {
        let source = ArticleSource([try file(three + ["AI", "Ai", "ai", "ai"])])
        let reading = try LabelsJob(source, training: TrainingOptions()).run().reading
        #expect(reading.alikeLabels == [["ai", "AI", "Ai"]])
        #expect(reading.cleaningLines.contains { $0.contains("ai, AI, Ai") && $0.contains("(ai: [AI])") })
    }
}
