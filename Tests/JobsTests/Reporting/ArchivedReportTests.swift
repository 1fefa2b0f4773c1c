import Archive
import Corpus
import Foundation
import TrendNumerics
import TestSupport
import Testing
import Timeline

@testable import Jobs

/// A report that reads few articles of an archive says what one says that reads all of them.
@Suite struct ArchivedReportTests {
    private let folder: TemporaryFolder
    private let archive: String

    init() throws {
        folder = try TemporaryFolder()
        archive = folder.path + "/a.db"
        var author = Author()
        let rows = (0..<1600).flatMap { author.rows($0) }
        let file = try folder.write(rows.joined(separator: "\n"), to: "a.jsonl")
        let aliases = try folder.write("芯片: [半导体]\n", to: "aliases.yaml")
        var source = ArticleSource([file])
        source.aliasesPath = aliases
        _ = try ImportJob(source, into: archive).run()
        try author.tag(try Archive(path: archive))
    }

    /// Articles of two years and two months with all that a report counts.
    private struct Author {
        private var random = SeededGenerator(seed: 5)
        private let phrases: [String]

        init() {
            var random = SeededGenerator(seed: 4)
            phrases = (0..<40).map { index in
                String(
                    String.UnicodeScalarView(
                        (0..<2 + index % 3).map { _ in
                            Unicode.Scalar(0x4E00 + UInt32.random(in: 0..<4000, using: &random))!
                        }))
            }
        }

        private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

        private mutating func letters(_ count: Int) -> String {
            String(String.UnicodeScalarView((0..<count).map { _ in Unicode.Scalar(UInt32(0x5000 + pick(8000)))! }))
        }

        mutating func rows(_ index: Int) -> [String] {
            // 2022-01-01 to 2024-02-14.
            let day = 18_993 + index * 775 / 1600
            // New phrases come up in the last months.
            let known = day > 19_720 ? 40 : 32
            let title = (0..<3).map { _ in phrases[pick(known)] + letters(3) }.joined()
            var fields = [#""title":"\#(title)""#, #""n":\#(index)"#]
            func date(_ day: Int) -> String { CalendarDate(daysSince1970: day)!.description }
            var dated = fields
            switch index % 20 {
            case 0: dated += [#""date":"近日""#]
            case 1:
                dated += [
                    #""link":"https://news.example/\#(date(day).replacingOccurrences(of: "-", with: ""))/\#(index)""#
                ]
            case 2: dated += [#""date":"近日""#, #""link":"https://news.example/\#(date(day))/\#(index)""#]
            default: dated += [#""date":"\#(date(day))""#]
            }
            if pick(3) > 0 { dated.append(#""source":"报\#(pick(5))""#) }
            if pick(2) == 0 {
                dated.append(
                    #""label":"\#(["芯片", "半导体", "科技（硬件）", "科技(硬件)", "汽车，芯片，半导体"][pick(5)])""#)
            }
            if pick(3) == 0 { dated.append(#""keywords":["词\#(pick(30))","词\#(pick(4))"]"#) }
            if pick(4) == 0 { dated.append(#""technology":"技\#(pick(12))""#) }
            var rows = ["{" + dated.joined(separator: ",") + "}"]
            if index % 9 == 0 {
                fields += [#""date":"\#(date(min(day + 1 + pick(40), 19_767)))""#, #""source":"转载""#]
                rows.append("{" + fields.joined(separator: ",") + "}")
            }
            if index % 300 == 7 { rows += bridged(title, day: day, index) }
            return rows
        }

        /// Two articles that a third one makes one story, later than both: across the end of a month in some cases.
        private mutating func bridged(_ title: String, day: Int, _ index: Int) -> [String] {
            let month = CalendarDate(daysSince1970: day)!
            let last = CalendarDate(year: month.year, month: month.month, day: 28)!.daysSince1970
            let text = letters(240)
            return [
                (last, String(text.prefix(200))), (last, String(text.suffix(200))),
                (last + 5, String(text.dropFirst(20).prefix(200))),
            ].enumerated().map {
                #"{"text":"\#($1.1)","date":"\#(CalendarDate(daysSince1970: $1.0)!)","n":\#(index * 10 + $0)}"#
            }
        }

        mutating func tag(_ archive: Archive) throws {
            var reader = try ArchiveReader(archive)
            var tags: [(Int64, InferredTags)] = []
            var corrections: [Correction] = []
            var records = StoredRecordReader(ReadingOptions())
            while let page = try reader.nextPage() {
                for entry in page {
                    let read = records.article(entry.record)
                    let article = try #require(read)
                    if pick(60) == 0 {
                        corrections.append(Correction(of: article, industries: [["半导体"], ["能源", "汽车"]][pick(2)]))
                    }
                    if pick(8) == 0 { continue }
                    let count = pick(3)
                    tags.append(
                        (
                            entry.id,
                            InferredTags([
                                .industries: (0..<count).map {
                                    .init(
                                        label: ["能源", "芯片", "汽车"][$0 + pick(2)], probability: Double(2 + pick(7)) / 10)
                                }.uniqued,
                                .technologies: (0..<pick(2)).map { _ in .init(label: "技\(pick(12))") },
                                .keywords: (0..<pick(3)).map { .init(label: "词\($0 * 7 + pick(7))") },
                            ])
                        ))
                }
            }
            try archive.keep(tags, model: "m")
            try archive.correct(corrections)
        }
    }

    private func report(_ name: String, mostRead: Int, _ span: ReportedSpan) throws -> String {
        var job = try ReportJob(
            .archive(archive, reading: ArticleSource([]), model: nil), span: span, terms: ["词|\(phrase)", "没有"],
            topics: 3,
            folder: folder.path + "/" + name, compute: .init(threads: 2))
        job.mostRead = mostRead
        _ = try job.run()
        return folder.path + "/" + name
    }

    private var phrase: String { "科技" }

    private func span(_ name: String) throws -> ReportedSpan {
        switch name {
        case "month": try ReportedSpan(single: .init(month: "2024-01"))
        case "months": try ReportedSpan(from: .init(month: "2023-11"), to: .init(month: "2023-12"))
        case "week": try ReportedSpan(by: .week)
        case "days": try ReportedSpan(last: "30d")
        default: .latest
        }
    }

    @Test(arguments: ["month", "months", "week", "days", "latest"]) func saysWhatReadingAllSays(_ name: String) throws {
        let span = try span(name)
        let whole = try report("whole", mostRead: .max, span)
        let few = try report("few", mostRead: 0, span)
        defer { for path in [whole, few] { try? FileManager.default.removeItem(atPath: path) } }
        func text(_ folder: String, _ name: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
        }
        let tables = try FileManager.default.contentsOfDirectory(atPath: whole + "/tables").sorted()
        // Topics are counted in first articles of stories there, and with them change the articles to read; the lists of
        // articles number stories otherwise.
        let differing = ["articles.csv", "central.csv", "novel.csv"]
        func missing(_ names: [String], in others: [String]) -> [String] {
            names.filter { !$0.hasPrefix("topics") && !differing.contains($0) && !others.contains($0) }
        }
        let ownTables = try FileManager.default.contentsOfDirectory(atPath: few + "/tables")
        #expect(missing(tables, in: ownTables) == [])
        #expect(missing(ownTables, in: tables) == [])
        #expect(tables.contains("industries.csv") && tables.contains("sources.csv") && tables.contains("keywords.csv"))
        for table in tables where !table.hasPrefix("topics") && !differing.contains(table) {
            #expect(try text(few, "tables/" + table) == text(whole, "tables/" + table), "\(table)")
        }
        func families(_ folder: String) throws -> [String: NSDictionary] {
            let json = try JSONSerialization.jsonObject(with: Data(text(folder, "report.json").utf8)) as? NSDictionary
            let all = try #require(json?["trends"] as? [NSDictionary])
            return Dictionary(uniqueKeysWithValues: all.map { ($0["name"] as! String, $0) })
        }
        let (own, expected) = (try families(few), try families(whole))
        for (name, family) in expected where name != "topics" {
            #expect(own[name].map(unadjusted) as? NSDictionary == unadjusted(family) as? NSDictionary, "\(name)")
        }
        func method(_ folder: String) throws -> [String] {
            let page = try text(folder, "report.md")
            let section = page[try #require(page.range(of: "## 方法")).lowerBound...]
            return section.split(separator: "\n").map(String.init)
                .filter { line in !["未能归纳出主题", "id=\"central", "id=\"novel"].contains { line.contains($0) } }
        }
        let (lines, expectedLines) = (try method(few), try method(whole))
        #expect(lines.filter { !expectedLines.contains($0) } == [])
        #expect(expectedLines.filter { !lines.contains($0) } == [])
    }
}

/// Without the p-values that depend on all series of a report, so on topics too.
private func unadjusted(_ value: Any) -> Any {
    if let object = value as? NSDictionary {
        var kept: [String: Any] = [:]
        for (name, value) in object where name as? String != "adjustedPValue" {
            kept[name as! String] = unadjusted(value)
        }
        return kept as NSDictionary
    }
    if let list = value as? NSArray { return list.map(unadjusted) as NSArray }
    return value
}

extension [InferredTags.Tag] {
    fileprivate var uniqued: [InferredTags.Tag] {
        reduce(into: []) { tags, tag in if !tags.contains(where: { $0.label == tag.label }) { tags.append(tag) } }
    }
}
