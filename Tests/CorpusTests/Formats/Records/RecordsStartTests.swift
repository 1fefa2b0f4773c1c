import TestSupport
import Testing

@testable import Corpus

@Suite struct RecordsStartTests {
    private static let records = (1...5).map { "标题: 第\($0)\n日期: 2024-03-0\($0)\n总结: 文\($0)\n\n" }.joined()

    private func batch(_ text: String) throws -> CorpusBatch {
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write(text, to: "a.txt")])
        return try #require(try reader.next())
    }

    @Test(arguments: ["导出时间 2024-03-31 共5篇\n\n", "某平台\n\n=====\n共5篇\n"])
    func linesAboveTheFirstRecordAreTold(above: String) throws {
        let batch = try batch(above + RecordsStartTests.records)
        #expect(batch.rejects == [] && batch.articles.map(\.title) == (1...5).map { "第\($0)" })
        let lines = above.split(separator: "\n").map(String.init).filter { $0 != "=====" }
        #expect(batch.usage?.remarks.linesAboveRecords == lines)
    }

    /// `\\G` of MySQL.
    @Test(arguments: ["title", "id"])
    func rowsOfMySQLAreRecords(first: String) throws {
        let mark = String(repeating: "*", count: 27)
        let rows = (1...3).map { number in
            "\(mark) \(number). row \(mark)\n" + (first == "id" ? "     id: \(number)\n" : "")
                + "  title: 第\(number)\ncontent: 文\(number)\n   date: 2024-05-0\(number)\n"
        }
        let batch = try batch(rows.joined())
        #expect(batch.rejects == [] && batch.articles.map(\.title) == ["第1", "第2", "第3"])
        #expect(batch.articles.map(\.text) == ["文1", "文2", "文3"])
    }

    @Test func aFieldThatNobodyKnowsAboveTheFirstRecordIsOfIt() throws {
        let batch = try batch("导出时间: 2024-03-31\n\n" + RecordsStartTests.records)
        #expect(batch.rejects == [] && batch.articles.count == 5)
        #expect(batch.usage?.names.first?.name == "导出时间" && batch.usage?.names.first?.field == nil)
    }

    @Test func markedHeadsMayStandBelowATitle() throws {
        let text = (1...3).map { "【标题】第\($0)\n【时间】2024-03-0\($0)\n【正文】文\($0)\n" }.joined()
        let batch = try batch("舆情日报\n\n" + text)
        #expect(batch.articles.map(\.title) == ["第1", "第2", "第3"] && batch.articles.map(\.text) == ["文1", "文2", "文3"])
    }

    @Test(arguments: ["\u{200B}", "\u{2060}\u{FEFF} ", "\u{200E}"])
    func invisibleCharactersBeforeAHeadAreNothing(mark: String) throws {
        for text in [RecordsStartTests.records, "【标题】甲\n【正文】一\n【标题】乙\n【正文】二\n"] {
            let plain = try batch(text)
            #expect(plain.articles.count > 1)
            #expect(try batch(mark + text).articles.map(\.text) == plain.articles.map(\.text))
        }
        let inner = try batch(RecordsStartTests.records.replacing("日期", with: mark + "日期"))
        #expect(inner.articles.map(\.dateField) == (1...5).map { "2024-03-0\($0)" })
    }

    /// A text that quotes a record, and a page with a few lines of the kind.
    @Test(arguments: [
        "怎样写记录\n记录如下：\n标题：甲\n总结：一\n就这样。\n", "某网\n标题：甲\n来源：社\n时间：2024-03-01\n正文从这里开始。\n",
        "通知\n时间：下午\n地点：北京\n内容：讲座\n",
    ])
    func aTextWithAFewSuchLinesStaysOne(text: String) throws {
        let batch = try batch(text)
        #expect(
            batch.articles.count == 1 && batch.articles[0].title == text.split(separator: "\n").first.map(String.init))
    }

    @Test func linesThatRepeatAListGoOnWithIt() throws {
        let record = "标题: 甲\n行业: 科技\n来源: 社\n行业: 金融、科技\n关键词:\n关键词: 芯片\n总结: 一\n行业: 不是\n\n"
        let (articles, rejects) = try read(record + "标题: 乙\n", as: "a.txt", ReadingOptions(keepsRows: true))
        #expect(rejects == [] && articles.map(\.industries) == [["科技", "金融"], []])
        #expect(articles[0].keywords == ["芯片"] && articles[0].source == "社" && articles[0].text == "一\n行业: 不是")
        // What is written of it is read again the same.
        var writer = NativeRecordWriter()
        #expect(writer.append(articles[0]) == nil)
        let written = try read(writer.bytes, as: "a.txt").articles
        #expect(written.map(\.industries) == [["科技", "金融"]] && written.map(\.source) == ["社"])
        let json = try #require(storedJSON(of: articles[0].row))
        #expect(try read(json, as: "a.jsonl").articles.map(\.industries) == [["科技", "金融"]])
    }

    @Test func ofOtherFieldsTheFirstCountsAndTheRestIsTold() throws {
        let folder = try TemporaryFolder()
        let record = "标题: 甲\n来源:\n来源: 社\n日期: 2024-03-01\n日期: 2024-04-01\n日期: 2024-05-01\n总结: 一\n\n"
        var reader = try CorpusReader(
            paths: [folder.write(record + record, to: "a.txt")], options: ReadingOptions(keepsRows: true))
        let batch = try #require(try reader.next())
        #expect(batch.articles.map(\.dateField) == ["2024-03-01", "2024-03-01"] && batch.articles[0].source == "社")
        #expect(batch.usage?.remarks.repeatedFields.items == [.init(name: "日期", count: 4)])
        guard case .fields(let fields) = batch.articles[0].row else { return #expect(Bool(false)) }
        #expect(fields.map(\.name) == ["标题", "来源", "日期", "日期 (2)", "日期 (3)", "总结"])
        var writer = NativeRecordWriter()
        #expect(writer.append(batch.articles[0]) == nil)
        #expect(String(utf8: writer.bytes[...]) == record)
    }

    @Test func aCoverMayStandAboveTheRecords() throws {
        let cover = (1...60).map { "说明第\($0)行\n" }.joined()
        let records = "标　题：甲\n日期∶2024-03-01\n总结：一\n\n标　题：乙\n日期∶2024-04-01\n总结：二\n"
        let covered = try read(cover + records.replacing("标　题", with: "标题"), as: "a.txt")
        #expect(covered.articles.map(\.title) == ["甲", "乙"])
        let (articles, rejects) = try read(records, as: "a.txt")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙"])
        #expect(articles.map(\.dateField) == ["2024-03-01", "2024-04-01"])
    }
}
