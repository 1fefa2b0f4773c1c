import Foundation
import Testing

/// What the command says of how it read its files.
@Suite struct FieldsTests {
    private let table = "编号,标题,正文,时间,阅读数\n1,甲,国产芯片,2024-05-01,9\n2,乙,联赛,2024-06-01,9\n"

    @Test func howAFileWasReadIsToldOnOneLine() throws {
        let program = try Program()
        _ = try program.write("articles.csv", table)
        let result = try program.run("watch", "articles.csv", "芯片", "--csv")
        #expect(result.errors == "trend: articles.csv: title ← 标题, text ← 正文, date ← 时间; not used: 编号, 阅读数\n")
        #expect(result.status == 0 && result.output.contains("2024-05,芯片,1,"))
        #expect(try program.run("watch", "articles.csv", "芯片", "--quiet").errors.isEmpty)
    }

    @Test func filesThatAreReadAlikeShareALine() throws {
        let program = try Program()
        for name in ["a.csv", "b.csv"] { _ = try program.write(name, table) }
        _ = try program.write("c.jsonl", "{\"text\":\"一\",\"date\":\"2024-05-01\",\"\\u001b[31m\":1}\n")
        let result = try program.run("watch", "a.csv", "b.csv", "c.jsonl", "芯片")
        let lines = result.errors.split(separator: "\n")
        #expect(lines.count == 2, "\(result.errors)")
        #expect(lines[0] == "trend: 2 files: title ← 标题, text ← 正文, date ← 时间; not used: 编号, 阅读数")
        #expect(lines[1].hasPrefix("trend: c.jsonl: text ← text, date ← date; not used: "))
        #expect(!result.errors.contains("\u{1B}"))
    }

    @Test func theListOfUnusedNamesEnds() throws {
        let program = try Program()
        let names = (0..<40).map { "n\($0)" }
        _ = try program.write(
            "a.csv",
            "text,date,\(names.joined(separator: ","))\n一,2024-05-01,\(names.map { _ in "1" }.joined(separator: ","))\n"
        )
        let result = try program.run("watch", "a.csv", "芯片")
        #expect(
            result.errors.contains("not used: n0, n1, ") && result.errors.hasSuffix(", n11, … (28 more)\n"),
            "\(result.errors)")
    }

    @Test(arguments: ["a.csv", "a.jsonl", "a.txt"])
    func aNamedFieldThatIsNowhereIsAnError(file: String) throws {
        let program = try Program()
        let text =
            switch file {
            case "a.csv": "编号,标题,评论内容,时间\n1,好,房间很大,2024-05-01\n"
            case "a.jsonl": "{\"编号\":1,\"标题\":\"好\",\"评论内容\":\"房间很大\",\"时间\":\"2024-05-01\"}\n"
            default: "编号: 1\n标题: 好\n评论内容: 房间很大\n时间: 2024-05-01\n"
            }
        _ = try program.write(file, text)
        for option in ["--text", "--date", "--label"] {
            let result = try program.run("watch", file, "房间", option, "评价")
            #expect(result.status == 65)
            #expect(result.errors == "trend: \(file): no field is called '评价'; its fields are 编号, 标题, 评论内容, 时间\n")
        }
    }

    @Test func aNamedFieldMayBeInOneFileOnly() throws {
        let program = try Program()
        _ = try program.write("a.jsonl", "{\"text\":\"芯片\",\"date\":\"2024-05-01\"}\n")
        _ = try program.write("b.jsonl", "{\"body2\":\"芯片\",\"date\":\"2024-05-01\",\"text\":\"x\"}\n")
        // The other file is read by the usual names.
        let result = try program.run("watch", "a.jsonl", "b.jsonl", "芯片", "--text", "body2", "--csv")
        #expect(result.status == 0 && result.output.contains("2024-05,芯片,2,"), "\(result.errors)")
        let wrong = try program.run("import", "a.jsonl", "b.jsonl", "--archive", "a.db", "--text", "body3")
        #expect(wrong.status == 65 && wrong.errors.contains("2 files: no field is called 'body3'"), "\(wrong.errors)")
        // Also of an archive, whose records have their own names.
        #expect(try program.run("import", "b.jsonl", "--archive", "b.db", "--text", "body2").status == 0)
        #expect(try program.run("watch", "b.db", "芯片", "--text", "text").status == 0)
        let archive = try program.run("watch", "b.db", "芯片", "--text", "body3")
        #expect(
            archive.status == 65 && archive.errors.contains("b.db: no field is called 'body3'"), "\(archive.errors)")
    }

    @Test func aCorpusOfTitlesOrWithoutDatesSaysSo() throws {
        let program = try Program()
        _ = try program.write("a.csv", "标题,时间\n甲,2024-05-01\n乙,\n丙,\n")
        let result = try program.run("watch", "a.csv", "芯片")
        #expect(
            result.errors.contains("most articles have a title and no text (3 of 3); --text FIELD names")
                && result.errors.contains("most articles have no date (2 of 3); --date FIELD names"), "\(result.errors)"
        )
        _ = try program.write("b.csv", "标题,正文,时间\n甲,一,2024-05-01\n乙,二,2024-05-01\n丙,,\n")
        let whole = try program.run("watch", "b.csv", "芯片").errors
        #expect(!whole.contains("no text") && !whole.contains("--date"), "\(whole)")
    }

    @Test func rowsWithNamedMembersStayAsTheyAre() throws {
        let program = try Program()
        let titles = try program.write("titles.jsonl", titles)
        let train = try program.run("train", titles, "--text", "body", "--label", "class", "--model", "m.trend")
        #expect(train.status == 0, "\(train.errors)")
        let row = "{ \"post\": {\"text\": \"球队夺冠\", \"n\": 1.50}, \"content\": \"股票\" }"
        _ = try program.write("new.jsonl", row + "\n")
        let tagged = try program.run("tag", "new.jsonl", "--text", "post.text", "--model", "m.trend")
        #expect(
            tagged.status == 0 && tagged.output.hasPrefix(String(row.dropLast(2))), "\(tagged.errors)\(tagged.output)")
        #expect(tagged.output.contains("\"predicted\":[{\"label\":\"体育\""))
        // A model remembers names that other files need not have.
        let other = try program.run("tag", "new.jsonl", "--model", "m.trend")
        #expect(
            other.errors.contains("text ← content") && other.output.contains("\"predicted\":[{\"label\":\"财经\""),
            "\(other.errors)")
    }
}
