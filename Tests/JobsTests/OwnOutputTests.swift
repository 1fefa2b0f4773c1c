import CZip
import Corpus
import Foundation
import Models
import Reports
import TestSupport
import Testing

@testable import Jobs

/// What a command wrote may be written again, and nothing else may be replaced.
@Suite struct OwnOutputTests {
    private let sample = Sample.shared

    private static let results: [(OwnOutput, @Sendable (Sample) throws -> any TabularResult)] = [
        (.watch, { try WatchJob(ArticleSource($0.files), terms: ["大模型"]).run() }),
        (
            .alerts,
            {
                try AlertJob(
                    ArticleSource($0.files), archive: nil, terms: ["大模型"], list: nil, since: AlertJob.Since("2023-12")!
                ).run()
            }
        ),
        (.topics, { try TopicsJob(ArticleSource($0.files), way: .whole(.number(3), keptIn: nil)).run() }),
        (.topics, { try TopicsJob(ArticleSource($0.files), way: .windows(.month, 2)).run() }),
        (.emerging, { try EmergingJob(ArticleSource($0.files), span: ReportedSpan(single: nil)).run() }),
        (.labels, { try LabelsJob(ArticleSource($0.files), training: TrainingOptions(threads: 2)).run() }),
        (.evaluation, { try EvaluateJob(ArticleSource($0.files), .model($0.model)).run() }),
        (.review, { try ReviewJob(ArticleSource([$0.bare]), model: $0.model).run() }),
        (.found, { try FindJob(["大模型"], in: $0.archive).run() }),
    ]

    @Test(arguments: results.indices) func aResultIsKnownAgainInEveryForm(_ index: Int) throws {
        let (own, run) = Self.results[index]
        let result = try run(sample)
        let folder = try TemporaryFolder()
        for form in ResultForm.allCases {
            let file = ResultFile(folder.path + "/r.\(form.endings[0])", as: form)
            try result.write(as: form, to: .file(file.path))
            var files = JobFiles()
            files.write(file, own)
            try files.check()
            // That of another command is none of its own.
            for (other, _) in Self.results where other.headers != own.headers {
                var files = JobFiles()
                files.write(file, other)
                #expect(throws: InvalidOption.self, "\(form) of \(own.headers) for \(other.headers)") {
                    try files.check()
                }
            }
        }
    }

    @Test(arguments: results.indices) func aColumnOfSomebodyStays(_ index: Int) throws {
        let (own, run) = Self.results[index]
        let folder = try TemporaryFolder()
        let file = ResultFile(folder.path + "/r.csv", as: .csv)
        try run(sample).write(as: .csv, to: .file(file.path))
        let text = try String(contentsOfFile: file.path, encoding: .utf8)
        try folder.write(text.replacing("\r\n", with: ",备注\r\n", maxReplacements: 1), to: "r.csv")
        var files = JobFiles()
        files.write(file, own)
        let error = #expect(throws: InvalidOption.self) { try files.check() }
        #expect(error?.description.contains("changed since trend wrote it") == true)
    }

    @Test(arguments: results.indices) func aSavedWorkbookStays(_ index: Int) throws {
        let (own, run) = Self.results[index]
        let folder = try TemporaryFolder()
        let file = ResultFile(folder.path + "/r.xlsx", as: .xlsx)
        try run(sample).write(as: .xlsx, to: .file(file.path))
        try save(file.path)
        var files = JobFiles()
        files.write(file, own)
        let error = #expect(throws: InvalidOption.self) { try files.check() }
        #expect(error?.description.contains("changed since trend wrote it") == true)
    }

    /// As programs save a workbook: they say when.
    private func save(_ path: String) throws {
        let text = try #require(WorkbookProperties.text(of: path)).replacing(
            "2000-01-01T00:00:00Z</dcterms:modified>", with: "2026-11-30T20:44:54Z</dcterms:modified>")
        let archive = try #require(zip_open(path, 0, nil))
        try Array(text.utf8).withUnsafeBytes { bytes in
            let source = try #require(zip_source_buffer(archive, bytes.baseAddress, UInt64(bytes.count), 0))
            #expect(zip_file_add(archive, "docProps/core.xml", source, zip_flags_t(ZIP_FL_OVERWRITE)) >= 0)
            #expect(zip_close(archive) == 0)
        }
    }

    @Test(arguments: ["csv", "xlsx", "jsonl"]) func whatSomebodyAddedToTaggedArticlesStays(_ ending: String) throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/t.\(ending)"
        func tag() throws {
            let form = try TagJob.Form.of(path, asked: nil, usual: .json)
            _ = try TagJob(ArticleSource([sample.bare]), model: sample.model, form: form).run(to: .file(path))
        }
        try tag()
        if ending == "xlsx" {
            try save(path)
        } else {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let (end, addition) = ending == "csv" ? ("\r\n", ",我的备注\r\n") : ("}\n", ",\"我的备注\":\"重要\"}\n")
            try folder.write(text.replacing(end, with: addition, maxReplacements: 1), to: "t.\(ending)")
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: InvalidOption.self) { try tag() }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test(arguments: ["csv", "xlsx", "jsonl"]) func taggedAndExportedArticlesAreWrittenAgain(_ ending: String) throws {
        let folder = try TemporaryFolder()
        for name in ["t", "e"] {
            let path = "\(folder.path)/\(name).\(ending)"
            for _ in 0..<2 {
                if name == "t" {
                    let form = try TagJob.Form.of(path, asked: nil, usual: .json)
                    _ = try TagJob(ArticleSource([sample.bare]), model: sample.model, form: form).run(to: .file(path))
                } else {
                    let form = try ExportJob.Form.of(path, asked: nil, usual: .jsonl)
                    _ = try ExportJob(sample.archive, as: form).run(to: .file(path))
                }
            }
        }
    }

    @Test(arguments: [
        ("topics.csv", "topic,name,merge into,hide\n1,我的名字,,\n"), ("terms.csv", "term,spellings\n芯片,芯片|半导体\n"),
        ("labels.csv", "标题,日期,行业\n甲,2024-06-01,芯片\n"), ("corpus.csv", "标题,正文\n甲,光刻机\n"),
        ("article.txt", "宁德时代发布新一代储能电池\n新电池面向电网侧储能。\n"), ("day.txt", "2024年的一篇\n正文\n"),
        ("corpus.jsonl", "{\"title\":\"甲\",\"text\":\"乙\"}\n"), ("list.json", "[\"甲\",\"乙\"]\n"),
    ])
    func whatSomebodyWroteStays(_ name: String, _ text: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(text, to: name)
        let form = try ResultForm.of(path, asked: nil, usual: .text)
        for (own, _) in Self.results {
            var files = JobFiles()
            files.write(ResultFile(path, as: form), own)
            #expect(throws: InvalidOption.self) { try files.check() }
        }
        var files = JobFiles()
        files.write(.file(path), name.hasSuffix("csv") ? .table : .jsonLines, .tagged)
        #expect(throws: InvalidOption.self) { try files.check() }
    }

    @Test func aWorkbookOfSomebodyElseStays() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/w.xlsx"
        struct List: TabularResult {
            var text: String { "" }
            func json() throws -> String { "" }
            var sheets: [Report.NamedTable] {
                var table = Table([.init("标题"), .init("日期")])
                table.append(["甲", "2024-06-01"])
                return [.init(name: "list", table: table)]
            }
        }
        try List().write(as: .xlsx, to: .file(path))
        var files = JobFiles()
        files.write(ResultFile(path, as: .xlsx), .watch)
        #expect(throws: InvalidOption.self) { try files.check() }
    }

    @Test func noNameSaysThatAFileIsPacked() throws {
        for name in ["t.jsonl.gz", "t.CSV.GZ", "t.zip"] {
            var files = JobFiles()
            files.write(.file("/tmp/\(name)"), .jsonLines, .tagged)
            #expect(throws: InvalidOption.self, "\(name)") { try files.check() }
        }
    }

    /// The sample is a corpus of records, which nobody would get back.
    @Test func aCorpusOfRecordsStays() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/r.txt"
        for _ in 0..<2 {
            _ = try TagJob(ArticleSource([sample.bare]), model: sample.model, form: .records).run(to: .file(path))
        }
        let own = try folder.write("标题: 甲\n总结: 乙\n\n标题: 丙\n总结: 丁\n标注依据: 行业 芯片 0.90\n", to: "own.txt")
        let before = try Data(contentsOf: URL(fileURLWithPath: own))
        #expect(throws: InvalidOption.self) {
            try TagJob(ArticleSource([sample.bare]), model: sample.model, form: .records).run(to: .file(own))
        }
        #expect(throws: InvalidOption.self) { try ExportJob(sample.archive, as: .records).run(to: .file(own)) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: own)) == before)
    }

    @Test func topicsAreNoModelOfLabels() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/t.trend"
        _ = try TopicsJob(ArticleSource(sample.files), way: .whole(.number(2), keptIn: path)).run()
        let error = #expect(throws: InvalidOption.self) {
            try TrainJob(ArticleSource(sample.files), way: .whole(TrainingOptions(threads: 1)), model: path).run()
        }
        #expect(error?.description.contains("holds topics") == true)
        #expect(!ModelFile.holdsTopics(path: sample.model) && ModelFile.holdsTopics(path: path))
    }
}
