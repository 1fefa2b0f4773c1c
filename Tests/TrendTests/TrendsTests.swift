import Foundation
import Testing

@Suite struct TrendsTests {
    @Test func watchCountsTermsByMonth() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let result = try program.run("watch", corpus, "--text", "body", "--date", "day", "银行=银行|利率", "球 队", "--csv")
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
        #expect(try program.run("watch", corpus, "银行", "银行=利率").status == 64)
    }

    @Test func watchTellsRepostsPartialPeriodsAndChanges() throws {
        let program = try Program()
        // Thirty stories a month; those on chips grow from 2 to 20, and one of them is carried five times more.
        var lines: [String] = []
        for month in 1...3 {
            for story in 0..<30 {
                let text = story < [2, 2, 20][month - 1] ? "芯片新闻" : "体育新闻"
                let name = (0..<12).map { String(UnicodeScalar(UInt32(0x6000 + 97 * story + 31 * month + 7 * $0))!) }
                    .joined()
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

    @Test func emergingFindsWhatNobodyListedAndHostileTextIsInert() throws {
        let program = try Program()
        var lines: [String] = []
        for month in 1...4 {
            for index in 0..<40 {
                var state = UInt32(month * 1000 + index)
                let name = (0..<12).map { _ -> String in
                    state = state &* 1_664_525 &+ 1_013_904_223
                    return String(UnicodeScalar(0x5000 + (state >> 8) % 0x3000)!)
                }
                let isEvent = month == 4 && index < 12
                let text = name[..<6].joined() + (isEvent ? "百模大战" : "日常新闻") + name[6...].joined()
                let title = isEvent ? "=cmd|' /C calc'!A0\u{202E}<script>" + name[0] : name[1]
                lines.append(
                    "{\"title\":\"\(title)\",\"text\":\"\(text)\",\"date\":\"2024-0\(month)-\(index % 28 + 1)\",\"link\":\"https://example.com/\(month)/\(index)\"}"
                )
            }
        }
        let corpus = try program.write("news.jsonl", lines.joined(separator: "\n"))
        let csv = try program.run("emerging", corpus, "--csv")
        #expect(csv.status == 0, "\(csv.errors)")
        let rows = csv.output.split(separator: "\r\n")
        #expect(rows[0] == "phrase,also,articles,stories,articles before,stories before,z,first seen,note,example")
        #expect(csv.output.contains("百模大战") && csv.output.contains(",12,12,0,0,"), "\(csv.output)")
        #expect(rows.allSatisfy { !$0.hasPrefix("=") } && !csv.output.contains(",=cmd"))
        let plain = try program.run("emerging", corpus, "--month", "2024-04", "--count", "1")
        #expect(plain.output.hasPrefix("new in 2024-04:\n"))
        #expect(plain.output.split(separator: "\n").count == 3 && !plain.output.contains("\u{202E}"), "\(plain.output)")
        let json = try program.run("emerging", corpus, "--json", "--bursts")
        #expect(json.output.contains("https://example.com/4/3") && json.output.contains("\"storiesBefore\":0"))
        // Seven of the twelve stories are of the first week of April, and new only there.
        let week = try program.run("emerging", corpus, "--week", "2024-W14", "--csv")
        #expect(week.output.contains("百模大战") && week.output.contains(",7,7,0,0,"), "\(week.output)")
        let next = try program.run("emerging", corpus, "--week", "2024-W15")
        #expect(!next.output.contains("new in 2024-W15"), "\(next.output)")
        let none = try program.run("emerging", corpus, "--month", "2024-01")
        #expect(none.status == 0 && none.errors.contains("no article is dated before 2024-01"))
        #expect(try program.run("emerging", corpus, "--month", "2023-01").status == 65)
        #expect(try program.run("emerging", corpus, "--count", "0").status == 64)
    }

    @Test func topicsAreKeptInAFile() throws {
        let program = try Program()
        let first = try program.run("topics", Program.datasets + "/2024-05.txt", "--count", "5", "--model", "t.trend")
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.hasPrefix("topic  name") && first.output.contains("\n5      "))
        let kept = try Data(contentsOf: URL(fileURLWithPath: program.path("t.trend")))
        let month = Program.datasets + "/2024-06.txt"
        let later = try program.run("topics", month, "--model", "t.trend", "--csv")
        #expect(later.status == 0 && later.output.split(separator: "\r\n").count >= 6, "\(later.errors)")
        #expect(later.output.hasPrefix("period,topic,name,share,lower,upper,articles,note\r\n2024-06,1,"))
        #expect(try kept == Data(contentsOf: URL(fileURLWithPath: program.path("t.trend"))))
        // The names are those of the first run, and what fits no topic is told.
        let plain = try program.run("topics", month, "--model", "t.trend", "--quiet")
        let names = first.output.split(separator: "\n").dropFirst().filter { $0.first!.isNumber }
            .map { $0.dropFirst(7).split(separator: "  ")[0] }
        #expect(names.count == 5 && names.allSatisfy { plain.output.contains($0) })
        #expect(plain.output.contains("articles (") && plain.output.contains("fit no topic"))
        #expect(try program.run("topics", month, "--model", "t.trend", "--windows", "month").status == 64)
    }

    @Test func watchTopicsAndEmergingTakeSpans() throws {
        let program = try Program()
        let corpus = try program.write("news.jsonl", chipsAndCars())
        let watched = try program.run("watch", corpus, "芯片", "--from", "2024-02", "--to", "2024-04", "--csv")
        #expect(watched.output.contains("2024-02,芯片,40,") && watched.output.contains("2024-04,芯片,"))
        #expect(!watched.output.contains("2024-01,") && !watched.output.contains("2024-05,"))
        // Articles beyond the span show that its ends are whole.
        #expect(!watched.output.contains("partial"), "\(watched.output)")
        #expect(watched.errors.contains("articles left out: 80 dated outside of --from and --to, 1 without a date"))
        #expect(!watched.errors.contains("no article is dated"))
        let wide = try program.run("watch", corpus, "芯片", "--from", "2023-12-05", "--to", "2024-06-10", "--by", "day")
        #expect(wide.errors.contains("no article is dated before 2024-01-10, where --from asks for earlier days"))
        #expect(wide.errors.contains("no article is dated after 2024-05-27, where --to asks for later days"))
        let topics = try program.run(
            "topics", corpus, "--count", "1", "--from", "2024-W15", "--to", "2024-04-20", "--by", "week", "--csv")
        #expect(topics.status == 0 && topics.output.contains("2024-W16,1,"), "\(topics.errors)")
        #expect(!topics.output.contains("2024-W17"))
        let none = try program.run("topics", corpus, "--from", "2025-01")
        #expect(
            none.status == 65 && none.errors.contains("the articles are from 2024-01-10 to 2024-05-27"),
            "\(none.errors)")
        #expect(try program.run("watch", corpus, "芯片", "--from", "2024-05", "--to", "2024-04").status == 64)
        let json = try program.run("emerging", corpus, "--by", "week", "--json", "--quiet")
        #expect(json.status == 0, "\(json.errors)")
        #expect(try program.run("emerging", corpus, "--last", "120d", "--quiet").status == 0)
        for wrong in [["--by", "week", "--month", "2024-04"], ["--week", "2024-04"], ["--last", "x"]] {
            #expect(try program.run(["emerging", corpus] + wrong).status == 64, "\(wrong)")
        }
    }

    /// Two months of chips, then two of cars; a gap of a month, and an article without a date.
    private func chipsAndCars() -> String {
        let words = [["芯片工厂扩大产能", "晶圆芯片价格回升", "新的芯片设计软件"], ["电动汽车销量创新高", "汽车厂商发布新车", "汽车电池成本下降"]]
        let lines = (0..<160).map { index in
            let theme = words[index / 80]
            let month = ["01", "02", "04", "05"][index / 40]
            let text = theme[index % 3] + theme[(index + 1) % 3] + "第\(index)号"
            return
                "{\"text\":\"\(text)\",\"date\":\"2024-\(month)-\(10 + index % 18)\",\"url\":\"https://example.com/\(index)\"}"
        }
        return (lines + ["{\"text\":\"芯片工厂扩大产能新的芯片设计软件\"}"]).joined(separator: "\n")
    }

    @Test func topicsHaveSharesByPeriodWithIntervals() throws {
        let program = try Program()
        let corpus = try program.write("news.jsonl", chipsAndCars())
        let json = try program.run("topics", corpus, "--count", "2", "--json")
        #expect(json.status == 0 && json.errors.contains("1 article has no date"), "\(json.errors)")
        let lines = json.output.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("\"interval\":{\"lower\":") })
        #expect(lines.allSatisfy { $0.contains("\"period\":\"2024-04\"") && !$0.contains("\"period\":\"2024-03\"") })
        #expect(lines.allSatisfy { $0.contains("\"onPeriodBefore\":{") && $0.contains("\"date\":\"2024-0") })
        let quarters = try program.run("topics", corpus, "--count", "2", "--by", "quarter", "--csv", "--quiet")
        #expect(quarters.output.split(separator: "\r\n").count == 5 && quarters.output.contains("2024-Q1,1,"))
        #expect(try program.run("topics", corpus, "--count", "2", "--threads", "1", "--json").output == json.output)
        #expect(try !program.run("topics", corpus, "--count", "2").output.contains("far from all"))
        let whales = (0..<4).map { "\n{\"text\":\"鲸鱼迁徙观察\($0)，深海生物记录，鲸鱼迁徙观察\"}" }.joined()
        let others = try program.write("others.jsonl", chipsAndCars() + whales)
        #expect(try program.run("topics", others, "--count", "2").output.contains("\nfar from all of these topics: "))
    }

    @Test func topicsOfWindowsAreBornAndEnd() throws {
        let program = try Program()
        let corpus = try program.write("news.jsonl", chipsAndCars())
        let plain = try program.run("topics", corpus, "--count", "2", "--windows", "month", "--quiet")
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(plain.output.contains("2024-04  ") && plain.output.contains("born") && plain.output.contains("ended"))
        let json = try program.run("topics", corpus, "--count", "2", "--windows", "month", "--json", "--quiet")
        #expect(
            json.output.split(separator: "\n").count == 2
                && json.output.contains("\"kind\":\"born\",\"window\":\"2024-04\""))
        let csv = try program.run("topics", corpus, "--count", "2", "--windows", "month", "--csv", "--quiet")
        #expect(csv.output.hasPrefix("window,topic,name,share,window topics,events\r\n2024-01,"))
        let undated = try program.write("undated.jsonl", "{\"text\":\"芯片工厂扩大产能\"}")
        #expect(try program.run("topics", undated, "--windows", "month").status == 65)
        #expect(try program.run("topics", undated).status == 0)
    }

    @Test func topicsAreFoundWithinMemory() throws {
        let program = try Program()
        let articles = chipsAndCars()
        // More than the sample of the least memory holds.
        let corpus = try program.write("news.jsonl", Array(repeating: articles, count: 110).joined(separator: "\n"))
        let streamed = try program.run(
            "topics", corpus, "--count", "2", "--memory", "80M", "--model", "t.trend", "--json")
        #expect(streamed.status == 0 && streamed.errors.contains("110 articles have no date"), "\(streamed.errors)")
        let lines = streamed.output.split(separator: "\n")
        #expect(
            lines.count == 2
                && lines.allSatisfy { $0.contains("\"period\":\"2024-04\"") && $0.contains("example.com/") })
        let names = lines.map { line in
            line.range(of: "\"name\":\"[^\"]*\"", options: .regularExpression).map { line[$0] } ?? ""
        }
        #expect(names.count { $0.contains("芯片") && !$0.contains("汽车") } == 1, "\(streamed.output)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder).allSatisfy { !$0.contains("rows") })
        // What fits into the memory is done in memory.
        let small = try program.write("small.jsonl", articles)
        #expect(try program.run("topics", small, "--count", "2", "--memory", "1G", "--model", "a.trend").status == 0)
        #expect(try program.run("topics", small, "--count", "2", "--model", "b.trend").status == 0)
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: program.path("a.trend")))
                == Data(contentsOf: URL(fileURLWithPath: program.path("b.trend"))))
        for options in [["--windows", "month"], ["--model", "t.trend"]] {
            #expect(
                try program.run("topics", corpus, "--memory", "80M", options[0], options[1]).status == 64, "\(options)")
        }
        #expect(try program.run("topics", "-", "--memory", "80M").status == 64)
        let little = try program.run("topics", corpus, "--memory", "20M")
        #expect(little.status == 65 && little.errors.contains("--memory 80M"), "\(little.errors)")
        let empty = try program.write("empty.jsonl", "")
        #expect(try program.run("topics", empty, "--memory", "80M", "--format", "jsonl").status == 65)
    }

    @Test func findsHowManyTopicsThereAre() throws {
        let program = try Program()
        let result = try program.run("topics", Program.datasets + "/2024-05.txt", "--count", "auto")
        // A header, and at least the fewest topics that are tried.
        #expect(result.status == 0 && result.output.split(separator: "\n").count >= 6, "\(result.errors)")
        for count in ["0", "-3", "many", "Auto"] {
            #expect(
                try program.run("topics", Program.datasets + "/2024-05.txt", "--count=\(count)").status == 64,
                "\(count)")
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
        let span = try program.run(
            "report", months[0], months[1], "--model", "m.trend", "--from", "2023-09", "--to", "2023-10", "--language",
            "en",
            "--output", "span")
        #expect(span.output.hasPrefix("30 articles in September to October 2023."), "\(span.errors)")
        for name in ["report.html", "report.md", "report.ipynb", "report.json"] {
            #expect(try !program.read("span/" + name).isEmpty)
        }
        #expect(try program.run("report", months[0], "--model", "m.trend", "--month", "2030-01").status == 65)
        let week = try program.run(
            "report", months[0], months[1], "--by", "week", "--industry", "大模型研发", "--topics", "3", "--output", "week")
        #expect(week.status == 0 && week.output.hasPrefix("2023年第"), "\(week.errors)")
        let empty = try program.run("report", months[0], "--industry", "没有")
        #expect(empty.status == 65 && empty.errors.contains("articles have "), "\(empty.errors)")
        for wrong in [
            ["--last", "3m"], ["--week", "2023-09"], ["--by", "quarter", "--month", "2023-09"], ["--industry", " "],
        ] {
            #expect(try program.run(["report", months[0]] + wrong).status == 64)
        }
        for wrong in [["--from", "2023-09"], ["--month", "2023"], ["--from", "2023-10", "--to", "2023-09"]] {
            #expect(try program.run(["report", months[0], "--model", "m.trend"] + wrong).status == 64)
        }
    }

    @Test func theSampleCorpusIsWholeAndHistoryIsInIt() throws {
        let program = try Program()
        let result = try program.run(
            "watch", Program.datasets, "百模大战", "Scaling Law=Scaling Law|尺度定律|规模定律|缩放定律", "--csv", "--rejects", "bad.txt"
        )
        #expect(
            result.status == 0
                && result.errors
                    == """
                    trend: 18 files: title ← 标题, text ← 总结, date ← 发布时间 or 日期, label ← 行业, link ← 链接, source ← 来源, keywords ← 关键词, technologies ← AI技术, events ← 重大事件摘要
                    trend: 18 files: title ← 标题, text ← 总结, date ← 日期, label ← 行业, link ← 链接, source ← 来源

                    """,
            "\(result.errors)")
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
