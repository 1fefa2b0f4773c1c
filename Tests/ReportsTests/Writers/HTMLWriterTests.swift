import Foundation
import Testing

@testable import Reports

@Suite struct HTMLWriterTests {
    @Test func figuresLeadToListsOfArticles() throws {
        let report = try Report(Fixture.source(Fixture.articles([[30, 30], [12, 48]])), options: .init(topics: 2))
        let page = HTMLWriter(report: report, charts: [:]).page()
        #expect(
            page.contains("（<a href=\"#industries-1-now\">48</a> 篇）")
                || page.contains("（<a href=\"#industries-2-now\">48</a> 篇）"))
        let anchors = page.matches(of: #/href="#([^"]+)"/#).map { String($0.1) }
        for anchor in Set(anchors) { #expect(page.contains("id=\"\(anchor)\""), "\(anchor)") }
        // Of 48 articles, 20 are listed, and a note says where the others are.
        #expect(page.contains("另有 28 篇，编号见 report.json"))
        #expect(!page.contains("src=\"http") && !page.contains("<script") && !page.contains("<link"))
    }

    @Test func longTablesAreCutOnThePageAndWholeInTheirFile() throws {
        var report = try Report(Fixture.source(Fixture.articles([[5, 5]])), options: .init(topics: 2))
        var table = Table([.init("甲")])
        for row in 0..<90 { table.append(["第\(row)行"]) }
        report.sections[0].blocks = [.table(.init(name: "long", table: table))]
        let page = HTMLWriter(report: report, charts: [:]).page()
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
