import Corpus
import Foundation
import Jobs
import TestSupport
import Testing

/// Tags of articles that a program holds in rows.
@Suite struct RowTaggerTests {
    private let sample = Sample.shared

    private struct Tagged: Decodable {
        struct Label: Decodable {
            let label: String
            let probability: Double
        }
        let predicted: [Label]
    }

    @Test func rowsHaveTheTagsOfTheCommand() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/tagged.jsonl"
        _ = try TagJob(ArticleSource([sample.bare]), model: sample.model).run(to: .file(path))
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let tagged = try lines.map { try JSONDecoder().decode(Tagged.self, from: Data($0.utf8)) }
        let tagger = try RowTagger(model: sample.model, threads: 2)
        var rows: [RowTagger.Row] = []
        let result = try tagger.tag(ArticleSource([sample.bare])) { rows.append($0) }
        #expect(result.tagged == tagged.count && rows.count == tagged.count)
        #expect(tagger.columns.map(\.name).prefix(2) == ["预测行业", "行业概率"] && tagger.columns.last?.name == "标注依据")
        for (row, article) in zip(rows, tagged) {
            #expect(row.cells.count == tagger.columns.count)
            #expect(row.cells[0] == article.predicted.map(\.label).joined(separator: ", "))
            #expect(row.cells[1] == article.predicted.first.map { "\($0.probability)" } ?? "")
            #expect(row.cells.last!.hasPrefix("行业 "))
            #expect(String(decoding: row.record(), as: UTF8.self).hasPrefix("{\"标题\":"))
        }
    }

    @Test func rowsKnowTheirNumberAndWhatIsTheirOwn() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "{\"标题\":\"一\",\"正文\":\"机器人\"}\n{\"标题\":null}\n\n{\"标题\":\"二\",\"正文\":\"芯片\",\"标注依据\":\"人工\"}\n",
            to: "a.jsonl")
        var source = ArticleSource([path])
        source.rejectLimit = .count(1)
        let tagger = try RowTagger(model: sample.model, parts: [])
        #expect(tagger.columns.map(\.name) == ["标注依据"])
        var rows: [RowTagger.Row] = []
        let result = try tagger.tag(source) { rows.append($0) }
        #expect(rows.map(\.number) == [0, 3] && rows.map(\.cells) == [[""], [""]])
        // A person's word under the name of the column.
        #expect(result.keptNames == ["标注依据"])
        #expect(result.reading?.rejected == 1)
        #expect(throws: InvalidOption.self) { try RowTagger(model: sample.model, top: 0) }
    }

    @Test func aModelIsNotWrittenByACancelledJob() throws {
        struct Cancelled: Error {}
        let folder = try TemporaryFolder()
        let path = folder.path + "/m.trend"
        let job = try TrainJob(ArticleSource(sample.files), way: .whole(TrainingOptions(threads: 2)), model: path)
        #expect(throws: Cancelled.self) {
            try job.run { if $0 == .step("writing the model") { throw Cancelled() } }
        }
        #expect(try folder.names.isEmpty)
    }
}
