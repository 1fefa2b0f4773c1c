import Foundation
import Testing

/// Topics that are kept, edited in a table and used again.
@Suite struct KeptTopicsTests {
    private let old = ["2024-01", "2024-02", "2024-03", "2024-04"].map { "\(Program.datasets)/\($0).txt" }
    private var new: [String] { [Program.datasets + "/2024-05.txt"] }

    private func topics(_ result: Program.Result) throws -> [[String: Any]] {
        try result.output.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }.filter { $0["topic"] != nil && $0["isNew"] as? Bool == false }
    }

    @Test func aTableRenamesMergesAndHides() throws {
        let program = try Program()
        let found = try topics(program.run(["topics"] + old + ["--count", "4", "--model", "topics.trend", "--json"]))
        let names = found.map { $0["name"] as! String }
        let model = try Data(contentsOf: URL(fileURLWithPath: program.path("topics.trend")))
        let written = try program.read("topics.csv")
        #expect(found.count == 4 && names.allSatisfy(written.contains))
        let table =
            "topic,name,merge into,hide\n\(names[0]),我的主题,,\n\(names[1]),,我的主题,\n\(names[2]),,,yes\n\(names[3]),,,\n"
        _ = try program.write("topics.csv", table)
        let sorted = try topics(program.run(["topics"] + new + ["--model", "topics.trend", "--json"]))
        #expect(sorted.map { $0["name"] as? String } == ["我的主题", names[3]])
        #expect(sorted.map { $0["topic"] as? Int } == [1, 4])
        let text = try program.run(["topics"] + new + ["--model", "topics.trend"])
        #expect(text.output.contains("hidden: 1 topic") && !text.output.contains(names[2]), "\(text)")

        let report = try program.run(["report"] + old + new + ["--topics-model", "topics.trend", "--output", "r"])
        #expect(report.status == 0, "\(report)")
        let json = try program.read("r/report.json")
        #expect(json.contains("我的主题") && !json.contains(names[2]) && !json.contains(names[1]))
        #expect(json.contains("本期沿用此前保存的 3 个主题，其中 1 个按设置不列出"))
        for file in ["report.html", "report.md", "report.ipynb", "tables/topics.csv"] {
            let text = try program.read("r/" + file)
            #expect(text.contains("我的主题") && !text.contains(names[2]), "\(file)")
        }
        #expect(
            try program.read("topics.csv") == table
                && model == Data(contentsOf: URL(fileURLWithPath: program.path("topics.trend"))))
        let english = try program.run(
            ["report"] + old + new + ["--topics-model", "topics.trend", "--language", "en", "--output", "e"])
        #expect(english.status == 0)
        #expect(
            try program.read("e/report.md").contains("The 3 topics were saved earlier; 1 of them is hidden by choice."))

        _ = try program.write("topics.csv", "topic,name,merge into,hide\n\(names[0]),,没有,\n")
        let wrong = try program.run(["report"] + old + ["--topics-model", "topics.trend", "--output", "w"])
        #expect(
            wrong.status == 65 && wrong.errors.contains("topics.csv:2: '\(names[0])' is merged into '没有'"), "\(wrong)")
        // All hidden: a section without a table.
        _ = try program.write("topics.csv", "topic,hide\n1,1\n2,1\n3,1\n4,1\n")
        let none = try program.run(["report"] + old + new + ["--topics-model", "topics.trend", "--output", "n"])
        #expect(none.status == 0 && none.errors.contains("hides all topics"), "\(none)")
        #expect(try topics(program.run(["topics"] + new + ["--model", "topics.trend", "--json"])).isEmpty)
    }

    /// The result of topics is no table of topics, and takes the place of none.
    @Test func anEditedTableGivesWayToNoResult() throws {
        let program = try Program()
        let run = ["topics"] + old + ["--count", "4", "--model", "topics.trend"]
        #expect(try program.run(run).status == 0)
        let table = try program.read("topics.csv") + "\n"
        _ = try program.write("topics.csv", table)
        for output in [["--output", "topics.csv"], ["--as", "csv", "--output", "./topics.csv"]] {
            let result = try program.run(run + output)
            #expect(result.status == 64 && result.errors.contains("the same file as --topics-table"), "\(result)")
        }
        let shell = try program.shell("trend topics \(new[0]) --model topics.trend >> topics.csv")
        #expect(shell.status == 64 && shell.errors.contains("the same file as --topics-table"), "\(shell)")
        #expect(try program.read("topics.csv") == table)
        // What lies there may also be the corpus.
        _ = try program.write("topics.csv", "日期,标题\n2024-05-01,大模型降价\n2024-05-02,机器人进厂\n")
        #expect(try program.run("topics", "topics.csv", "--model", "topics.trend").status == 0)
    }

    @Test func ignoredPhrasesAppearNowhere() throws {
        let program = try Program()
        let months = old + new
        let before = try topics(program.run(["topics"] + months + ["--count", "3", "--json"]))
        let phrase = try #require((before[0]["phrases"] as? [String])?.first)
        _ = try program.write("ignore.txt", "\u{FEFF}# none of these\r\n\r\n \(phrase) \r\n没有这样的短语\r\n")
        for way in [[], ["--windows", "quarter"], ["--memory", "200M"]] {
            let result = try program.run(
                ["topics"] + months + ["--count", "3", "--json", "--ignore", "ignore.txt"] + way)
            #expect(result.status == 0 && !result.output.contains("\"\(phrase)\""), "\(way)")
            #expect(
                result.errors.contains("ignore.txt: 1 phrase is not among the phrases of these articles: 没有这样的短语"),
                "\(result.errors)")
        }
        let report = try program.run(
            ["report"] + months + ["--ignore", "ignore.txt", "--topics", "3", "--output", "r"])
        #expect(report.status == 0 && report.errors.contains("没有这样的短语"))
        #expect(try !program.read("r/tables/topics.csv").contains(phrase))
        // Kept with the phrase, shown without it.
        _ = try program.run(["topics"] + months + ["--count", "3", "--model", "t.trend"])
        let kept = try program.run(["topics"] + months + ["--model", "t.trend", "--json", "--ignore", "ignore.txt"])
        #expect(try topics(kept).count == 3 && !kept.output.contains("\"\(phrase)\""))
        #expect(try program.run(["topics"] + months + ["--ignore", "none.txt"]).status == 66)
    }

    @Test func ignoredPhrasesDoNotEmerge() throws {
        let program = try Program()
        var lines: [String] = []
        for month in 1...6 {
            for story in 0..<40 {
                var state = UInt32(month * 1000 + story)
                let filler = (0..<14).map { _ -> String in
                    state = state &* 1_664_525 &+ 1_013_904_223
                    return String(UnicodeScalar(0x5000 + (state >> 8) % 0x3000)!)
                }.joined()
                let new = month == 6 && story < 20 ? "，双十一大促，" : "，日常，"
                lines.append("{\"text\":\"\(filler)\(new)\",\"date\":\"2024-0\(month)-\(10 + story % 18)\"}")
            }
        }
        _ = try program.write("a.jsonl", lines.joined(separator: "\n"))
        #expect(try program.run("emerging", "a.jsonl", "--csv").output.contains("双十一大促"))
        // 雙十一大促 in GB18030, as some editors write it.
        try Data([0xEB, 0x70, 0xCA, 0xAE, 0xD2, 0xBB, 0xB4, 0xF3, 0xB4, 0xD9, 0x0A]).write(
            to: URL(fileURLWithPath: program.path("ignore.txt")))
        for bursts in [[], ["--bursts"]] {
            let found = try program.run(["emerging", "a.jsonl", "--csv", "--ignore", "ignore.txt"] + bursts)
            #expect(found.status == 0 && !found.output.contains("\n双十一大促,"), "\(found)")
            #expect(!found.errors.contains("not among"), "\(found.errors)")
        }
        // In May there was none.
        let may = try program.run("emerging", "a.jsonl", "--month", "2024-05", "--ignore", "ignore.txt")
        #expect(
            may.errors.contains("ignore.txt: 1 phrase is not among the phrases of the articles of 2024-05: 雙十一大促"),
            "\(may.errors)")
    }

    @Test func filesThatDoNotFitAreTold() throws {
        let program = try Program()
        _ = try program.run(["topics"] + old + ["--count", "3", "--model", "topics.trend"])
        _ = try program.run(["train"] + old + ["--model", "m.trend"])
        _ = try program.write("bad.trend", "x")
        for (options, status, reason) in [
            (["--topics-model", "m.trend"], 65, "topics"), (["--topics-model", "bad.trend"], 65, "bad.trend"),
            (["--topics-model", "none.trend"], 66, "none.trend"),
            (["--topics-model", "topics.trend", "--topics", "3"], 64, "--topics"),
            (["--topics-table", "topics.csv"], 64, "--topics-model"),
            (["--topics-model", "topics.trend", "--topics-table", "bad.trend"], 65, "not a table of topics"),
            (["--topics-model", "topics.trend", "--words", "taiwan"], 64, "find the topics anew"),
        ] as [([String], Int32, String)] {
            let result = try program.run(["report"] + old + ["--output", "r"] + options)
            #expect(result.status == status && result.errors.contains(reason), "\(options): \(result)")
        }
        // Texts of another kind.
        var lines: [String] = []
        for index in 0..<40 {
            lines.append("{\"text\":\"世界杯决赛第\(index)场，前锋进球，守门员扑出点球。\",\"date\":\"2024-05-\(10 + index % 20)\"}")
        }
        _ = try program.write("sport.jsonl", lines.joined(separator: "\n"))
        let other = try program.run("report", "sport.jsonl", "--topics-model", "topics.trend", "--output", "s")
        #expect(other.status == 0 && other.errors.contains("fit none of the kept topics"), "\(other)")
    }
}
