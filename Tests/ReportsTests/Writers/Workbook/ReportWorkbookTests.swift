import Foundation
import Testing
import TestSupport

@testable import Reports

@Suite struct ReportWorkbookTests {
    private static func report(_ language: Language = .chinese) throws -> Report {
        try Report(
            Fixture.source(Fixture.articles([[30, 30], [12, 48], [20, 25]])),
            options: .init(topics: 2, language: language))
    }

    private func file(_ report: Report, maximumArticles: Int = ArticleSheet.maximumRows) throws -> OfficeFile {
        try OfficeFile(ReportWorkbook(report, maximumArticles: maximumArticles).workbook().bytes)
    }

    @Test(arguments: Language.allCases)
    func everyTableHasASheetThatTheFirstOneLeadsTo(_ language: Language) throws {
        let report = try Self.report(language)
        let file = try file(report)
        let names = file.sheets.map(\.name)
        let words = report.language.phrasebook
        let wanted = report.tables.filter { $0.name != "articles" && !$0.table.rows.isEmpty }
        #expect(names.count == wanted.count + 4 && names.first == words.summarySheet && names[1] == words.chartsSheet)
        #expect(wanted.allSatisfy { named in words.tableName(named.name).map(names.contains) == true })
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
        for name in names { #expect(name.utf16.count <= 31 && !name.contains(#/[\[\]:*?\/\\]/#), "\(name)") }
        let places = Set(file.places(in: names[0]).values)
        #expect(places == Set(names.dropFirst().map { "'\($0)'!A1" }))
        #expect(file.value("A1", in: names[0]) == report.title)
        #expect(file.value("A3", in: names[0]) == report.summary.text)
    }

    @Test func figuresAreNumbersAndHeadsStayInView() throws {
        let report = try Self.report()
        let file = try file(report)
        let table = try #require(report.table("industries"))
        let column = try #require(table.columns.firstIndex { $0.name == "占比" })
        let letter = String(UnicodeScalar(UInt8(65 + column)))
        let share = try #require(file.value("\(letter)2", in: "行业").flatMap(Double.init))
        #expect(abs(share - (table.rows[0][column].value ?? 0)) < 1e-12)
        #expect(file.format(of: "\(letter)2", in: "行业") == "0.0%")
        for (name, part) in file.sheets where !["摘要", "图表", "图表数据"].contains(name) {
            #expect(file[part].contains("state=\"frozen\"") && file[part].contains("<autoFilter "), "\(name)")
        }
        // A day in the list of articles to read.
        let day = try #require(file.value("A2", in: "代表文章").flatMap(Double.init))
        #expect(day > 45_000 && file.format(of: "A2", in: "代表文章") == "yyyy\\-mm\\-dd" || day > 45_000)
    }

    @Test func countsLeadToTheirArticles() throws {
        let report = try Self.report()
        let file = try file(report)
        let table = try #require(report.table("industries"))
        let column = try #require(table.columns.firstIndex { $0.name == "文章" })
        let letter = String(UnicodeScalar(UInt8(65 + column)))
        for (index, row) in table.rows.enumerated() {
            let id = try #require(row[column].articles)
            let group = try #require(report.groups.first { $0.id == id })
            let place = try #require(file.places(in: "行业")["\(letter)\(index + 2)"])
            let range = try #require(place.wholeMatch(of: #/'文章明细'!A([0-9]+):G([0-9]+)/#))
            let (first, last) = (try #require(Int(range.1)), try #require(Int(range.2)))
            #expect(last - first + 1 == group.articles.count && Double(group.articles.count) == row[column].value)
            for line in [first, last] { #expect(file.value("A\(line)", in: "文章明细") == group.title) }
            let article = try #require(report.articlesByID[group.articles[0]])
            #expect(file.value("C\(first)", in: "文章明细") == article.reference.title)
            #expect(file.value("F\(first)", in: "文章明细") == "\(article.id)")
            #expect(file.value("G\(first)", in: "文章明细") == article.reference.link)
            if first > 2 { #expect(file.value("A\(first - 1)", in: "文章明细") != group.title) }
        }
    }

    @Test func largeGroupsAreCutAtTheSameLength() throws {
        let report = try Self.report()
        let sheet = ArticleSheet(report, name: "文章明细", words: report.language.phrasebook, maximumRows: 200)
        #expect(sheet.rows > 0 && sheet.rows <= 200 + report.groups.count)
        let file = try file(report, maximumArticles: 200)
        let group = try #require(report.groups.first { $0.id == "industries-1-now" })
        let place = try #require(sheet.places[group.id])
        let last = try #require(place.split(separator: "G").last.flatMap { Int($0) })
        let note = try #require(file.value("C\(last)", in: "文章明细"))
        #expect(note.hasPrefix("另有 ") && note.contains(group.id))
        #expect(WaterLevel.level([5, 50, 7], maximum: 30) == 18 && WaterLevel.level([5, 5], maximum: 1) == 1)
        #expect(WaterLevel.level([], maximum: 5) == 1 && WaterLevel.level([3, 4], maximum: 100) == 4)
    }

    @Test func chartsAreDrawnFromCells() throws {
        let report = try Self.report()
        let file = try file(report)
        let charts = file.parts.filter { $0.key.hasPrefix("xl/charts/chart") }
        // The curves of the terms are those of all terms together.
        #expect(charts.count == report.charts.filter { $0.name != "terms" }.count && charts.count > 3)
        #expect(report.charts.contains { $0.name == "terms" } && report.charts.contains { $0.name == "terms-together" })
        var first: [Int] = []
        for (name, chart) in charts {
            // A name or a title that is a text could be a formula.
            #expect(!chart.contains("<c:rich>") && !chart.contains("<c:tx><c:v>"), "\(name)")
            let places = chart.matches(of: #/<c:f>([^<]*)<\/c:f>/#).map { OfficeFile.plain(String($0.1)) }
            #expect(places.count >= 4)
            for place in places {
                let range = try #require(
                    place.wholeMatch(of: #/'?图表数据'?!\$([A-Z]+)\$([0-9]+)(?::\$[A-Z]+\$([0-9]+))?/#))
                for row in [range.2, range.3 ?? range.2] {
                    #expect(file.value("\(range.1)\(row)", in: "图表数据") != nil, "\(name): \(place)")
                }
            }
            // Its title stands in one cell, above the others.
            first += places.compactMap { $0.firstMatch(of: #/!\$A\$([0-9]+)$/#).flatMap { Int($0.1) } }
        }
        #expect(Set(first).count == charts.count)
        // The figures are in the chart too, for programs that do not open the workbook.
        let volume = try #require(charts.values.first { $0.contains("$A$1<") })
        #expect(volume.contains("<c:numCache>") && volume.contains("<c:v>60</c:v>") && volume.contains("2024-02"))
    }

    @Test(arguments: Language.allCases)
    func hostileTextsAreTexts(_ language: Language) throws {
        let report = try StrictFormsTests.report(language)
        let (bytes, losses) = try ReportWorkbook(report).workbook()
        let file = try OfficeFile(bytes)
        for (name, part) in file.sheets {
            #expect(!file[part].contains("<f>") && !file[part].contains("<f "), "\(name)")
            for place in file.places(in: name).values {
                #expect(file.sheets.contains { place.hasPrefix("'\($0.name)'!") })
            }
        }
        for (name, text) in file.parts where name.contains("worksheets/_rels") {
            for target in text.matches(of: #/Target="([^"]*)" TargetMode/#) {
                #expect(target.1.hasPrefix("http://") || target.1.hasPrefix("https://"), "\(name): \(target.1)")
            }
        }
        #expect(losses.omittedColumns == 0 && losses.furtherSheets.isEmpty)
    }

    @Test func theSameReportGivesTheSameBytes() throws {
        let report = try Self.report()
        #expect(try ReportWorkbook(report).workbook().bytes == ReportWorkbook(report).workbook().bytes)
    }

    @Test func namesOfSheetsAreAsExcelWantsThem() {
        var names = SheetNames()
        let found = ["行业", "行业", "History", "a/b:c", "'x'", "", String(repeating: "长", count: 80), "[]", "A", "a"]
            .map { names.name($0) }
        #expect(
            found == [
                "行业", "行业 (2)", "History (2)", "a b c", "x", "Sheet", String(repeating: "长", count: 25), "Sheet (2)",
                "A", "a (2)",
            ])
        #expect(SheetNames.quoted("it's") == "'it''s'")
    }
}
