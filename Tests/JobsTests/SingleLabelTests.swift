import Corpus
import Foundation
import TestSupport
import Testing

@testable import Jobs

/// Whether articles have one label each or several is seen from them, and said.
@Suite struct SingleLabelTests {
    private let folder = try! TemporaryFolder()

    /// Thirty articles of three labels, and one without a label; the first article has these labels.
    private func source(first: String = "汽车") throws -> ArticleSource {
        let topics = [("汽车", "新能源轿车交付量"), ("芯片", "晶圆厂制程良率"), ("银行", "存款利率下调")]
        let lines = (0..<30).map { number in
            let (label, text) = topics[number % 3]
            let labels = number == 0 ? first : label
            return #"{"标题": "\#(text)第\#(number)期", "总结": "\#(text)的第\#(number)份简报", "行业": "\#(labels)"}"#
        }
        let bare = #"{"标题": "无标签", "总结": "尚未标注"}"#
        return ArticleSource([try folder.write((lines + [bare]).joined(separator: "\n"), to: "a.jsonl")])
    }

    private func train(
        _ source: ArticleSource, _ isSingleLabel: Bool? = nil, precision: Double? = nil, memory: Int? = nil
    ) throws -> (TrainResult, Data) {
        let options = try TrainingOptions(isSingleLabel: isSingleLabel, precision: precision)
        let way: TrainJob.Way = memory.map { .streaming(options, memory: $0) } ?? .whole(options)
        let path = folder.path + "/model"
        let result = try TrainJob(source, way: way, model: path).run()
        return (result, try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test(arguments: [nil, 300 << 20]) func oneLabelEachIsFoundAndSaid(memory: Int?) throws {
        let (found, model) = try train(source(), memory: memory)
        #expect(found.isSingleLabel && found.choseSingleLabel)
        #expect(found.lines(aliasesPath: nil, correctionWeight: 1).contains { $0.hasPrefix("one label per article") })
        // It is the model that was asked for by --single-label.
        let (asked, same) = try train(source(), true, memory: memory)
        #expect(model == same && !asked.choseSingleLabel)
        #expect(!asked.lines(aliasesPath: nil, correctionWeight: 1).contains { $0.hasPrefix("one label per article") })
    }

    @Test(arguments: [nil, 300 << 20]) func oneArticleOfTwoLabelsMakesThemSeveral(memory: Int?) throws {
        let (result, _) = try train(source(first: "汽车,芯片"), memory: memory)
        #expect(!result.isSingleLabel && !result.choseSingleLabel && result.labels == ["汽车", "芯片", "银行"])
    }

    @Test func whoAsksOtherwiseGetsIt() throws {
        #expect(try train(source(), false).0.isSingleLabel == false)
        #expect(try train(source(), precision: 0.9).0.isSingleLabel == false)
    }

    @Test func crossValidationChoosesAlike() throws {
        func evaluated(_ isSingleLabel: Bool?) throws -> EvaluateJob.Result {
            try EvaluateJob(
                source(), .crossValidation(TrainingOptions(isSingleLabel: isSingleLabel), folds: 3)
            ).run()
        }
        let (found, asked) = (try evaluated(nil), try evaluated(true))
        #expect(found.choseSingleLabel && !asked.choseSingleLabel && found.report == asked.report)
        #expect(found.text.contains("one label per article") && !asked.text.contains("one label per article"))
    }
}
