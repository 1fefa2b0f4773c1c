import Foundation
import Testing

@Suite struct ReviewTests {
    private let words = ["体育": "球队比赛进球夺冠教练", "财经": "股票基金上涨银行利率", "教育": "高考学校招生老师考试"]

    private func trained() throws -> Program {
        let program = try Program()
        _ = try program.write("titles.jsonl", titles)
        let train = try program.run(
            "train", "titles.jsonl", "--text", "body", "--label", "class", "--single-label", "--model", "m.trend")
        #expect(train.status == 0, "\(train.errors)")
        _ = try program.write(
            "new.jsonl",
            """
            {"body":"球队比赛夺冠","link":"u1"}
            {"body":"球队股票上涨","link":"u2"}
            {"body":"学校教练考试","link":"u3"}
            {"body":"老师招生","link":"u4","class":"教育"}
            {"body":"银行考试进球"}

            """)
        return program
    }

    @Test func withoutATerminalItIsAList() throws {
        let program = try trained()
        let list = try program.run("review", "new.jsonl", "--model", "m.trend", "--count", "2")
        #expect(list.status == 0 && list.errors.contains("passed over 1 article with labels"), "\(list.errors)")
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[0].hasPrefix("doubt") && !list.output.contains("老师招生"))
        let json = try program.run("review", "new.jsonl", "--model", "m.trend", "--json")
        let rows = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(
            rows.count == 4 && rows.allSatisfy { ($0["uncertainty"] as? Double).map { (0...1).contains($0) } ?? false })
        #expect(rows.last?["link"] as? String == "u1")
    }

    @Test func correctionsArePassedOverAndLearnedFrom() throws {
        let program = try trained()
        let corrections = try program.write(
            "c.jsonl",
            """
            {"链接":"u2","标题":"球队股票上涨","行业":["财经"]}
            not a correction
            {"链接":"gone","标题":"别处","行业":["财经"]}
            {"链接":"u3","行业":["选秀"]}
            {"链接":"u
            """)
        let list = try program.run("review", "new.jsonl", "--model", "m.trend", "--corrections", corrections, "--list")
        #expect(list.status == 0 && !list.output.contains("球队股票上涨") && list.output.contains("银行考试进球"))
        #expect(list.errors.contains("passed over 2 articles with a correction"))
        #expect(list.errors.contains("2 lines of \(corrections) are not corrections"))

        let before = try program.read("c.jsonl")
        let update = try program.run(
            "train", "new.jsonl", "--corrections", corrections, "--update", "m.trend", "--model", "u.trend",
            "--rejects", "rejects.txt")
        #expect(update.status == 0, "\(update.errors)")
        #expect(update.output.contains("learned from 3 more articles\nnew labels: 选秀\n2 of them corrected"))
        #expect(update.errors.contains("1 of 3 corrections is of an article that is not in the corpus: 别处"))
        #expect(try program.read("rejects.txt").split(separator: "\n").map { $0.contains("c.jsonl:") } == [true, true])
        #expect(try program.read("c.jsonl") == before)
        let tagged = try program.run("tag", "new.jsonl", "--model", "u.trend").output.split(separator: "\n")
        #expect(
            tagged[1].contains(#""predicted":[{"label":"财经""#) && tagged[2].contains(#""predicted":[{"label":"选秀""#))

        let anew = try program.run(
            "train", "titles.jsonl", "new.jsonl", "--text", "body", "--label", "class", "--single-label",
            "--corrections",
            corrections, "--model", "n.trend", "--quiet")
        #expect(anew.status == 0, "\(anew.errors)")
        let second = try program.run("tag", "new.jsonl", "--model", "n.trend").output.split(separator: "\n")[2]
        #expect(second.contains(#""label":"选秀""#))
    }

    @Test func namesOfLabelsAreEnoughToStart() throws {
        let program = try Program()
        let subjects = ["球队比赛夺冠", "股票基金上涨", "高考学校招生"]
        _ = try program.write(
            "bare.jsonl",
            (0..<60).map { #"{"body":"\#(subjects[$0 % 3])\#($0)","link":"u\#($0)"}"# }.joined(separator: "\n"))
        let arguments = [
            "review", "bare.jsonl", "--text", "body", "--labels", "体育，财经、教育", "--corrections", "c.jsonl", "--json",
        ]
        func links(_ more: String...) throws -> [String] {
            let list = try program.run(arguments + more)
            #expect(list.status == 0, "\(list.errors)")
            let rows = try #require(JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]])
            return rows.compactMap { $0["link"] as? String }
        }
        let first = try links("--count", "30")
        #expect(first.count == 30)
        #expect(
            try program.run(arguments).errors.contains("no model yet (0 labeled articles; it needs 20 of two labels)"))
        let names = ["体育", "财经", "教育"]
        _ = try program.write(
            "c.jsonl",
            first.map { #"{"链接":"\#($0)","行业":["\#(names[Int($0.dropFirst())! % 3])"]}"# }.joined(separator: "\n")
                + "\n")
        #expect(try Set(links("--count", "99")).isDisjoint(with: first))
        #expect(try program.run(arguments).errors.contains("picked by a model trained on 30 labeled articles"))
        let train = try program.run(
            "train", "bare.jsonl", "--text", "body", "--corrections", "c.jsonl", "--background", "bare.jsonl",
            "--model", "m.trend")
        #expect(train.status == 0 && train.output.contains("30"), "\(train.errors)")
    }

    @Test func whatDoesNotGoTogetherIsSaid() throws {
        let program = try trained()
        for arguments in [
            ["train", "new.jsonl", "--model", "x", "--update", "m.trend", "--single-label"],
            ["train", "new.jsonl", "--model", "x", "--update", "m.trend", "--memory", "1G"],
            ["train", "new.jsonl", "--model", "x", "--update", "m.trend", "--C", "1,2"],
            ["train", "new.jsonl", "--model", "x", "--correction-weight", "0"],
            ["review", "new.jsonl", "--model", "m.trend", "--count", "0"],
            ["review", "new.jsonl"],
            ["review", "new.jsonl", "--model", "m.trend", "--labels", "财经,体育"],
            ["review", "new.jsonl", "--labels", "财经"],
        ] {
            #expect(try program.run(arguments).status == 64)
        }
        #expect(try program.run("train", "new.jsonl", "--model", "x", "--corrections", "none.jsonl").status == 66)
        _ = try program.write("bare.jsonl", "{\"body\":\"球队\"}\n")
        #expect(try program.run("train", "bare.jsonl", "--update", "m.trend", "--model", "x").status == 65)
    }
}
