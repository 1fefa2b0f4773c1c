import Foundation
import Testing

@Suite struct ArchiveCommandTests {
    private func program() throws -> Program {
        let program = try Program()
        _ = try program.write("titles.jsonl", titles)
        let result = try program.run(["import", "titles.jsonl", "--archive", "a.db"] + fields)
        #expect(
            result.status == 0 && result.output == "added 60 articles to a.db\n", "\(result.errors)\(result.output)")
        return program
    }

    private let fields = ["--text", "body", "--label", "class", "--date", "day"]

    @Test func theMonthlyRoutineIsSafeToRunTwice() throws {
        let program = try program()
        #expect(try program.run("train", "a.db", "--single-label", "--model", "m.trend").status == 0)
        _ = try program.write(
            "new.jsonl", titles.replacing("第", with: "新").replacing(/"class": "[^"]*"/, with: "\"class\": \"\""))
        var reports: [String] = []
        for turn in 0..<2 {
            let added = try program.run(["import", "new.jsonl", "--archive", "a.db"] + fields)
            #expect(added.output.hasPrefix("added \(turn == 0 ? 60 : 0) articles"), "\(added.errors)")
            let tagged = try program.run("tag", "--archive", "a.db", "--model", "m.trend")
            #expect(
                tagged.output.hasPrefix(turn == 0 ? "tagged 120 articles" : "this model has tagged all"),
                "\(tagged.errors)")
            let report = try program.run(
                "report", "--archive", "a.db", "--month", "2024-03", "--output", "report\(turn)")
            // Titles of a few shuffled characters have no topics.
            #expect(
                report.status == 0
                    && report.errors
                        == "trend: warning: No topics could be found: the articles contain no usable phrases.\n",
                "\(report.errors)")
            reports.append(try program.read("report\(turn)/report.json"))
        }
        #expect(reports[0] == reports[1] && reports[0].contains("体育"))
    }

    @Test func everyCommandTakesItAsItsCorpus() throws {
        let program = try program()
        let ofFile = try program.run(["train", "titles.jsonl", "--single-label", "--model", "f.trend"] + fields)
        let ofArchive = try program.run("train", "a.db", "--single-label", "--model", "a.trend")
        #expect(
            ofFile.status == 0
                && ofFile.output.split(separator: "\n").dropLast() == ofArchive.output.split(separator: "\n").dropLast()
        )
        for words in [["evaluate", "a.db", "--model", "a.trend"], ["watch", "a.db", "球队"]] {
            let (a, b) = try (
                program.run(words), program.run(words.map { $0 == "a.db" ? "titles.jsonl" : $0 } + fields)
            )
            #expect(a.status == 0 && a.output == b.output, "\(words) \(a.errors)")
        }
        let tagged = try program.run("tag", "a.db", "--model", "a.trend")
        let expected = try program.run("tag", "titles.jsonl", "--model", "f.trend")
        #expect(tagged.status == 0 && tagged.output == expected.output)
        #expect(
            try program.run("train", "a.db", "--single-label", "--memory", "300M", "--model", "s.trend").status == 0)
        #expect(try program.run("explain", "a.trend", "a.db", "--record", "60").status == 0)
        #expect(try program.run("emerging", "a.db", "--month", "2024-03").status == 0)
    }

    @Test func exportAndImportGiveTheSame() throws {
        let program = try program()
        #expect(try program.run("train", "a.db", "--single-label", "--model", "m.trend").status == 0)
        #expect(try program.run("tag", "--archive", "a.db", "--model", "m.trend").status == 0)
        #expect(
            try program.run("export", "--archive", "a.db", "--output", "a.jsonl").output
                == "wrote 60 articles to a.jsonl\n")
        let imported = try program.run("import", "a.jsonl", "--restore", "--archive", "b.db")
        #expect(imported.status == 0 && imported.output.contains("60 articles came with tags"), "\(imported.errors)")
        let again = try program.run("export", "--archive", "b.db")
        #expect(try again.output == program.read("a.jsonl"))
        let records = try program.run("export", "--archive", "a.db", "--format", "records")
        #expect(records.output.hasPrefix("---\n") && records.output.contains("行业: 体育"))
    }

    @Test func correctionsCountAndWait() throws {
        let program = try Program()
        _ = try program.write("a.txt", "标题: 甲\n链接: u\n行业: 旧\n\n标题: 乙\n链接: v\n行业: 旧\n")
        _ = try program.write(
            "c.jsonl", "{\"链接\":\"u\",\"行业\":[\"新\"]}\n{\"链接\":\"later\",\"标题\":\"没有\",\"行业\":[\"新\"]}\nx\n")
        let result = try program.run("import", "a.txt", "--archive", "a.db", "--corrections", "c.jsonl")
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.hasSuffix(
                "kept corrections of 2 articles\n1 correction waits for an article that is not in the archive yet: 没有\n"
            )
        )
        #expect(result.errors.contains("c.jsonl:3") && result.errors.contains("1 line of c.jsonl is not a correction"))
        let records = try program.run("export", "--archive", "a.db", "--format", "records")
        #expect(records.output.contains("行业: 新") && records.output.contains("行业: 旧"))
        #expect(
            records.errors.contains(
                "1 correction waits for its article and was left out; --format jsonl keeps them"))
        _ = try program.write("b.txt", "标题: 丙\n链接: later\n行业: 旧\n")
        #expect(
            try program.run("import", "b.txt", "--archive", "a.db").output
                == "added 1 article to a.db\nof these, 1: no date, so in no month\n")
        #expect(
            try program.run("export", "--archive", "a.db", "--format", "records").output.hasSuffix(
                "链接: later\n行业: 新\n\n"))
    }

    @Test func recordsTellWhatTheyLeaveOut() throws {
        let program = try program()
        let records = try program.run("export", "--archive", "a.db", "--format", "records", "--output", "r.txt")
        #expect(records.status == 0 && records.output == "wrote 60 articles to r.txt\n")
        #expect(
            records.errors
                == "trend: records have no place for these fields, which were left out: \"n\" of 60 articles; --format jsonl keeps them\n"
        )
        #expect(try program.run("export", "--archive", "a.db").errors.isEmpty)
    }

    /// Records that teach industries, keywords and events, and new ones, of which the first has some of them.
    private func wholeRecords() throws -> Program {
        let program = try Program()
        let names = ["量子电池", "光子芯片", "海藻燃料"]
        let filler = String(repeating: "厂长说，今后几年还会继续投入，工人也会增加。", count: 5)
        func record(_ index: Int, _ fields: String) -> String {
            let name = names[index % 3]
            return "标题：\(name)试产\(index)\n链接：https://e.cn/\(fields.count)/\(index)\n日期：2024-0\(1 + index % 3)-10\n"
                + "总结：昨天\(name)在\(index)号厂试产，产量增加\(index)%。\(filler)\n\(fields)"
        }
        _ = try program.write(
            "old.txt",
            (0..<24).map { index in
                record(
                    index,
                    "关键词：\(names[index % 3])，试产\n行业：\(index % 2 == 0 ? "制造" : "能源")\n重大事件摘要：\n1. **试产**：昨天\(names[index % 3])试产\n"
                )
            }.joined(separator: "\n"))
        let train = try program.run("train", "old.txt", "--model", "m.trend")
        #expect(train.status == 0 && train.output.contains("keywords:"), "\(train.errors)")
        _ = try program.write(
            "new.txt",
            (0..<12).map { index in
                record(index, index == 0 ? "关键词：自己的\n行业：\n" : index == 1 ? "行业：航运\n" : "")
            }.joined(separator: "\n"))
        #expect(try program.run("import", "new.txt", "--archive", "a.db").status == 0)
        return program
    }

    @Test func anArchiveKeepsAllTagsAndGivesThemAsFilesDo() throws {
        let program = try wholeRecords()
        #expect(
            try program.run("tag", "--archive", "a.db", "--model", "m.trend", "--only", "keywords").output
                == "tagged 12 articles\n")
        let tagged = try program.run("tag", "--archive", "a.db", "--model", "m.trend")
        #expect(
            tagged.status == 0 && tagged.output.hasPrefix("tagged 12 articles"), "\(tagged.errors)")
        for only in [[], ["--only", "events,industries"]] {
            let again = try program.run(["tag", "--archive", "a.db", "--model", "m.trend"] + only)
            #expect(again.output == "this model has tagged all articles already\n")
        }
        // As records: the same fields with the same basis, but for how a record's own fields are written.
        let ofFile = try program.run("tag", "new.txt", "--model", "m.trend", "--as", "records").output
        let ofArchive = try program.run("export", "--archive", "a.db", "--format", "records")
        #expect(
            ofArchive.errors.isEmpty && ofArchive.output.contains("\n标注依据:\n")
                && ofArchive.output.contains("关键词: 自己的\n"))
        func fields(_ records: String) -> [[String]] {
            records.replacing("：", with: ":").replacing(": ", with: ":").components(separatedBy: "\n\n").map {
                $0.split(separator: "\n").map(String.init).sorted()
            }
        }
        #expect(fields(ofArchive.output) == fields(ofFile))
        // As JSON lines: all that tag writes.
        let lines = try program.run("tag", "new.txt", "--model", "m.trend").output.split(separator: "\n").map(
            String.init)
        let exported = try program.run("export", "--archive", "a.db", "--output", "e.jsonl")
        #expect(exported.status == 0)
        for (line, exported) in try zip(lines, program.read("e.jsonl").split(separator: "\n").map(String.init)) {
            let expected = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
            let found =
                try #require(JSONSerialization.jsonObject(with: Data(exported.utf8)) as? NSDictionary).mutableCopy()
                as! NSMutableDictionary
            #expect((found["trend:archive"] as? NSDictionary)?["inferred"] != nil)
            found.removeObject(forKey: "trend:archive")
            #expect(found == expected)
        }
        // Importing that makes the same archive, in which nothing is left to tag.
        #expect(
            try program.run("import", "e.jsonl", "--restore", "--archive", "b.db").output.hasPrefix("added 12 articles")
        )
        #expect(try program.run("export", "--archive", "b.db").output == program.read("e.jsonl"))
        #expect(
            try program.run("tag", "--archive", "b.db", "--model", "m.trend").output.hasPrefix(
                "this model has tagged all"))
    }

    @Test func aReportOnFilesTagsWhatTheyLackAsAnArchiveDoes() throws {
        let program = try wholeRecords()
        #expect(try program.run("tag", "--archive", "a.db", "--model", "m.trend").status == 0)
        let ofFile = try program.run("report", "new.txt", "--model", "m.trend", "--month", "2024-03", "--output", "f")
        let ofArchive = try program.run("report", "--archive", "a.db", "--month", "2024-03", "--output", "a")
        #expect(ofFile.status == 0 && ofArchive.status == 0, "\(ofFile.errors)\(ofArchive.errors)")
        let keywords = try program.read("f/tables/keywords.csv")
        #expect(keywords.contains("量子电池") || keywords.contains("光子芯片") || keywords.contains("海藻燃料"))
        let tables = try FileManager.default.subpathsOfDirectory(atPath: program.path("f")).filter {
            $0.hasSuffix(".csv") && !$0.contains("articles")
        }
        #expect(tables.count > 4)
        // The archive does not keep the model, from which shares are estimated.
        for table in tables where !table.hasSuffix("industries.csv") && !table.hasSuffix("share-by-month.csv") {
            #expect(try program.read("a/" + table) == program.read("f/" + table), "\(table)")
        }
        let ofBoth = try program.run(
            "report", "--archive", "a.db", "--model", "m.trend", "--month", "2024-03", "--output", "b")
        #expect(ofBoth.status == 0, "\(ofBoth.errors)")
        for table in tables { #expect(try program.read("b/" + table) == program.read("f/" + table), "\(table)") }
        // Named as new, an article loses its labels and keeps its keywords.
        let ofNew = try program.run(
            "report", "old.txt", "--new", "new.txt", "--model", "m.trend", "--month", "2024-01", "--output", "n")
        #expect(ofNew.status == 0, "\(ofNew.errors)")
        #expect(try program.read("n/tables/keywords.csv").contains("自己的"))
        #expect(try program.read("n/report.json").contains("\"technologies\""))
        #expect(try !program.read("n/report.json").contains("航运"))
    }

    @Test func theReportCountsWhatWasInferredAsOfTaggedFiles() throws {
        let program = try wholeRecords()
        _ = try program.write("c.jsonl", "{\"链接\":\"https://e.cn/0/5\",\"行业\":[\"改正\"]}\n")
        #expect(try program.run("tag", "--archive", "a.db", "--model", "m.trend").status == 0)
        #expect(
            try program.run("tag", "new.txt", "--model", "m.trend", "--as", "records", "--output", "t.txt").status == 0)
        let ofArchive = try program.run("report", "--archive", "a.db", "--month", "2024-03", "--output", "a")
        let ofFile = try program.run("report", "t.txt", "--model", "m.trend", "--month", "2024-03", "--output", "f")
        #expect(ofArchive.status == 0 && ofFile.status == 0, "\(ofArchive.errors)\(ofFile.errors)")
        let tables = try FileManager.default.subpathsOfDirectory(atPath: program.path("a")).filter {
            $0.hasSuffix(".csv")
        }
        #expect(tables.contains { $0.contains("keywords") })
        for table in tables
        where table.contains("keywords") || table.contains("technologies") || table.contains("industries") {
            #expect(try program.read("a/" + table) == program.read("f/" + table))
        }
        // A person's word beats the model's in the report and the export.
        #expect(try program.run("import", "--corrections", "c.jsonl", "--archive", "a.db").status == 0)
        #expect(try program.run("report", "--archive", "a.db", "--month", "2024-03", "--output", "c").status == 0)
        #expect(try program.read("c/report.json").contains("改正"))
        #expect(try program.run("export", "--archive", "a.db", "--format", "records").output.contains("行业: 改正\n"))
    }

    /// The other names of labels come from the model that tagged the archive, or from the import.
    @Test func labelsAreCountedByTheirNamesAsInFiles() throws {
        let program = try Program()
        let files = (1...3).map { Program.datasets + "/2023-0\($0).txt" }
        let aliases = Program.datasets + "/aliases.yaml"
        let train = try program.run(["train", "--aliases", aliases, "--model", "m.trend"] + files)
        #expect(train.status == 0, "\(train.errors)")
        #expect(try program.run(["import", "--archive", "a.db"] + files).status == 0)
        let plain = try program.run("export", "--archive", "a.db", "--format", "records").output
        #expect(try program.run("tag", "--archive", "a.db", "--model", "m.trend").status == 0)
        #expect(try program.run(["import", "--archive", "b.db", "--aliases", aliases] + files).status == 0)
        let month = ["--month", "2023-03", "--topics", "1", "--quiet"]
        #expect(try program.run(["report", "--model", "m.trend", "--output", "files"] + month + files).status == 0)
        for name in ["a", "b"] {
            let report = try program.run(["report", "--archive", name + ".db", "--output", name] + month)
            #expect(report.status == 0, "\(report.errors)")
        }
        let tables = try FileManager.default.subpathsOfDirectory(atPath: program.path("files")).filter {
            $0.contains("industries") && $0.hasSuffix(".csv")
        }
        #expect(!tables.isEmpty)
        for table in tables {
            #expect(try program.read("a/" + table) == program.read("files/" + table))
            #expect(try program.read("b/" + table) == program.read("files/" + table))
        }
        // The archive's own labels stay as they came in, and every command reads them by their names.
        let records = try program.run("export", "--archive", "a.db", "--format", "records").output
        #expect(plain.contains("行业: 教育科技, 人工智能") && records.contains("行业: 教育科技, 人工智能"))
        #expect(try program.run("labels", "a.db").output == program.run("labels", "b.db").output)
        #expect(!(try program.run("labels", "a.db").output.contains("大语言模型")))
        // The export carries the names.
        let exported = try program.run("export", "--archive", "b.db", "--output", "b.jsonl")
        #expect(exported.status == 0)
        #expect(try program.run("import", "b.jsonl", "--restore", "--archive", "c.db").status == 0)
        #expect(try program.run("labels", "c.db").output == program.run("labels", "b.db").output)
    }

    @Test func findShowsArticles() throws {
        let program = try Program()
        _ = try program.write("a.txt", "标题: 具身智能走红\n链接: https://e.cn/2024/05/06/1\n总结: 机器人\n")
        #expect(try program.run("import", "a.txt", "--archive", "a.db", "--quiet").output.isEmpty)
        let found = try program.run("find", "--archive", "a.db", "具身智能")
        #expect(found.output == "2024-05-06  具身智能走红\n  https://e.cn/2024/05/06/1\n  【具身智能】走红 机器人\n")
        let json = try program.run("find", "--archive", "a.db", "机器", "--json")
        #expect(json.output.contains("\"link\":\"https://e.cn/2024/05/06/1\"") && json.output.contains("【机器】人"))
        let none = try program.run("find", "--archive", "a.db", "\"没有")
        #expect(none.status == 0 && none.output.isEmpty && none.errors.contains("no article holds"))
    }

    @Test func failuresHaveTheirExitCodes() throws {
        let program = try program()
        #expect(try program.run("find", "--archive", "none.db", "甲乙丙").status == 66)
        #expect(try program.run("import", "none.txt", "--archive", "new.db").status == 66)
        #expect(!FileManager.default.fileExists(atPath: program.path("new.db")))
        let other = try program.run("import", "titles.jsonl", "--archive", "titles.jsonl")
        #expect(other.status == 65 && other.errors == "trend: titles.jsonl: not a trend archive\n")
        let folder = try program.run("import", "titles.jsonl", "--archive", "nowhere/a.db", "--text", "body")
        #expect(folder.status == 74 && folder.errors.split(separator: "\n").count == 1, "\(folder.errors)")
        #expect(try program.run("import", "a.db", "--archive", "b.db").status == 65)
        #expect(try program.run("tag", "titles.jsonl", "--archive", "a.db", "--model", "m").status == 64)
        #expect(try program.run("report", "titles.jsonl", "--new", "titles.jsonl").status == 64)
    }

    @Test func tooManyRejectsLeaveTheArchiveAsItWas() throws {
        let program = try program()
        _ = try program.write("bad.jsonl", "{\"body\":\"球队\",\"class\":\"\",\"day\":\"\"}\n{\"body\":\n{\"n\":1}\n")
        let before = try program.run("export", "--archive", "a.db").output
        let result = try program.run(["import", "bad.jsonl", "--archive", "a.db", "--rejects", "r.txt"] + fields)
        #expect(result.status == 65 && result.errors.contains("nothing was written"), "\(result.errors)")
        #expect(try program.run("export", "--archive", "a.db").output == before)
        #expect(try program.read("r.txt").contains("bad.jsonl:3: neither a title nor a text"))
        let allowed = try program.run(["import", "bad.jsonl", "--archive", "a.db", "--max-rejects", "2"] + fields)
        #expect(
            allowed.status == 0
                && allowed.output == "added 1 article to a.db\nof these, 1: no date, so in no month\n")
    }

    @Test func anExportIsRestoredOnlyWhenToldTo() throws {
        let program = try program()
        #expect(try program.run("train", "a.db", "--single-label", "--model", "m.trend").status == 0)
        #expect(try program.run("tag", "--archive", "a.db", "--model", "m.trend").status == 0)
        #expect(try program.run("export", "--archive", "a.db", "--output", "e.jsonl").status == 0)
        let plain = try program.run("import", "e.jsonl", "--archive", "b.db")
        #expect(plain.status == 0 && plain.output.hasPrefix("added 60 articles to b.db\n"))
        #expect(
            plain.errors.contains(
                "trend: 60 records look like the export of an archive and came in as ordinary records; import --restore "
                    + "brings back their tags, corrections and origins\n"), "\(plain.errors)")
        #expect(!plain.output.contains("tags"))
        #expect(try program.run("import", "e.jsonl", "--replace-corrections", "--archive", "b.db").status == 64)
    }

    @Test func checkSaysWhatIsWhole() throws {
        let program = try program()
        let whole = try program.run("check", "a.db")
        #expect(whole.status == 0 && whole.output == "a.db is whole: 60 articles\n" && whole.errors.isEmpty)
        let copy = try program.run("check", "a.db", "--backup", "b.db")
        #expect(copy.status == 0 && copy.output == "b.db is whole: 60 articles\n")
        #expect(
            try program.run("export", "--archive", "b.db").output == program.run("export", "--archive", "a.db").output)
        #expect(try program.run("check", "a.db", "--backup", "b.db").status == 74)
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: program.path("b.db"))))
        // The text of a record, which the file holds as it came in.
        let place = try #require(bytes.firstRange(of: Array("第17\", \"class".utf8)))
        bytes[place.lowerBound + 4] = UInt8(ascii: "8")
        try Data(bytes).write(to: URL(fileURLWithPath: program.path("b.db")))
        let damaged = try program.run("check", "b.db", "--salvage", "c.db")
        #expect(damaged.status == 65 && damaged.errors.contains("b.db: damaged: article 18: its record is not"))
        #expect(damaged.output == "brought 59 articles into c.db\nleft behind, damaged: 1 article, number 18\n")
        let read = try program.run("labels", "b.db")
        #expect(
            read.status == 65
                && read.errors
                    == "trend: b.db: the archive is damaged: article 18: its record is not the one that came in\n"
        )
        #expect(try program.run("check", "c.db").output == "c.db is whole: 59 articles\n")
        #expect(try program.run("check", "none.db").status == 66)
        #expect(try program.run("check", "a.db", "--backup", "x", "--salvage", "y").status == 64)
    }
}
