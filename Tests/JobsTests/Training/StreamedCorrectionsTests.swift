import Archive
import Corpus
import Foundation
import TestSupport
import Testing

@testable import Jobs

/// Corrections hold for articles that are streamed as they do in memory.
@Suite struct StreamedCorrectionsTests {
    private let folder = try! TemporaryFolder()

    private static let topics = ["汽车": "新能源轿车交付量", "芯片": "晶圆厂制程良率", "银行": "存款利率下调"]

    /// - Parameter label: none where it is empty.
    private func article(_ number: Int, _ topic: String, label: String) -> String {
        let link = number % 2 == 0 ? #""链接": "https://a.cn/\#(number)", "# : ""
        let text = Self.topics[topic]!
        return #"{\#(link)"标题": "\#(text)第\#(number)期", "总结": "\#(text)的第\#(number)份简报", "行业": "\#(label)"}"#
    }

    private let names = ["汽车", "芯片", "银行"]

    /// Articles of three topics; of every tenth the label is missing or wrong.
    private func corpus(_ count: Int = 300, several: Bool = false) throws -> String {
        let lines = (0..<count).map { number in
            let topic = names[number % 3]
            var label = number % 20 == 0 ? "" : number % 10 == 0 ? names[(number + 1) % 3] : topic
            if several, number % 4 == 1 { label += ",快讯" }
            return article(number, topic, label: label)
        }
        return try folder.write(lines.joined(separator: "\n"), to: "a.jsonl")
    }

    /// Corrects every tenth article, by link and by fingerprint.
    private func corrections(of path: String, labels: (String) -> [String] = { [$0] }) throws -> String {
        let source = ArticleSource([path])
        let articles = try source.readAll(source.settings(), wanted: .all, threads: 1, progress: { _ in }).articles
        let corrections = articles.compactMap { article -> Correction? in
            let number = article.title.drop { !$0.isNumber }.dropLast()
            guard Int(number)! % 10 == 0 || Int(number)! % 50 == 7 else { return nil }
            let topic = Self.topics.first { article.title.hasPrefix($0.value) }!.key
            return Correction(of: article, industries: labels(topic))
        }
        return try folder.write(corrections.map { $0.json + "\n" }.joined(), to: "c.jsonl")
    }

    private func train(
        _ paths: [String], _ corrections: String?, memory: Int? = 250 << 20, options: TrainingOptions? = nil,
        aliases: String? = nil, background: [String] = [], rejects: String? = nil
    ) throws -> (result: TrainResult, bytes: Data) {
        var source = ArticleSource(paths)
        source.aliasesPath = aliases
        source.rejectsPath = rejects
        let options = try options ?? TrainingOptions(compute: .init(threads: 2))
        let model = folder.path + "/m.trend"
        let result = try TrainJob(
            source, way: memory.map { .streaming(options, memory: $0) } ?? .whole(options), model: model,
            correctionsPath: corrections, background: background
        ).run()
        return (result, try Data(contentsOf: URL(fileURLWithPath: model)))
    }

    /// What is said of how articles were read and corrected.
    private func said(_ result: TrainResult) -> [String] {
        (result.corrections?.lines ?? [])
            + result.lines(aliasesPath: nil, correctionWeight: 2).filter {
                $0.contains("correct") || $0.contains("without a label") || $0.contains("per article")
                    || $0.contains("left out")
            }
    }

    @Test(arguments: [false, true]) func holdAsInMemory(several: Bool) throws {
        let articles = try corpus(several: several)
        let file = try corrections(of: articles) { several ? [$0, "快讯"] : [$0] }
        let extra =
            #"{"链接":"https://a.cn/9999","标题":"没有这篇","行业":["汽车"]}"# + "\n"
            + #"{"链接":"https://a.cn/2","标题":"另一个标题","行业":["汽车"]}"# + "\nnonsense\n"
        let lines = try String(contentsOfFile: file, encoding: .utf8) + extra
        _ = try folder.write(lines, to: "c.jsonl")
        let rejects = folder.path + "/rejects.txt"
        let (streamed, _) = try train([articles], file, rejects: rejects)
        let listed = try String(contentsOfFile: rejects, encoding: .utf8)
        let (learned, _) = try train([articles], file, memory: nil, rejects: rejects)
        #expect(streamed.isStreamed && !learned.isStreamed)
        #expect(streamed.corrected == 36 && learned.corrected == 36)
        #expect(streamed.documents == 300 && streamed.unlabeled == 0 && learned.documents == 300)
        #expect(streamed.labels == learned.labels && streamed.isSingleLabel == learned.isSingleLabel)
        #expect(streamed.corrections == learned.corrections && streamed.corrections?.rejected == 1)
        #expect(streamed.corrections?.unmatched == 1 && streamed.corrections?.otherTitles == 1)
        #expect(said(streamed) == said(learned))
        #expect(try listed.contains("c.jsonl") && String(contentsOfFile: rejects, encoding: .utf8) == listed)
    }

    @Test func theModelIsTheSameAtAnyNumberOfThreads() throws {
        let articles = try corpus(3000)
        let file = try corrections(of: articles)
        let models = try [1, 3].map { threads in
            try train([articles], file, options: TrainingOptions(compute: .init(threads: threads)))
        }
        #expect(models[0].bytes == models[1].bytes && models[0].result.corrected == 360)
        // They teach, and so does their weight.
        let light = try train([articles], file, options: TrainingOptions(correctionWeight: 1))
        #expect(light.bytes != models[0].bytes && light.result.corrected == 360)
        #expect(try train([articles], nil).bytes != light.bytes)
    }

    @Test func anArchivesCorrectionsWeighAsThoseOfAFile() throws {
        let articles = try corpus()
        let file = try corrections(of: articles)
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([articles]), into: archive, correctionsPath: file).run()
        let options = try TrainingOptions(correctionWeight: 20, compute: .init(threads: 2))
        let (kept, bytes) = try train([archive], nil, options: options)
        let (listed, same) = try train([articles], file, options: options)
        #expect(kept.corrected == 36 && listed.corrected == 36 && bytes == same)
        #expect(kept.lines(aliasesPath: nil, correctionWeight: 20).contains("36 of them corrected, with weight 20"))
        #expect(try train([archive], nil).bytes != bytes)
    }

    @Test func labelsOfCorrectionsGetTheirOtherNames() throws {
        let articles = try corpus()
        let file = try corrections(of: articles) { $0 == "汽车" ? ["Auto"] : [$0] }
        let aliases = try folder.write("汽车: [Auto]\n", to: "aliases.yaml")
        #expect(try train([articles], file).result.labels.contains("Auto"))
        let (renamed, bytes) = try train([articles], file, aliases: aliases)
        #expect(renamed.labels == names && renamed.aliases?.names == 1)
        let plain = try corrections(of: articles)
        #expect(try train([articles], plain, aliases: aliases).bytes == bytes)
    }

    /// Few corrections to several labels do not make a model of several labels.
    @Test func fewOfSeveralLabelsDoNotDecide() throws {
        let articles = try corpus(2000)
        var few = try String(contentsOfFile: corrections(of: articles), encoding: .utf8).split(separator: "\n")
        few[0].replace("]}", with: ",\"快讯\"]}")
        let file = try folder.write(few.joined(separator: "\n"), to: "c.jsonl")
        let (streamed, learned) = try (train([articles], file).result, train([articles], file, memory: nil).result)
        #expect(streamed.isSingleLabel && streamed.labels == names && streamed.corrected == 240)
        #expect(streamed.labelsPerArticle == learned.labelsPerArticle && streamed.labelsPerArticle.several == 1)
        #expect(said(streamed) == said(learned))
    }

    @Test func fewLabeledArticlesWithABackgroundWeighThem() throws {
        let articles = try corpus(60)
        let file = try corrections(of: articles)
        let texts = (0..<600).map { #"{"标题": "\#(Self.topics[names[$0 % 3]]!)第\#($0 + 1000)天"}"# }
        let more = try folder.write(texts.joined(separator: "\n"), to: "more.jsonl")
        func model(_ weight: Float) throws -> (result: TrainResult, bytes: Data) {
            let options = try TrainingOptions(minimumLabelCount: 1, correctionWeight: weight)
            return try train([articles], file, options: options, background: [more])
        }
        let (light, heavy) = try (model(1), model(20))
        #expect(heavy.result.corrected == 8 && heavy.result.background != nil && light.bytes != heavy.bytes)
    }

    @Test func withoutALabelTheCorrectionsAreNamed() throws {
        let bare = try folder.write(
            (0..<30).map { article($0, names[$0 % 3], label: "") }.joined(separator: "\n"), to: "a.jsonl")
        let file = try folder.write(#"{"链接":"https://b.cn/1","标题":"别处","行业":["汽车"]}"# + "\n", to: "c.jsonl")
        func message(memory: Int?) -> String {
            do {
                _ = try train([bare], file, memory: memory)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message(memory: 250 << 20).contains("not in the corpus: 别处, and"))
        #expect(message(memory: 250 << 20) == message(memory: nil))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/m.trend"))
    }

    @Test func correctionsThatDoNotFitAreRefused() throws {
        let file = try corrections(of: corpus())
        let error = #expect(throws: CorpusError.self) {
            try train([folder.path + "/a.jsonl"], file, memory: 64 << 20)
        }
        #expect(error?.description.contains("c.jsonl: these corrections need about") == true)
    }
}
