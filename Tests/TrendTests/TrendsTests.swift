import Foundation
import Testing

@Suite struct TrendsTests {
    @Test func watchCountsTermsByMonth() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let result = try program.run("watch", corpus, "--text", "body", "--date", "day", "银行|利率", "球 队", "--csv")
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\r\n").map(String.init)
        #expect(lines[0] == "period,term,articles,share,stories,story share,lower,upper,note")
        #expect(lines.count == 1 + 3 * 2)
        // Labels and months go in step: sports in January, finance in February.
        #expect(lines.contains { $0.hasPrefix("2024-02,银行,20,1.000000,") })
        #expect(lines.contains { $0.hasPrefix("2024-02,球 队,0,0.000000,0,0.000000,0.000000,") })
        let typo = try program.run("watch", corpus, "missing.jsonl", "--text", "body", "银行")
        #expect(typo.status == 66)
        #expect(try program.run("watch", corpus).status == 64)
        #expect(try program.run("watch", corpus, "银行", "银行|利率").status == 64)
    }

    @Test func watchTellsRepostsPartialPeriodsAndChanges() throws {
        let program = try Program()
        // Thirty stories a month; those on chips grow from 2 to 20, and one of them is carried five times more.
        var lines: [String] = []
        for month in 1...3 {
            for story in 0..<30 {
                let text = story < [2, 2, 20][month - 1] ? "芯片新闻" : "体育新闻"
                let name = (0..<12).map { String(UnicodeScalar(UInt32(0x6000 + 97 * story + 31 * month + 7 * $0))!) }.joined()
                lines.append("{\"text\":\"\(text)\(name)\",\"date\":\"2024-0\(month)-\(story % 28 + 1)\"}")
                if month == 3, story == 0 { lines += Array(repeating: lines[lines.count - 1], count: 5) }
            }
        }
        lines.append("{\"text\":\"芯片又有新消息传来\",\"date\":\"2024-04-02\"}")
        let corpus = try program.write("news.jsonl", lines.joined(separator: "\n"))
        let csv = try program.run("watch", corpus, "芯片", "没有", "--csv")
        #expect(csv.output.contains("2024-03,芯片,25,0.714286,20,0.666667,"), "\(csv.output)\(csv.errors)")
        #expect(csv.output.contains("2024-04,芯片,1,1.000000,1,1.000000,0.206549,1.000000,partial"))
        let plain = try program.run("watch", corpus, "芯片", "没有")
        #expect(plain.output.contains("+60.00*") && plain.output.contains("too few stories: 0 of 20 needed"))
        let whole = try program.run("watch", corpus, "芯片", "--by", "quarter", "--data-end", "2024-06-30", "--json")
        #expect(whole.output.contains("\"period\":\"2024-Q2\"") && !whole.output.contains("\"isPartial\":true"))
        #expect(whole.output.split(separator: "\n").count == 1 && whole.output.contains("\"adjustedPValue\":"))
        #expect(try program.run("watch", corpus, "芯片", "--data-end", "2024-02-30").status == 64)
    }

    @Test func topicsAreKeptInAFile() throws {
        let program = try Program()
        let first = try program.run("topics", Program.datasets + "/2024-05.txt", "--count", "5", "--model", "t.trend")
        #expect(first.status == 0 && first.output.split(separator: "\n").count == 6, "\(first.errors)")
        let kept = try Data(contentsOf: URL(fileURLWithPath: program.path("t.trend")))
        let month = Program.datasets + "/2024-06.txt"
        let later = try program.run("topics", month, "--model", "t.trend", "--csv")
        #expect(later.status == 0 && later.output.split(separator: "\r\n").count == 6, "\(later.errors)")
        #expect(try kept == Data(contentsOf: URL(fileURLWithPath: program.path("t.trend"))))
    }

    @Test func findsHowManyTopicsThereAre() throws {
        let program = try Program()
        let result = try program.run("topics", Program.datasets + "/2024-05.txt", "--count", "auto")
        // A header, and at least the fewest topics that are tried.
        #expect(result.status == 0 && result.output.split(separator: "\n").count >= 6, "\(result.errors)")
        for count in ["0", "-3", "many", "Auto"] {
            #expect(try program.run("topics", Program.datasets + "/2024-05.txt", "--count=\(count)").status == 64, "\(count)")
        }
    }

    @Test func reportsOnTheSampleCorpus() throws {
        let program = try Program()
        let months = ["2023-09", "2023-10"].map { Program.datasets + "/\($0).txt" }
        #expect(try program.run("train", months[0], months[1], "--model", "m.trend").status == 0)
        let result = try program.run(
            "report", months[0], months[1], "--model", "m.trend", "--watch", "百模大战", "--topics", "4")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("notebooks-out/2023-10/report.html"))
        #expect(try program.read("notebooks-out/2023-10/report.html").contains("2023年10月"))
        #expect(try program.read("notebooks-out/2023-10/tables/terms-by-month.csv").contains("百模大战"))
        #expect(try program.run("report", months[0], "--model", "m.trend", "--month", "2030-01").status == 65)
    }

    @Test func theSampleCorpusIsWholeAndHistoryIsInIt() throws {
        let program = try Program()
        let result = try program.run("watch", Program.datasets, "百模大战", "Scaling Law|尺度定律|规模定律|缩放定律", "--csv", "--rejects", "bad.txt")
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
        #expect(try program.read("bad.txt").isEmpty)
        // Eighteen months, two terms, a header; every article is dated by its field or its link.
        let rows = result.output.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",") }
        #expect(rows.count == 36)
        func articles(_ term: String, _ months: ClosedRange<String>) -> Int {
            rows.filter { $0[1] == term && months.contains(String($0[0])) }.reduce(0) { $0 + (Int($1[2]) ?? 0) }
        }
        #expect(articles("百模大战", "2023-05"..."2023-12") > articles("百模大战", "2024-01"..."2024-06"))
        #expect(articles("Scaling Law", "2024-02"..."2024-06") > articles("Scaling Law", "2023-01"..."2023-06"))
    }
}
