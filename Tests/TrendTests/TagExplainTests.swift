import Foundation
import Testing

@Suite struct TagExplainTests {
    private func trained() throws -> Program {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let train = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--single-label", "--model", "m.trend")
        #expect(train.status == 0, "\(train.errors)")
        return program
    }

    @Test func keepsEveryFieldAndAddsThePrediction() throws {
        let program = try trained()
        let rows = titles.split(separator: "\n").prefix(5)
        let result = try program.run("tag", "--model", "m.trend", input: rows.joined(separator: "\n"))
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 5)
        for (row, line) in zip(rows, lines) {
            // The row byte for byte, but for its closing brace.
            #expect(line.hasPrefix(row.dropLast() + ",\"predicted\":[{\"label\":\""))
            let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let predicted = try #require(object["predicted"] as? [[String: Any]])
            #expect(predicted.first?["label"] as? String == object["class"] as? String)
            #expect(predicted.first?["probability"] as? Double ?? 0 > 0.3)
        }
    }

    @Test func writesAFileWholeAndTakesTaggedArticlesAgain() throws {
        let program = try trained()
        let once = try program.run("tag", "titles.jsonl", "--model", "m.trend", "--output", "a.jsonl", "--top", "3")
        #expect(once.status == 0 && once.output.contains("tagged 60 articles"))
        #expect(
            try program.run("tag", "a.jsonl", "--model", "m.trend", "--output", "b.jsonl", "--top", "3").status == 0)
        let (a, b) = try (program.read("a.jsonl"), program.read("b.jsonl"))
        #expect(a.replacing(", \"", with: ",\"") == b.replacing(", \"", with: ",\""))
        let first = try #require(try program.read("a.jsonl").split(separator: "\n").first)
        let object = try #require(JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any])
        let probabilities = try #require(object["predicted"] as? [[String: Any]]).compactMap {
            $0["probability"] as? Double
        }
        #expect(probabilities.count == 3 && probabilities == probabilities.sorted(by: >))
        #expect(abs(probabilities.reduce(0, +) - 1) < 0.001)
    }

    @Test func recordsBecomeJSONLinesWithTheirOwnFields() throws {
        let program = try trained()
        let record = "标题：球队夺冠\n总结：进球\n第二行\n\n来源: 某报\n"
        let result = try program.run("tag", "--model", "m.trend", "--text", "总结", input: record)
        #expect(
            result.output.hasPrefix("{\"标题\":\"球队夺冠\",\"总结\":\"进球\\n第二行\",\"来源\":\"某报\",\"predicted\":["),
            "\(result.errors)")
    }

    @Test func theSameOutputAndRejectsOnAnyNumberOfCores() throws {
        let program = try trained()
        let themes = ["球队比赛", "股票基金", "高考学校"]
        let lines = (1...12_000).map { line in
            line % 900 == 0
                ? "{\"body\": \"球队"
                : line % 77 == 0 ? "" : "{\"n\":\(line), \"body\": \"\(themes[line % 3])第\(line)条\\n消息\"}"
        }
        for name in ["new.jsonl", "newer.jsonl"] { _ = try program.write(name, lines.joined(separator: "\n")) }
        _ = try program.write("more.csv", "body,n\n球队比赛,1\nx\n\"股票,基金\",2\n")
        var outputs: [String] = []
        for threads in ["1", "2", "3"] {
            let result = try program.run(
                "tag", "new.jsonl", "more.csv", "newer.jsonl", "--model", "m.trend", "--threads", threads, "--rejects",
                "r\(threads)")
            #expect(result.status == 0, "\(result.errors)")
            outputs.append(result.output)
            let rejects = try program.read("r\(threads)").split(separator: "\n")
            func bad(_ file: String) -> [String] {
                (1...12_000).filter { $0 % 900 == 0 }.map { "\(file):\($0): the object is cut off at column 17" }
            }
            #expect(
                rejects.map(String.init)
                    == bad("new.jsonl") + ["more.csv:3: 1 field, but the header has 2"] + bad("newer.jsonl"))
            #expect(result.errors.contains("27 of 2"))
        }
        #expect(outputs[1] == outputs[0] && outputs[2] == outputs[0])
        let written = outputs[0].split(separator: "\n")
        let good = lines.filter { $0.hasSuffix("}") }
        #expect(written.count == 2 * good.count + 2)
        for (line, row) in zip(
            written, good + ["{\"body\":\"球队比赛\",\"n\":\"1\"}", "{\"body\":\"股票,基金\",\"n\":\"2\"}"] + good)
        {
            guard !line.hasPrefix(row.dropLast() + ",\"predicted\":[{\"label\":") else { continue }
            Issue.record("\(row) is written as \(line)")
            return
        }
    }

    @Test func tooManyRejectsFailAndLeaveNoFile() throws {
        let program = try trained()
        _ = try program.write("bad.jsonl", "{\"body\":\"球队\"}\n{\"body\":\n")
        let result = try program.run("tag", "bad.jsonl", "--model", "m.trend", "--output", "out.jsonl")
        #expect(result.status == 65 && result.errors.contains("bad.jsonl:2: the object is cut off"))
        #expect(throws: (any Error).self) { try program.read("out.jsonl") }
    }

    @Test func explainsByWordsInTheirPlace() throws {
        let program = try trained()
        let article = try program.write("one.jsonl", "{\"body\": \"球队比赛夺冠\"}\n")
        let result = try program.run("explain", "m.trend", article)
        #expect(result.status == 0 && result.output.contains("体育"), "\(result.errors)")
        #expect(result.output.contains("【球队比赛】夺冠"))
        let missing = try program.run("explain", "m.trend", article, "--record", "2")
        #expect(missing.status == 65 && missing.errors.contains("holds 1 article"))
    }

    @Test func fillsInWholeRecordsThatCanBeLearnedFrom() throws {
        let program = try Program()
        let filler = String(repeating: "厂长说，今后几年还会继续投入，工人也会增加。", count: 5)
        let records = (0..<24).map { index in
            let name = ["量子电池", "光子芯片", "海藻燃料"][index % 3]
            return
                "标题：\(name)试产\n总结：昨天\(name)在\(index)号厂试产，产量增加\(index)%。\(filler)\n关键词：\(name)，试产\n行业：\(index % 2 == 0 ? "制造" : "能源")\n"
                + "重大事件摘要：\n1. **试产**：昨天\(name)试产\n"
        }.joined(separator: "\n")
        let corpus = try program.write("old.txt", records)
        let train = try program.run("train", corpus, "--model", "m.trend")
        #expect(
            train.status == 0 && train.output.contains("keywords: 3 per article, learned from 24 records"),
            "\(train.errors)")
        let new = "标题：量子电池出口\n链接 :  x\n行业：航运\n总结：\n昨天量子电池出口3吨。\n\\标题: 不是\n\(filler)\n\n"
        let tagged = try program.run("tag", "--model", "m.trend", "--as", "records", input: new)
        #expect(tagged.status == 0, "\(tagged.errors)")
        #expect(tagged.output.hasPrefix(new.dropLast() + "关键词: "))
        #expect(tagged.output.contains("\n标注依据:\n关键词 ") && !tagged.output.contains("行业 "))
        // What was filled in is there already the second time.
        let again = try program.run(
            "tag", "--model", "m.trend", "--as", "records", "--only", "keywords,events", input: tagged.output)
        #expect(again.output == tagged.output)
        let json = try program.run("tag", "--model", "m.trend", input: "{\"标题\":\"量子电池出口\", \"n\":1,\"行业\":\"\"}")
        let object = try #require(
            JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any], "\(json.errors)")
        #expect((object["关键词"] as? [String])?.contains("量子电池") == true && object["n"] as? Int == 1)
        #expect(
            (object["行业"] as? [String])?.isEmpty == false && (object["predicted"] as? [[String: Any]])?.isEmpty == false
        )
        #expect(
            (object["tags"] as? [String: Any])?.keys.sorted() == ["events", "industries", "keywords", "technologies"])
        let plain = try program.run("tag", "--model", "m.trend", "--only", "industries", input: "{\"标题\":\"量子电池出口\"}")
        #expect(plain.output.hasPrefix("{\"标题\":\"量子电池出口\",\"predicted\":[{\"label\":"))
        // Probabilities are written in the same way, whether or not anything else was asked for.
        let predicted = try #require(
            plain.output.firstRange(of: "\"predicted\":[").map { plain.output[$0.lowerBound...] })
        let full = try program.run("tag", "--model", "m.trend", input: "{\"标题\":\"量子电池出口\"}")
        #expect(full.output.contains(predicted.dropLast(2)), "\(full.output)")
        let article = try program.write("one.txt", new)
        let explained = try program.run("explain", "m.trend", article)
        #expect(
            explained.status == 0 && explained.output.contains("关键词\n") && explained.output.contains("【量子电池】"),
            "\(explained.output)")
    }
}
