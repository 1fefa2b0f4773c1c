import Foundation
import Testing

@Suite struct TrainEvaluateTests {
    /// Of a label with a few articles, a part of them that is held out may have all.
    @Test func aRareLabelIsLearnedWithAnother() throws {
        let program = try Program()
        let lines = (0..<20).map { number in
            let (label, text) = number % 10 == 9 ? ("芯片", "晶圆厂制程良率") : ("汽车", "新能源轿车交付量")
            return #"{"title":"\#(text)第\#(number)期","text":"\#(text)的第\#(number)份简报","label":"\#(label)"}"#
        }
        _ = try program.write("c.jsonl", lines.joined(separator: "\n"))
        let result = try program.run("train", "c.jsonl", "--single-label", "--multinomial", "--model", "m.trend")
        #expect(result.status == 0, "\(result.errors)")
        #expect(try program.run("tag", "c.jsonl", "--model", "m.trend", "--only", "industries").status == 0)
    }

    @Test func trainsAndEvaluatesWithTheFieldsItWasTrainedWith() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let train = try program.run(
            "train", corpus, "--text", "body", "--label", "class", "--single-label", "--model", "m.trend")
        #expect(train.status == 0, "\(train.errors)")
        #expect(train.output.contains("learned 3 labels from 60 articles"))
        let evaluate = try program.run("evaluate", corpus, "--model", "m.trend", "--json")
        let report = try #require(
            JSONSerialization.jsonObject(with: Data(evaluate.output.utf8)) as? [String: Any])
        #expect(report["accuracy"] as? Double == 1)
        #expect(report["documents"] as? Int == 60)
        #expect(report["macroF1"] as? Double == 1 && report["microF1"] as? Double == 1)
    }

    @Test func theModelIsTheSameAtAnyNumberOfThreads() throws {
        let program = try Program()
        for threads in ["1", "2"] {
            let result = try program.run(
                "train", Program.datasets + "/2023-07.txt", Program.datasets + "/2023-08.txt", "--threads", threads,
                "--model", threads + ".trend", "--quiet")
            #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
        }
        let one = try Data(contentsOf: URL(fileURLWithPath: program.path("1.trend")))
        #expect(try one == Data(contentsOf: URL(fileURLWithPath: program.path("2.trend"))))
    }

    @Test func ofVeryManyLabelsItSaysHowManyItLearned() throws {
        let program = try Program()
        let lines = (0..<1030).map { #"{"标题":"第\#($0)条","行业":["业\#(10_000 + $0)","共"]}"# }
        let corpus = try program.write("many.jsonl", lines.joined(separator: "\n"))
        let result = try program.run(
            "train", corpus, "--min-label-count", "1", "--tolerance", "0.5", "--model", "m.trend")
        #expect(result.status == 0 && result.output.contains("learned 1024 labels from 1030 articles"), "\(result)")
        #expect(
            result.output.contains(
                "left out 7 labels, since 1024 are the most that a model of so many articles learns: 业11023 (1), "),
            "\(result.output)")
    }

    @Test func crossValidatesWithoutAModel() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let result = try program.run(
            "evaluate", corpus, "--folds", "3", "--text", "body", "--label", "class", "--single-label")
        #expect(result.status == 0 && result.output.hasPrefix("60 articles;"), "\(result.errors)")
    }

    @Test func choosesCWhereItIsAskedTo() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let base = ["train", corpus, "--text", "body", "--label", "class", "--model", "m"]
        for (value, first) in [("auto", "0.1"), ("30,3", "3")] {
            for (flag, score) in [(["--single-label"], "accuracy"), (["--no-single-label"], "micro-F1")] {
                let result = try program.run(base + ["--C", value] + flag)
                #expect(result.status == 0 && result.output.contains("cross-validation chose C = "), "\(result.errors)")
                #expect(result.output.contains(score) && result.output.contains("\(first)  "), "\(result.output)")
            }
        }
        let once = try program.run(base)
        #expect(once.status == 0 && !once.output.contains("five folds"))
        for value in ["0", "-1", "nan", "1,", "much"] {
            let result = try program.run(base + ["--C", value])
            #expect(result.status == 64 && result.errors.contains("C"), "\(value): \(result.errors)")
        }
        let streamed = try program.run(base + ["--C", "30,3", "--memory", "1G"])
        #expect(streamed.status == 0 && streamed.output.contains("held-out articles chose C = "), "\(streamed.errors)")
        let few = try program.write("few.txt", "标题: 甲\n行业: 车\n\n标题: 乙\n行业: 船\n")
        let tooFew = try program.run(["train", few, "--model", "n", "--C", "auto"])
        #expect(tooFew.status == 65 && tooFew.errors.contains("too few to choose C"), "\(tooFew.errors)")
        let streamedFew = try program.run(["train", few, "--model", "n", "--C", "auto", "--memory", "1G"])
        #expect(streamedFew.status == 65 && streamedFew.errors.contains("too few to choose C"), "\(streamedFew.errors)")
    }

    @Test func saysWhatIsWrongWithExitCodesOfTheSystem() throws {
        let program = try Program()
        let unlabeled = try program.write("bare.txt", "标题: 甲\n总结: 乙\n")
        #expect(try program.run("train", "missing.txt", "--model", "m").status == 66)
        let noLabels = try program.run("train", unlabeled, "--model", "m")
        #expect(noLabels.status == 65 && noLabels.errors.contains("the only article has no label; --label FIELD"))
        #expect(try program.run("train", unlabeled).status == 64)
        #expect(try program.run("evaluate", unlabeled).status == 64)
        let noModel = try program.run("evaluate", unlabeled, "--model", unlabeled)
        #expect(noModel.status == 65 && noModel.errors.contains("bare.txt: not a trend model file"))
        #expect(!FileManager.default.fileExists(atPath: program.path("m")))
    }

    @Test func tooManyBadRecordsFailTheRunAndAreListed() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles + "{\"body\": \n")
        let fields = ["--text", "body", "--label", "class"]
        let failed = try program.run(
            "train", corpus, fields[0], fields[1], fields[2], fields[3], "--model", "m", "--rejects", "bad.txt")
        #expect(failed.status == 65 && !FileManager.default.fileExists(atPath: program.path("m")))
        #expect(try program.read("bad.txt").hasPrefix(corpus + ":61: the object is cut off"))
        let allowed = try program.run(
            "train", corpus, fields[0], fields[1], fields[2], fields[3], "--model", "m", "--max-rejects", "1")
        #expect(allowed.status == 0 && allowed.errors.contains("1 of 61 records could not be read"))
    }
}
