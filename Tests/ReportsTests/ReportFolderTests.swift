import Corpus
import Foundation
import TrendNumerics
import Testing

@testable import Reports

@Suite struct ReportFolderTests {
    @Test func holdsAllForms() throws {
        try Fixture.withFolder { folder in
            let report = try Report(
                Fixture.source(Fixture.articles([[9, 9], [5, 9], [9, 9]])), options: .init(topics: 2))
            // What an earlier report wrote, and this one does not.
            try FileManager.default.createDirectory(atPath: folder + "/tables", withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: folder + "/tables/old.csv"))
            try Self.write(manifest: ["tables/old.csv"], in: folder)
            let written = try ReportFolder.write(report, to: folder)
            let places = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(
                places == [
                    ".trend-report.json", "charts", "report.docx", "report.html", "report.ipynb", "report.json",
                    "report.md",
                    "report.xlsx", "tables",
                ])
            #expect(written.warnings.isEmpty == Fixture.hasConverter)
            let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
            #expect(page.hasSuffix("</html>\n") && page.contains("<svg class=\"wide\""))
            #expect(FileManager.default.fileExists(atPath: folder + "/charts/volume.png") == Fixture.hasConverter)
            let csv = try Data(contentsOf: URL(fileURLWithPath: folder + "/tables/industries.csv"))
            #expect(csv.starts(with: [0xEF, 0xBB, 0xBF]))
            for name in [
                "report.md", "report.ipynb", "tables/topics-by-month.csv", "tables/terms.csv", "tables/articles.csv",
            ] {
                #expect(FileManager.default.fileExists(atPath: folder + "/" + name), "\(name)")
            }
            #expect(!FileManager.default.fileExists(atPath: folder + "/tables/old.csv"))
            let json = try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: folder + "/report.json")))
            let object = try #require(json as? [String: Any])
            let groups = try #require(object["groups"] as? [[String: Any]])
            #expect((groups.first { $0["id"] as? String == "all-now" }?["articles"] as? [Int])?.count == 18)
            let trends = try #require(object["trends"] as? [[String: Any]])
            #expect(
                trends.map { $0["name"] as? String } == ["industries", "topics", "terms", "technologies", "keywords"])
            let series = try #require(trends[0]["series"] as? [[String: Any]])
            #expect(series[0]["measures"] is [String: Any] && (series[0]["articles"] as? [Int])?.count == 3)
        }
    }

    /// Says that these files are of an earlier report, as they are.
    static func write(manifest names: [String], in folder: String) throws {
        var manifest = ReportManifest()
        for name in names {
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
            manifest.files[name] = [ReportManifest.hash(bytes)]
        }
        try JSONEncoder().encode(manifest).write(to: URL(fileURLWithPath: "\(folder)/\(ReportManifest.name)"))
    }

    private static let report = try! Report(
        Fixture.source(Fixture.articles([[9, 9], [5, 9]])), options: .init(topics: 2))

    private func write(_ text: String, _ path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private func contents(_ folder: String) throws -> [String: Data?] {
        var contents: [String: Data?] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            contents[name] = FileManager.default.contents(atPath: "\(folder)/\(name)")
        }
        return contents
    }

    @Test func whatOthersPutIntoTheFolderStays() throws {
        try Fixture.withFolder { folder in
            _ = try ReportFolder.write(Self.report, to: folder)
            let own = ["tables/mydata.xlsx", "charts/logo.png", "charts/more/a.txt", "notes.txt", ".hidden"]
            for name in own { try write("mine", "\(folder)/\(name)") }
            let before = try contents(folder)
            _ = try ReportFolder.write(Self.report, to: folder)
            #expect(try contents(folder) == before)
        }
    }

    @Test func onlyTheTablesOfTheEarlierReportAreRemoved() throws {
        try Fixture.withFolder { folder in
            _ = try ReportFolder.write(Self.report, to: folder)
            var shorter = Self.report
            let dropped = try #require(shorter.tables.first).name
            for index in shorter.sections.indices {
                shorter.sections[index].blocks.removeAll {
                    if case .table(let named, _) = $0 { named.name == dropped } else { false }
                }
            }
            try write("mine", folder + "/tables/mine.csv")
            _ = try ReportFolder.write(shorter, to: folder)
            #expect(read("\(folder)/tables/\(dropped).csv") == nil && read(folder + "/tables/mine.csv") == "mine")
        }
    }

    @Test(arguments: ["a.txt", "tables/mydata.csv", "report.html", "charts/x/y.svg"])
    func aFolderOfOthersIsRefused(_ name: String) throws {
        try Fixture.withFolder { folder in
            try write("mine", "\(folder)/\(name)")
            #expect(throws: CorpusError.self) { try ReportFolder.check(folder) }
            #expect(throws: CorpusError.self) { try ReportFolder.write(Self.report, to: folder) }
            #expect(read("\(folder)/\(name)") == "mine")
            #expect(try contents(folder).keys.contains("report.json") == false)
        }
    }

    @Test(arguments: ["tables", "charts"])
    func noLinkIsFollowedOutOfTheFolder(_ part: String) throws {
        try Fixture.withFolder { folder in
            let (own, elsewhere) = (folder + "/own", folder + "/elsewhere")
            _ = try ReportFolder.write(Self.report, to: own)
            // Even where the linked folder holds just what the report wrote.
            try FileManager.default.moveItem(atPath: "\(own)/\(part)", toPath: elsewhere)
            try FileManager.default.createSymbolicLink(atPath: "\(own)/\(part)", withDestinationPath: "../elsewhere")
            let before = try contents(elsewhere)
            #expect(throws: CorpusError.self) { try ReportFolder.write(Self.report, to: own) }
            #expect(try contents(elsewhere) == before)
        }
    }

    @Test func aLinkInPlaceOfAFileIsNotFollowedEither() throws {
        try Fixture.withFolder { folder in
            let own = folder + "/own"
            _ = try ReportFolder.write(Self.report, to: own)
            try FileManager.default.moveItem(atPath: own + "/report.md", toPath: folder + "/moved.md")
            try FileManager.default.createSymbolicLink(atPath: own + "/report.md", withDestinationPath: "../moved.md")
            let before = try contents(folder)
            #expect(throws: CorpusError.self) { try ReportFolder.write(Self.report, to: own) }
            #expect(try contents(folder) == before)
        }
    }

    @Test func aLinkToTheFolderIsFollowed() throws {
        try Fixture.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/real", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "real")
            _ = try ReportFolder.write(Self.report, to: folder + "/link")
            #expect(read(folder + "/real/report.md") != nil)
        }
    }

    @Test func aFileThatWasChangedSinceIsKept() throws {
        try Fixture.withFolder { folder in
            _ = try ReportFolder.write(Self.report, to: folder)
            try write("my notes", folder + "/report.md")
            #expect(throws: CorpusError.self) { try ReportFolder.write(Self.report, to: folder) }
            #expect(read(folder + "/report.md") == "my notes")
            try FileManager.default.removeItem(atPath: folder + "/report.md")
            _ = try ReportFolder.write(Self.report, to: folder)
        }
    }

    @Test func aManifestIsBelievedOfItsOwnFolderOnly() throws {
        try Fixture.withFolder { folder in
            let own = folder + "/own"
            try write("mine", folder + "/outside.txt")
            try write("mine", own + "/tables/deep/er.csv")
            try FileManager.default.createSymbolicLink(
                atPath: own + "/tables/link.csv", withDestinationPath: "../../outside.txt")
            let names = [
                "../outside.txt", "/etc/hostname", folder + "/outside.txt", "tables/../../outside.txt",
                "tables/deep/er.csv",
                "tables/link.csv", "tables", "", ".", "..", "tables/..", "tables/", "other/x", ".trend-report.json",
            ]
            var manifest = ReportManifest()
            for name in names {
                manifest.files[name] = [ReportManifest.hash(Data("mine".utf8)), ReportManifest.hash(Data())]
            }
            try JSONEncoder().encode(manifest).write(to: URL(fileURLWithPath: "\(own)/\(ReportManifest.name)"))
            #expect(throws: CorpusError.self) { try ReportFolder.write(Self.report, to: own) }
            try FileManager.default.removeItem(atPath: own + "/tables/link.csv")
            _ = try ReportFolder.write(Self.report, to: own)
            #expect(read(folder + "/outside.txt") == "mine" && read(own + "/tables/deep/er.csv") == "mine")
            for name in names.dropLast() {
                #expect(!ReportManifest.isOwn(name) || name == "tables/link.csv")
            }
        }
    }

    @Test(arguments: ["", "{}", "[1]", "{\"files\": 3}", "\u{0}"])
    func aDamagedManifestIsRefused(_ text: String) throws {
        try Fixture.withFolder { folder in
            try write(text, "\(folder)/\(ReportManifest.name)")
            #expect(throws: CorpusError.self) { try ReportFolder.write(Self.report, to: folder) }
        }
    }

    /// As versions of trend before the manifest left it.
    @Test func aReportWithoutAManifestIsOne() throws {
        try Fixture.withFolder { folder in
            _ = try ReportFolder.write(Self.report, to: folder)
            // They wrote no workbook and no document.
            for name in [ReportManifest.name, "report.xlsx", "report.docx"] {
                try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
            try write("mine", folder + "/tables/mine.csv")
            try write("mine", folder + "/report.xlsx")
            #expect(throws: CorpusError.self) { try ReportFolder.write(Self.report, to: folder) }
            #expect(read(folder + "/report.xlsx") == "mine")
            try FileManager.default.removeItem(atPath: folder + "/report.xlsx")
            _ = try ReportFolder.write(Self.report, to: folder)
            #expect(read(folder + "/tables/mine.csv") == "mine" && read(folder + "/report.xlsx") != nil)
        }
    }

    /// A report that is cut short leaves a manifest of old and new files.
    @Test func aReportThatWasCutShortIsCompletedByTheNext() throws {
        try Fixture.withFolder { folder in
            _ = try ReportFolder.write(Self.report, to: folder)
            let path = "\(folder)/\(ReportManifest.name)"
            var manifest = try JSONDecoder().decode(
                ReportManifest.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
            manifest.files["report.md"]?.append(ReportManifest.hash(Data("new".utf8)))
            manifest.files["tables/coming.csv"] = [ReportManifest.hash(Data("new".utf8))]
            try JSONEncoder().encode(manifest).write(to: URL(fileURLWithPath: path))
            try write("new", folder + "/report.md")
            _ = try ReportFolder.write(Self.report, to: folder)
            #expect(read(folder + "/report.md") != "new")
        }
    }

    /// Both end well, and the folder is the whole report of one of them, also for whoever asks in between.
    @Test func twoReportsAtOnceIntoOneFolderWaitForEachOther() throws {
        let other = try Report(
            Fixture.source(Fixture.articles([[9, 9], [5, 9], [8, 2]])),
            options: .init(topics: 3, language: .english))
        let reports = [Self.report, other]
        let whole = try reports.map { report in
            var contents: [String: Data?] = [:]
            try Fixture.withFolder { folder in
                _ = try ReportFolder.write(report, to: folder)
                contents = try self.contents(folder)
            }
            return contents
        }
        #expect(whole[0] != whole[1])
        try Fixture.withFolder { folder in
            for _ in 0..<3 {
                _ = try Parallel.map(3, threads: 3) { number in
                    guard number < 2 else {
                        for _ in 0..<300 { try ReportFolder.check(folder) }
                        return
                    }
                    _ = try ReportFolder.write(reports[number], to: folder)
                }
                #expect(try whole.contains(contents(folder)))
            }
        }
    }

    /// The articles are encoded piece by piece.
    @Test func theJSONIsThatOfTheWholeReport() throws {
        var report = Self.report
        #expect(try ReportJSON.document(of: report) == ReportJSON.bytes(report))
        report.articles = (0..<1001).map { number in
            var article = report.articles[number % report.articles.count]
            article.id = number
            return article
        }
        #expect(try ReportJSON.document(of: report) == ReportJSON.bytes(report))
        // What is written without the encoder, and what only the encoder writes.
        for (index, text) in ["a\"b\\/c\n\t", "\u{1}", "\u{2028}?", "\u{7F}", "行业_é🙂", ""].enumerated() {
            report.articles[index].source = text
            report.articles[index + 10].reference.title = text
            report.articles[index + 20].industries = [text, text]
            report.articles[index + 30].reference.link = text
            report.articles[index + 40].reference.date = index == 0 ? nil : text
            report.articles[index + 50].reference.origin = text
        }
        for (index, probability) in [0, 1, 0.5, 0.1234, 0.12345, 1e-5, 0.0001, -0.0, 2.5].enumerated() {
            report.articles[index].probabilities = [probability, 0.25]
        }
        #expect(try ReportJSON.document(of: report) == ReportJSON.bytes(report))
        report.articles = []
        #expect(try ReportJSON.document(of: report) == ReportJSON.bytes(report))
        for rows in [2500, 0, 3, 1001] {
            var table = Table([.init("\"rows\":[]"), .init("n", isNumber: true)])
            for row in 0..<rows { table.append(["\"rows\":[]", "\(row)"]) }
            report.sections[rows % 2].blocks.append(.table(.init(name: "t\(rows)", table: table), isShown: rows > 3))
        }
        #expect(try ReportJSON.document(of: report) == ReportJSON.bytes(report))
    }

    /// Rows of long tables are written without the encoder.
    @Test func theJSONOfLongTablesIsThatOfTheEncoder() throws {
        var report = Self.report
        var values: [Double] = [
            0, -0.0, 1, -3, 1234567, 0.1, 1 / 3, 99.5, 1e15, 1e16, 1e17, 1.5e300, .leastNonzeroMagnitude, 1e-5, 0.0001,
        ]
        values += (1...40).map { Double($0) / 7 } + (1...20).map { pow(10, Double($0)) }
        let texts = ["a\"b\\/c\n\t", "\u{1}", "\u{2028}?", "\u{7F}", "行业_é🙂", ""]
        var table = Table([.init("a"), .init("n", isNumber: true)])
        for row in 0..<1200 {
            let text = texts[row % texts.count]
            table.append([
                .init(text, link: row % 3 == 0 ? text : "", articles: row % 5 == 0 ? "g\(text)" : nil),
                .init("\(row)", value: row % 7 == 0 ? nil : values[row % values.count]),
            ])
        }
        report.sections[0].blocks.append(.table(.init(name: "long", table: table), isShown: true))
        #expect(try ReportJSON.document(of: report) == ReportJSON.bytes(report))
        table.append([.init("∞", value: .infinity), .init("?", value: .nan)])
        report.sections[0].blocks.append(.table(.init(name: "longer", table: table), isShown: true))
        #expect(try ReportJSON.document(of: report) == ReportJSON.bytes(report))
    }
}
