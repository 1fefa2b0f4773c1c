import Foundation
import Testing

@Suite struct StreamingTests {
    @Test func trainsWithinMemoryAndTheModelServesAllCommands() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let train = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--single-label", "--memory", "210M", "--model",
            "m.trend")
        #expect(train.status == 0 && train.output.contains("learned 3 labels from 60 articles"), "\(train.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: program.folder).allSatisfy { !$0.contains("rows") })
        let evaluate = try program.run("evaluate", corpus, "--model", "m.trend", "--json")
        #expect(
            evaluate.output.contains("\"accuracy\" : 1") || evaluate.output.contains("\"accuracy\":1"),
            "\(evaluate.output)")
        let explain = try program.run("explain", "m.trend", corpus)
        #expect(explain.status == 0 && explain.output.contains("体育"), "\(explain.errors)")
        // Standard input is read once and gives the same model.
        let piped = try program.run(
            "train", "-", "--format", "jsonl", "--text", "body", "--label", "class", "--single-label", "--memory",
            "210M",
            "--model", "p.trend", "--quiet", input: titles)
        #expect(piped.status == 0, "\(piped.errors)")
        #expect(
            try Data(contentsOf: URL(fileURLWithPath: program.path("p.trend")))
                == Data(contentsOf: URL(fileURLWithPath: program.path("m.trend"))))
    }

    @Test func articlesWithoutLabelsTeachWithinMemory() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let background = (0..<700).map { #"{"body": "\#($0)没有标签的第\#($0 * 7 % 100)篇文章"}"# }.joined(separator: "\n")
        let more = try program.write("more.jsonl", background)
        let train = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--single-label", "--memory", "210M", "--background",
            more, "--model", "m.trend")
        #expect(train.status == 0, "\(train.errors)")
        #expect(
            train.output.contains("a sample for 210 MB of memory: 60 labeled articles and 700 texts without labels"),
            "\(train.output)")
        #expect(train.output.contains("used: "))
        let tag = try program.run("tag", corpus, "--model", "m.trend")
        #expect(tag.status == 0 && tag.output.contains("predicted"), "\(tag.errors)")
    }

    @Test func correctionsAndValuesOfCServeWithinMemory() throws {
        let program = try Program()
        let wrong = #"{"body": "球队夺得冠军", "class": "新的", "链接": "https://a.cn/1"}"# + "\n"
        let corpus = try program.write("titles.jsonl", titles + wrong)
        let correction = #"{"链接": "https://a.cn/1", "标题": "", "行业": ["体育"]}"#
        let corrections = try program.write("c.jsonl", correction + "\n" + #"{"链接": "https://a.cn/2", "行业": ["体育"]}"#)
        let train = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--memory", "210M", "--corrections", corrections,
            "--correction-weight", "5", "--C", "1,30", "--model", "m.trend")
        #expect(train.status == 0 && train.output.contains("learned 3 labels from 61 articles"), "\(train)")
        #expect(train.output.contains("1 of them corrected, with weight 5"))
        #expect(train.output.contains("held-out articles chose C = "))
        #expect(train.errors.contains("1 of 2 corrections is of an article that is not in the corpus"))
        #expect(!train.errors.contains("changed nothing"))
    }

    @Test func rejectsAreCountedOnce() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles + "{\"body\": \n")
        let result = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--memory", "210M", "--model", "m", "--max-rejects",
            "1",
            "--rejects", "bad.txt")
        #expect(result.status == 0 && result.errors.contains("1 of 61 records could not be read"), "\(result.errors)")
        #expect(try program.read("bad.txt").split(separator: "\n").count == 1)
        let failed = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--memory", "210M", "--model", "n")
        #expect(failed.status == 65 && !FileManager.default.fileExists(atPath: program.path("n")))
    }

    @Test func optionsThatDoNotFitAreRefused() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        for (options, says) in [
            (["--memory", "1G", "--tolerance", "1e-3"], "--tolerance"), (["--memory", "1"], "--memory"),
            (["--memory", "-1G"], "--memory"), (["--memory", "nanM"], "--memory"),
        ] {
            let result = try program.run(
                "train", corpus, options[0], options[1], options.count > 2 ? options[2] : "--model",
                options.count > 2 ? options[3] : "m", "--model", "m")
            #expect(result.status == 64 && result.errors.contains(says), "\(options) \(result.errors)")
        }
        let little = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--memory", "20M", "--model", "m")
        #expect(
            little.status == 65
                && little.errors.contains(#/3 labels need at least (\d+) MB of memory; give --memory \1M/#),
            "\(little.errors)")
    }
}
