import Archive
import Corpus
import Foundation
import Reports
import TestSupport
import Testing

@testable import Jobs

/// Articles and results as CSV and workbooks, and back again.
@Suite struct TableFilesTests {
    private let sample = Sample.shared

    private static func line(_ fields: [(String, String)]) throws -> String {
        try CanonicalJSON.string(Dictionary(fields) { first, _ in first }) + "\n"
    }

    /// Articles with hostile texts in every field. Titles are unlike, so that no two are the same article.
    private static func corpus(_ folder: TemporaryFolder) throws -> String {
        let dates = ["2024-05-01", "2024-05-01 08:30:00", "2024年5月1日", "Sat Mar 02 08:30:00 +0800 2024", "不详", ""]
        let texts = HostileTexts.all.filter { $0.count < 30_000 && !$0.unicodeScalars.contains("\0") }
        var lines = ""
        for (index, text) in texts.enumerated() {
            lines += try line([
                ("标题", text + "第\(index)篇"), ("正文", text + "新闻的正文\(index)"), ("日期", dates[index % dates.count]),
                ("链接", "https://a.example/\(index)"), ("来源", text), ("行业", "财经, \(index)号\\,业"), ("关键词", "甲、乙\(index)"),
                ("重大事件摘要", text), ("编号", "00\(index)"), ("阅读数", "\(index * 1000)"), ("=坏", text),
            ])
        }
        return try folder.write(lines, to: "c.jsonl")
    }

    private func articles(_ path: String) throws -> [Article] {
        let (articles, rejects) = try CorpusReader.read(paths: [path])
        #expect(rejects.isEmpty, "\(rejects.prefix(3))")
        return articles.map { article in
            var article = article
            (article.origin, article.row) = (Origin(file: "", line: 0), .none)
            return article
        }
    }

    /// A carriage return is a line end in both forms, and CSV holds no control characters.
    private func asWritten(_ article: Article, csv: Bool) -> Article {
        func clean(_ text: String) -> String {
            var text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            if csv {
                text = String(
                    String.UnicodeScalarView(
                        text.unicodeScalars.map {
                            $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" ? " " : $0
                        }))
            }
            return text
        }
        var article = article
        (article.title, article.text, article.source) = (
            clean(article.title), clean(article.text), clean(article.source)
        )
        article.events = clean(article.events)
        return article
    }

    @Test(arguments: ["csv", "xlsx"])
    func anExportIsReadAgainAsTheSameArticles(_ ending: String) throws {
        let folder = try TemporaryFolder()
        let corpus = try Self.corpus(folder)
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource([corpus]), into: archive).run()
        let path = folder.path + "/e." + ending
        let form = try ExportJob.Form.of(path, asked: nil, usual: .jsonl)
        let result = try ExportJob(archive, as: form).run(to: .file(path))
        #expect(result.losses == .init() && result.omittedFields.isEmpty)
        let expected = try articles(corpus).map { asWritten($0, csv: ending == "csv") }
        #expect(try result.written == expected.count && articles(path) == expected)
        // And once more through an archive.
        let second = folder.path + "/b.db"
        _ = try ImportJob(ArticleSource([path]), into: second).run()
        let again = folder.path + "/f." + ending
        _ = try ExportJob(second, as: form).run(to: .file(again))
        #expect(try articles(again) == expected)
    }

    @Test(arguments: ["csv", "xlsx"])
    func taggedArticlesHaveTheirTagsInColumnsOfTheirOwn(_ ending: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/t." + ending
        let form = try TagJob.Form.of(path, asked: nil, usual: .json)
        let result = try TagJob(ArticleSource([sample.bare]), model: sample.model, form: form, threads: 2)
            .run(to: .file(path))
        let tagged = try articles(path)
        #expect(try tagged.count == result.tagged && tagged == articles(sample.bare).map { asWritten($0, csv: true) })
        var options = ReadingOptions(keepsRows: true)
        options.keepsEmpty = true
        let rows = try CorpusReader.read(paths: [path], options: options).articles.map(\.row)
        let lines = try output { _ = try TagJob(ArticleSource([sample.bare]), model: sample.model).run(to: $0) }
        for (row, line) in zip(rows, lines.split(separator: "\n")) {
            guard case .fields(let fields) = row else { throw CorpusError.notFound(path: path) }
            let cells = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
            let json = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let predicted = try #require(json["predicted"] as? [[String: Any]])
            #expect(cells["预测行业"] == predicted.compactMap { $0["label"] as? String }.joined(separator: ", "))
            let best = try #require((predicted.first?["probability"] as? NSNumber)?.doubleValue)
            #expect(abs((Double(cells["行业概率"] ?? "") ?? 0) - best) < 1e-9)
            let reasons = try #require(json["tags"] as? [String: [[String: Any]]])["keywords"] ?? []
            for tag in reasons {
                let label = try #require(tag["label"] as? String)
                #expect(cells["预测关键词"]?.contains(label) == true && cells["标注依据"]?.contains("关键词 \(label)") == true)
            }
        }
    }

    @Test func tagsOfATableAreMadeAnew() throws {
        let folder = try TemporaryFolder()
        var files: [String] = [sample.bare]
        for turn in 1...2 {
            let path = folder.path + "/\(turn).csv"
            _ = try TagJob(ArticleSource([files.last!]), model: sample.model, form: .csv).run(to: .file(path))
            files.append(path)
        }
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: files[1])) == Data(contentsOf: URL(fileURLWithPath: files[2])))
    }

    /// Whatever of ours has the name of a column of the articles' own, that one stays, also when the table is tagged again.
    @Test func columnsOfTheArticlesOwnStay() throws {
        let folder = try TemporaryFolder()
        var path = try folder.write(
            "标题,正文,预测行业,标注依据\n宁德时代发布新一代储能电池,新电池面向电网侧储能,我的标签,张三核对\n机器人进厂,人形机器人走进工厂,,\n", to: "own.csv")
        for turn in 1...3 {
            let next = folder.path + "/\(turn).csv"
            let result = try TagJob(
                ArticleSource([path]), model: sample.model, parts: [.industries], form: .csv
            ).run(to: .file(next))
            #expect(result.keptNames == ["预测行业", "标注依据"])
            path = next
            let rows = try CorpusReader.read(paths: [path], options: ReadingOptions(keepsRows: true)).articles.map(
                \.row)
            guard case .fields(let fields)? = rows.first else { throw CorpusError.notFound(path: path) }
            let cells = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
            #expect(cells["预测行业"] == "我的标签" && cells["标注依据"] == "张三核对")
            #expect(cells["trend:标注依据"]?.hasPrefix("行业 ") == true && cells["trend:预测行业"]?.isEmpty == false)
            #expect(cells["行业概率"].flatMap(Double.init) != nil && cells["trend:行业概率"] == nil)
        }
    }

    @Test func fieldsThatComeLateAreReported() throws {
        let folder = try TemporaryFolder()
        let filler = String(repeating: "文", count: 100_000)
        var lines = (0..<40).map { "{\"标题\":\"甲\($0)\",\"正文\":\"\(filler)\",\"编号\":\"00\($0)\"}\n" }.joined()
        lines += "{\"标题\":\"乙\",\"正文\":\"丙\",\"编号\":\"7\",\"后来\":\"x\"}\n"
        let path = try folder.write(lines, to: "c.jsonl")
        let table = folder.path + "/t.csv"
        let result = try TagJob(ArticleSource([path]), model: sample.model, parts: [.industries], form: .csv)
            .run(to: .file(table))
        #expect(result.omittedFields == [OmittedField(name: "后来", articles: 1)] && result.lines.count == 1)
        #expect(try String(contentsOfFile: table, encoding: .utf8).contains("'000"))
    }

    @Test func aCutShortExportLeavesNothing() throws {
        let folder = try TemporaryFolder()
        struct Stop: Error {}
        for form in [ExportJob.Form.csv, .xlsx] {
            #expect(throws: Stop.self) {
                try ExportJob(sample.archive, as: form).run(to: .file(folder.path + "/a")) { _ in throw Stop() }
            }
        }
        #expect(try folder.names == [])
    }

    @Test func resultsAreWrittenInEveryForm() throws {
        let source = ArticleSource(sample.files)
        let folder = try TemporaryFolder()
        let results: [any TabularResult] = [
            try WatchJob(source, terms: ["人工智能", "]]>|=1"]).run(), try EmergingJob(source).run(),
            try TopicsJob(source, way: .whole(.number(3), keptIn: nil)).run(),
            try TopicsJob(source, way: .windows(.quarter, 3)).run(), try FindJob(["模型"], in: sample.archive).run(),
            try ReviewJob(ArticleSource([sample.bare]), model: sample.model, count: 3).run(),
            try EvaluateJob(source, .model(sample.model)).run(),
            try LabelsJob(source, training: TrainingOptions(threads: 2)).run(),
        ]
        for (index, result) in results.enumerated() {
            for form in ResultForm.allCases {
                let path = folder.path + "/\(index).\(form.endings[0])"
                #expect(try result.write(as: form, to: .file(path)) == .init())
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                switch form {
                case .text: #expect(String(decoding: bytes, as: UTF8.self) == result.text)
                case .json: #expect(try String(decoding: bytes, as: UTF8.self) == result.json())
                case .csv: #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) && bytes.suffix(2) == Data("\r\n".utf8))
                case .xlsx: #expect(bytes.starts(with: [0x50, 0x4B, 3, 4]))
                }
            }
            #expect(Set(result.sheets.map(\.name)).count == result.sheets.count)
        }
    }

    @Test func formsAreToldByNames() throws {
        #expect(try TagJob.Form.of("a.CSV", asked: nil, usual: .json) == .csv)
        #expect(try TagJob.Form.of("a.v2/b", asked: nil, usual: .json) == .json)
        #expect(try TagJob.Form.of("a.txt", asked: .records, usual: .json) == .records)
        #expect(try TagJob.Form.of("a.csv", asked: .json, usual: .json) == .json)
        #expect(try TagJob.Form.of("a", asked: .xlsx, usual: .json) == .xlsx)
        #expect(try ExportJob.Form.of(nil, asked: nil, usual: .jsonl) == .jsonl)
        #expect(try ResultForm.of("a.txt", asked: nil, usual: .text) == .text)
        for (path, asked) in [("a.pdf", nil), ("a.xls", nil), ("a.xlsx", .csv), ("a.csv", .xlsx)]
            as [(String, ResultForm?)]
        {
            #expect(throws: InvalidOption.self) { try ResultForm.of(path, asked: asked, usual: .text) }
        }
        do { _ = try TagJob.Form.of("a.ods", asked: nil, usual: .json) } catch let error as InvalidOption {
            #expect(error.description.contains(".json, .jsonl, .csv, .xlsx"))
        }
    }
}
