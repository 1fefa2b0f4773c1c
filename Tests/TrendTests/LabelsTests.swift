import Foundation
import Testing

@Suite struct LabelsTests {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Every fifth text about sport is called 体育新闻.
    private var renamed: String {
        titles.split(separator: "\n").enumerated()
            .map { $0.offset % 15 == 0 ? String($0.element).replacing("体育", with: "体育新闻") : String($0.element) }
            .joined(separator: "\n") + "\n"
    }

    @Test func aProposalIsWhatTrainingTakes() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", renamed)
        let fields = ["--text", "body", "--label", "class"]
        let labels = try program.run(["labels", corpus, "--propose", "a.yaml"] + fields)
        #expect(labels.status == 0 && labels.output.hasPrefix("60 labeled articles, 4 labels"), "\(labels.errors)")
        #expect(labels.output.contains("体育新闻         4  体育"), "\(labels.output)")
        #expect(try program.read("a.yaml").contains("\n体育:  # 16 articles\n  - 体育新闻  # 4 articles"))
        let survey = try object(program.run(["labels", corpus, "--json"] + fields).output)
        #expect((survey["proposals"] as? [[String: Any]])?.first?["canonical"] as? String == "体育")

        let train = try program.run(["train", corpus, "--aliases", "a.yaml", "--model", "m"] + fields)
        #expect(train.status == 0 && train.output.contains("learned 3 labels from 60 articles"), "\(train.errors)")
        #expect(train.output.contains("other names: 1, of 1 label, from a.yaml"))
        // The model knows them: nobody need tell evaluate.
        let evaluated = try object(program.run(["evaluate", corpus, "--model", "m", "--json"]).output)
        #expect((evaluated["labels"] as? [[String: Any]])?.count == 3)
        #expect((evaluated["reliability"] as? [String: Any])?["brierScore"] as? Double ?? 1 < 0.1)
        let other = try program.write("other.yaml", "甲: [乙]\n")
        let told = try object(program.run(["evaluate", corpus, "--model", "m", "--aliases", other, "--json"]).output)
        #expect((told["labels"] as? [[String: Any]])?.count == 4)
    }

    @Test func badTablesAreToldWithFileAndLine() throws {
        let program = try Program()
        let corpus = try program.write("titles.jsonl", titles)
        let aliases = try program.write("a.yaml", "甲: [乙]\n丙: [乙]\n")
        let result = try program.run("train", corpus, "--aliases", aliases, "--model", "m")
        #expect(result.status == 65 && result.errors.contains("a.yaml:2: '乙' is listed under"), "\(result.errors)")
        #expect(try program.run("train", corpus, "--aliases", "missing", "--model", "m").status == 66)
    }

    @Test func precisionFirstGivesFewerLabels() throws {
        let program = try Program()
        let months = (1...9).map { Program.datasets + "/2023-0\($0).txt" }
        func figures(_ options: String...) throws -> (precision: Double, recall: Double) {
            let report = try object(program.run(["evaluate"] + months + ["--folds", "3", "--json"] + options).output)
            return (report["microPrecision"] as? Double ?? .nan, report["microRecall"] as? Double ?? .nan)
        }
        let (usual, careful) = (try figures(), try figures("--precision", "0.9"))
        #expect(careful.precision > usual.precision && careful.recall < usual.recall)
        for options in [["--precision", "0"], ["--precision", "1"], ["--precision", "0.9", "--single-label"]] {
            #expect(try program.run(["evaluate", months[0], "--folds", "3"] + options).status == 64)
        }
    }

    @Test func evaluateSaysHowFarProbabilitiesCanBeBelieved() throws {
        let program = try Program()
        let result = try program.run("evaluate", Program.datasets + "/2023-01.txt", "--folds", "3")
        #expect(
            result.output.contains("probabilities: ECE 0.") && result.output.contains("0% to 10%"), "\(result.errors)")
    }
}
