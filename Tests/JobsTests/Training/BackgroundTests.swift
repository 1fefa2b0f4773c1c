import Archive
import Corpus
import Foundation
import Models
import TestSupport
import Testing

@testable import Jobs

/// What articles without labels teach a model, and what is said of it.
@Suite struct BackgroundTests {
    private let folder = try! TemporaryFolder()

    /// Articles of two fields of sixty words each; the first ones with a label.
    private func lines(_ numbers: Range<Int>, labeled: Bool) -> String {
        numbers.map { number in
            let field = number % 2
            let words = (0..<3).map { place in
                // Scattered, but the same in each run.
                let word = Int((UInt64(number * 3 + place) &* 0x9E37_79B9_7F4A_7C15) >> 40) % 60
                let first = UInt32(0x4E00 + field * 1000 + word * 2)
                return String(String.UnicodeScalarView([Unicode.Scalar(first)!, Unicode.Scalar(first + 1)!]))
            }
            let label = labeled ? #", "label": "\#(["金融", "体育"][field])""# : ""
            return #"{"title": "\#(words.joined(separator: "的"))\#(number)"\#(label)}"#
        }.joined(separator: "\n") + "\n"
    }

    private func train(
        _ paths: [String], background: [String] = [], to name: String = "m.trend"
    ) throws -> (TrainResult, Data) {
        let path = folder.path + "/" + name
        let result = try TrainJob(
            ArticleSource(paths), way: .whole(TrainingOptions(isSingleLabel: true, minimumLabelCount: 1)), model: path,
            background: background
        ).run()
        return (result, try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func teachesAndIsSpokenOf() throws {
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<1300, labeled: false) + "{broken\n", to: "more.jsonl")
        let (result, _) = try train([labeled], background: [more])
        #expect(result.backgroundReading?.records == 1201 && result.backgroundReading?.rejected == 1)
        #expect(result.reading.records == 14 && result.reading.rejected == 0)
        let use = try #require(result.background)
        #expect(use.texts == 1200 && result.backgroundTexts == 1200 && use.chosen > 0)
        let said = result.lines(aliasesPath: nil, correctionWeight: 1).joined(separator: "\n")
        #expect(said.contains("in 1200 texts without labels") && said.contains("used: n-grams and vectors of length"))
        let held = try folder.write(lines(2000..<2200, labeled: true), to: "held.jsonl")
        let path = folder.path + "/m.trend"
        let with = try EvaluateJob(ArticleSource([held]), .model(path)).run().report.accuracy
        _ = try train([labeled])
        let without = try EvaluateJob(ArticleSource([held]), .model(path)).run().report.accuracy
        #expect(with > without + 0.05)
    }

    @Test func anArchiveIsItsOwn() throws {
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<1300, labeled: false), to: "more.jsonl")
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([labeled, more]), into: archive).run()
        let (own, model) = try train([archive])
        #expect(own.background?.texts == 1200 && own.unlabeled == 1200)
        // Files say it by the option, and give the same model.
        let (_, same) = try train([labeled, more], background: [more], to: "files.trend")
        #expect(model == same)
        // Without the option files are as ever.
        #expect(try train([labeled, more]).0.background == nil)
    }

    @Test func crossValidationLearnsFromItToo() throws {
        let labeled = try folder.write(lines(0..<24, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<1300, labeled: false) + "{broken\n", to: "more.jsonl")
        func result(_ paths: [String], background: [String] = []) throws -> EvaluateJob.Result {
            let options = try TrainingOptions(isSingleLabel: true, minimumLabelCount: 1)
            return try EvaluateJob(
                ArticleSource(paths), .crossValidation(options, folds: 4, background: background)
            ).run()
        }
        let with = try result([labeled], background: [more])
        #expect(with.backgroundReading?.records == 1201 && with.backgroundReading?.rejected == 1)
        let without = try result([labeled])
        #expect(without.backgroundReading == nil)
        #expect(with.report.accuracy > without.report.accuracy)
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([labeled, more]), into: archive).run()
        #expect(try result([archive]).report == with.report)
        #expect(throws: InvalidOption.self) {
            let options = try TrainingOptions(isSingleLabel: true)
            _ = try EvaluateJob(
                ArticleSource([labeled]), .crossValidation(options, folds: 4, background: [more]),
                output: ResultFile(more, as: .json)
            ).run()
        }
    }

    @Test func tooFewTextsTeachNothingAndItIsSaid() throws {
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<120, labeled: false), to: "more.jsonl")
        let (result, model) = try train([labeled], background: [more])
        let said = result.lines(aliasesPath: nil, correctionWeight: 1).joined(separator: "\n")
        #expect(said.contains("20 texts without labels taught nothing"))
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([labeled, more]), into: archive).run()
        #expect(try train([archive]).0.background == nil)
        #expect(!model.isEmpty)
    }

    @Test func isNoOutputAndNotForUpdates() throws {
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let options = try TrainingOptions()
        #expect(throws: InvalidOption.self) {
            try TrainJob(ArticleSource([labeled]), way: .whole(options), model: labeled, background: [labeled]).run()
        }
        #expect(throws: InvalidOption.self) {
            try TrainJob(
                ArticleSource([labeled]), way: .update(UpdateOptions(), of: "m.trend"), model: "n.trend",
                background: [labeled])
        }
    }

    @Test func streamingLearnsFromASampleThatFits() throws {
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<1300, labeled: false) + "{broken\n", to: "more.jsonl")
        func stream(
            _ paths: [String], background: [String] = [], threads: Int = 2, to name: String
        ) throws -> (TrainResult, Data) {
            let path = folder.path + "/" + name
            let options = try TrainingOptions(
                isSingleLabel: true, minimumLabelCount: 1, compute: .init(threads: threads))
            let result = try TrainJob(
                ArticleSource(paths), way: .streaming(options, memory: 210 << 20), model: path, background: background
            ).run()
            return (result, try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        let (result, model) = try stream([labeled], background: [more], to: "m.trend")
        #expect(result.backgroundReading?.records == 1201 && result.backgroundReading?.rejected == 1)
        let use = try #require(result.background)
        let sample = try #require(use.sample)
        #expect(use.texts == 1200 && result.backgroundTexts == 1200 && use.chosen > 0)
        #expect(sample.memory == 210 << 20 && sample.labeled == 14 && sample.characters > 1214 * 8)
        let said = result.lines(aliasesPath: nil, correctionWeight: 1).joined(separator: "\n")
        #expect(
            said.contains(
                "vectors were learned from \(sample.characters) characters, a sample for 210 MB of memory: "
                    + "14 labeled articles and 1200 texts without labels"), "\(said)")
        let held = try folder.write(lines(2000..<2200, labeled: true), to: "held.jsonl")
        func accuracy(_ name: String) throws -> Double? {
            try EvaluateJob(ArticleSource([held]), .model(folder.path + "/" + name)).run().report.accuracy
        }
        let with = try #require(try accuracy("m.trend"))
        let (plain, _) = try stream([labeled], to: "plain.trend")
        #expect(plain.background == nil && plain.isStreamed)
        let without = try #require(try accuracy("plain.trend"))
        #expect(with > without + 0.05)
        #expect(try stream([labeled], background: [more], threads: 1, to: "one.trend").1 == model)

        // An archive is its own background here too, and few texts of it are not spoken of.
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([labeled, more]), into: archive).run()
        let own = try #require(try stream([archive], to: "archive.trend").0.background)
        #expect(own.texts == use.texts && own.chosen == use.chosen && own.sample?.characters == sample.characters)
        #expect(try accuracy("archive.trend") == with)
        let few = folder.path + "/few.db"
        _ = try ImportJob(ArticleSource([labeled]), into: few).run()
        #expect(try stream([few], to: "few.trend").0.background == nil)
    }

    @Test func ofVeryManyTextsEverySecondIsTaken() {
        var texts = BackgroundTexts()
        let text = [UInt32](repeating: 0x4E2D, count: 100_000)
        for number in 0..<150 { texts.add([[UInt32(number)] + text, []]) }
        #expect(texts.read == 150 && texts.texts.count == 75)
        #expect(texts.texts.map { $0[0] } == (0..<75).map { UInt32($0 * 2) })
    }

    @Test func similarPhrasesNeedAModelThatKnowsThem() throws {
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<1300, labeled: false), to: "more.jsonl")
        let path = folder.path + "/m.trend"
        _ = try train([labeled])
        #expect(throws: ModelError.noVectors) { try SimilarJob("一丁", model: path).run() }
        _ = try train([labeled], background: [more])
        #expect(throws: ModelError.unknownPhrase("xyz")) { try SimilarJob("xyz", model: path).run() }
        let found = try SimilarJob("一丁", model: path, count: 5).run()
        #expect(found.neighbors.count <= 5)
        #expect(found.text.contains("similarity") || found.neighbors.isEmpty)
        #expect(throws: InvalidOption.self) { try SimilarJob("一丁", model: path, count: 0) }
        #expect(throws: InvalidOption.self) { try SimilarJob(" ", model: path) }
    }

    @Test func watchedTermsGetThePhrasesThatStandWhereTheyStand() throws {
        let fields = [
            ["芯片", "光刻机", "晶圆", "封装", "存储器", "处理器", "显卡", "传感器", "硅片", "内存", "主板", "硬盘"],
            ["股票", "基金", "债券", "利率", "信贷", "期货", "保险", "汇率", "存款", "贷款", "黄金", "外汇"],
        ]
        let news = ["公司发布", "今年以来", "市场关注", "专家表示", "记者了解到", "进展顺利", "再创新高", "明显回落", "值得期待", "上海举行"]
        func lines(_ numbers: Range<Int>, labeled: Bool) -> String {
            numbers.map { number in
                let parts = (0..<3).map { place in
                    let chance = Int((UInt64(number * 11 + place * 3 + 1) &* 0x9E37_79B9_7F4A_7C15) >> 40)
                    return news[chance % news.count] + fields[number % 2][chance / 16 % 12]
                }
                let label = labeled ? #", "label": "\#(["电子", "金融"][number % 2])""# : ""
                return #"{"title": "\#(parts.joined(separator: "，"))\#(number)"\#(label)}"#
            }.joined(separator: "\n")
        }
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<1300, labeled: false), to: "more.jsonl")
        let path = folder.path + "/m.trend"
        func watch(model: String?) throws -> WatchResult {
            try WatchJob(ArticleSource([more]), terms: ["卡=芯片|显卡", "股票", "xyz"], model: model).run()
        }
        _ = try train([labeled])
        #expect(throws: ModelError.noVectors) { try watch(model: path) }
        #expect(try watch(model: nil).relatedTable == nil)
        _ = try train([labeled], background: [more])
        let found = try watch(model: path)
        let related = found.terms.map { $0.related?.map(\.phrase) ?? [] }
        #expect(Set(related[0].prefix(5)).isSubset(of: fields[0]) && !related[0].contains("芯片"))
        #expect(related[0].count == 8 && !related[0].contains("显卡"))
        #expect(Set(related[1].prefix(5)).isSubset(of: fields[1]))
        let single = try SimilarJob("股票", model: path, count: 8).run()
        #expect(single.isKnown && found.terms[1].related == single.neighbors)
        #expect(found.terms[2].related == [])
        #expect(found.text.contains("related to 卡: \(related[0].joined(separator: ", "))"))
        #expect(found.text.contains("related to xyz: unknown"))
        #expect(found.relatedTable?.rows.count == 16 && found.sheets.last?.name == "related")
    }

    @Test func anOlderProgramIsToldByTheVersion() throws {
        let labeled = try folder.write(lines(0..<14, labeled: true), to: "labeled.jsonl")
        let more = try folder.write(lines(100..<1300, labeled: false), to: "more.jsonl")
        #expect(try train([labeled]).1[8] == 2)
        #expect(try train([labeled], background: [more]).1[8] == 3)
    }
}
