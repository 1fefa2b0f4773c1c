import Foundation
import Testing

@testable import Reports

@Suite struct HTMLWriterTests {
    @Test func figuresLeadToListsOfArticles() throws {
        let report = try Report(Fixture.source(Fixture.articles([[30, 30], [12, 48]])), options: .init(topics: 2))
        let page = HTMLWriter(report: report).page()
        #expect(
            page.contains("（<a href=\"#industries-1-now\">48</a> 篇）")
                || page.contains("（<a href=\"#industries-2-now\">48</a> 篇）"))
        let anchors = page.matches(of: #/href="#([^"]+)"/#).map { String($0.1) }
        for anchor in Set(anchors) { #expect(page.contains("id=\"\(anchor)\""), "\(anchor)") }
        // Of 48 articles, 20 are listed, and a note says where the others are.
        #expect(page.contains("另有 28 篇，编号见 report.json"))
        #expect(!page.contains("src=\"http") && !page.contains("<script") && !page.contains("<link"))
    }

    /// What assistive programs go by. The page is XML, so that tags can be counted.
    @Test(arguments: Language.allCases)
    func everythingIsInALandmark(_ language: Language) throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[30, 30], [12, 48], [20, 20]])),
            options: .init(topics: 2, language: language))
        let page = HTMLWriter(report: report).page()
        let body = try #require(page.firstRange(of: "<body id=\"top\">"))
        var outside = page[body.upperBound...].replacing("</body>\n</html>", with: "")
        for landmark in ["header", "nav", "main"] {
            let start = try #require(outside.firstRange(of: "<\(landmark)>"))
            let end = try #require(outside.firstRange(of: "</\(landmark)>"))
            #expect(!page[body.upperBound...].contains("<\(landmark) ") && start.lowerBound < end.lowerBound)
            outside.removeSubrange(start.lowerBound..<end.upperBound)
        }
        #expect(outside.allSatisfy { $0.isWhitespace }, "\(outside.prefix(200))")
        #expect(page.components(separatedBy: "<main>").count == 2 && page.components(separatedBy: "<h1>").count == 2)
        // No heading is more than one level below the one before it.
        let levels = page.matches(of: #/<h([1-6])/#).compactMap { Int($0.1) }
        #expect(levels.first == 1 && zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    }

    @Test func linksAreToldByMoreThanTheirColor() throws {
        let page = HTMLWriter(
            report: try Report(Fixture.source(Fixture.articles([[5, 5]])), options: .init(topics: 2))
        )
        .page()
        // Browsers underline links unless they are told not to.
        #expect(!page.contains("text-decoration: none") && !page.contains("text-decoration:none"))
        for table in page.matches(of: #/<div class="table"[^>]*>/#) {
            #expect(table.0.contains("tabindex=\"0\"") && table.0.contains("aria-label=\""))
        }
    }

    @Test func pointsLeadToTheArticlesThatTheReportLists() throws {
        let report = try Report(
            Fixture.source(Fixture.articles([[30, 30], [12, 48], [20, 20]])), options: .init(topics: 2))
        let page = HTMLWriter(report: report).page()
        for group in ["volume-2024-03", "volume-2024-02", "industries-1-now", "industries-1-before", "terms-1-now"] {
            #expect(page.contains("<a class=\"spot\" href=\"#\(group)\""), "\(group)")
            #expect(page.contains("id=\"\(group)\""), "\(group)")
        }
        // The report lists no articles of earlier months.
        #expect(!page.contains("href=\"#volume-2024-01\""))
        // Each chart for a desk and a phone, and one of the two shown.
        #expect(
            page.components(separatedBy: "<svg class=\"wide\"").count == report.charts.count + 1
                && page.components(separatedBy: "<svg class=\"narrow\"").count == report.charts.count + 1)
        #expect(page.contains(".chart .narrow { display: none; }") && page.contains(".chart .wide { display: none; }"))
    }

    @Test func longTablesAreCutOnThePageAndWholeInTheirFile() throws {
        var report = try Report(Fixture.source(Fixture.articles([[5, 5]])), options: .init(topics: 2))
        var table = Table([.init("甲")])
        for row in 0..<90 { table.append(["第\(row)行"]) }
        report.sections[0].blocks = [.table(.init(name: "long", table: table))]
        let page = HTMLWriter(report: report).page()
        #expect(page.contains("第59行") && !page.contains("第60行") && page.contains("另有 30 行，见 tables/long.csv。"))
        let markdown = MarkdownWriter(report: report, hasCharts: false).document()
        #expect(markdown.contains("第59行") && !markdown.contains("第60行") && markdown.contains("另有 30 行"))
    }

    static let chromium = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap(Fixture.path).first

    /// With hostile texts too: a script that ran would write to the console or change the title.
    @Test(.enabled(if: chromium != nil, "Chromium is not installed"))
    func loadsInChromiumWithoutAnError() throws {
        try Fixture.withFolder { folder in
            let report = try Report(HostileTextTests.source(), options: .init(topics: 2))
            _ = try ReportFolder.write(report, to: folder)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try #require(Self.chromium))
            process.arguments = [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr",
                "--user-data-dir=\(folder)/profile", "--dump-dom", "file://\(folder)/report.html",
            ]
            let files = ["dom", "log"].map { URL(fileURLWithPath: "\(folder)/\($0)") }
            for file in files { try Data().write(to: file) }
            process.standardOutput = try FileHandle(forWritingTo: files[0])
            process.standardError = try FileHandle(forWritingTo: files[1])
            try process.run()
            process.waitUntilExit()
            let (dom, log) = try (
                String(contentsOf: files[0], encoding: .utf8), String(contentsOf: files[1], encoding: .utf8)
            )
            #expect(process.terminationStatus == 0 && dom.contains("</html>") && dom.contains("2024年2月"), "\(log)")
            let console = log.split(separator: "\n").filter { $0.contains("CONSOLE") }
            #expect(console.isEmpty, "\(console)")
            #expect(!dom.contains("<title>被改了"))
        }
    }
}
