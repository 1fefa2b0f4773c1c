import Corpus
import Foundation
import Jobs
import Models
import TestSupport
import Testing

/// A table of names of labels and a model that was trained without it.
@Suite struct ModelAliasesTests {
    private let folder = try! TemporaryFolder()

    private func labeled(_ labels: [String]) throws -> String {
        let words = ["芯片 晶圆 光刻", "球队 联赛 进球", "稻米 收割 农田"]
        let rows = (0..<60).map { index in
            let row = [
                "标题": "\(words[index % 3]) \(index)", "行业": labels[index % 3], "日期": "2024-0\(index % 2 + 1)-15",
            ]
            return String(decoding: try! JSONSerialization.data(withJSONObject: row), as: UTF8.self)
        }
        return try folder.write(rows.joined(separator: "\n"), to: "\(labels[0]).jsonl")
    }

    private func model() throws -> String {
        let path = folder.path + "/m.trend"
        _ = try TrainJob(
            ArticleSource([labeled(["科技", "体育", "农业"])]),
            way: .whole(TrainingOptions(isSingleLabel: true, minimumLabelCount: 1)), model: path
        ).run()
        return path
    }

    @Test func theModelsLabelsGoByTheTablesNames() throws {
        let model = try model()
        let table = try folder.write("硬科技: [科技]", to: "a.yaml")
        var source = try ArticleSource([labeled(["硬科技", "体育", "农业"])])
        source.aliasesPath = table
        let judged = try EvaluateJob(source, .model(model)).run()
        #expect(judged.unknownLabels == 0 && judged.report.labels.map(\.label).sorted() == ["体育", "农业", "硬科技"])
        #expect(judged.report.accuracy > 0.9)
        let tagged = try output { _ = try TagJob(source, model: model, form: .json).run(to: $0) }
        #expect(tagged.contains("硬科技") && !tagged.contains("\"科技\""))
        #expect(judged.unlabeled == 0 && !judged.text.contains("without a label"))
        // In a report the articles of the model and those of the records count together.
        let bare = try folder.write(#"{"标题":"芯片 晶圆 光刻 一","日期":"2024-02-20"}"#, to: "bare.jsonl")
        source.paths.append(bare)
        let besides = try EvaluateJob(source, .model(model)).run()
        #expect(besides.report.documents == judged.report.documents && besides.unlabeled == 1)
        #expect(besides.text.contains("\n1 article without a label is left out\n"))
        let out = folder.path + "/report"
        _ = try ReportJob(.source(source, new: [], model: model), folder: out).run()
        let report = try String(contentsOfFile: out + "/report.md", encoding: .utf8)
        #expect(report.contains("硬科技（[11]"))
    }

    @Test func labelsThatTheModelTellsApartAreNotJoined() throws {
        let model = try model()
        var source = try ArticleSource([labeled(["硬科技", "体育", "农业"])])
        source.aliasesPath = try folder.write("硬科技: [科技, 体育]", to: "b.yaml")
        let error = #expect(throws: CorpusError.self) { try EvaluateJob(source, .model(model)).run() }
        let text = "\(error.map { "\($0)" } ?? "")"
        #expect(text.contains("科技") && text.contains("体育") && text.contains("train the model again with --aliases"))
    }

    @Test func anUpdateRenamesTheModelsLabels() throws {
        let model = try model()
        var source = try ArticleSource([labeled(["科技", "体育", "农业"])])
        source.aliasesPath = try folder.write("硬科技: [科技]", to: "a.yaml")
        let newer = folder.path + "/n.trend"
        let result = try TrainJob(source, way: .update(UpdateOptions(), of: model), model: newer).run()
        #expect(result.newLabels == [] && Set(result.labels) == ["硬科技", "体育", "农业"])
        // It keeps the table, and its labels their weights.
        let judged = try EvaluateJob(ArticleSource([labeled(["科技", "体育", "农业"])]), .model(newer)).run()
        #expect(judged.unknownLabels == 0 && judged.report.accuracy > 0.9)
        source.aliasesPath = try folder.write("硬科技: [科技, 体育]", to: "b.yaml")
        #expect(throws: CorpusError.self) {
            try TrainJob(source, way: .update(UpdateOptions(), of: model), model: newer).run()
        }
    }
}
