import Foundation
import Testing

/// Nothing that a user owns gives way to an output, whatever the command and however a path is written.
@Suite struct OutputFilesTests {
    /// Files of every kind, made once.
    private static let prepared: Program = {
        let program = try! Program()
        _ = try! program.write("c.jsonl", titles)
        let fields = ["--text", "body", "--label", "class", "--date", "day", "--single-label"]
        _ = try! program.run(["train", "c.jsonl", "--model", "m.trend"] + fields)
        _ = try! program.run(["import", "c.jsonl", "--archive", "s.db"] + fields.dropLast())
        _ = try! program.write("k.jsonl", "{\"链接\":\"https://example.com/1\",\"标题\":\"甲\",\"行业\":[\"财经\"]}\n")
        _ = try! program.write("a.yaml", "财经: [金融]\n")
        _ = try! program.write("records.txt", "标题: 甲\n总结: 乙\n行业: 财经\n")
        _ = try! program.write("plain.txt", "a note\n")
        _ = try! program.write("empty.txt", "")
        let files = FileManager.default
        try! files.createDirectory(atPath: program.path("folder"), withIntermediateDirectories: true)
        try! files.copyItem(atPath: program.path("c.jsonl"), toPath: program.path("folder/inside.jsonl"))
        try! files.createSymbolicLink(atPath: program.path("link.jsonl"), withDestinationPath: "c.jsonl")
        try! files.linkItem(atPath: program.path("c.jsonl"), toPath: program.path("hard.jsonl"))
        try! files.createSymbolicLink(atPath: program.path("link.db"), withDestinationPath: "s.db")
        try! Data([0x1F, 0x8B, 8, 0, 1, 2]).write(to: URL(fileURLWithPath: program.path("p.gz")))
        try! Data("%PDF-1.7 x".utf8).write(to: URL(fileURLWithPath: program.path("p.pdf-x")))
        try! Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]).write(
            to: URL(fileURLWithPath: program.path("p.image")))
        try! Data([1, 2, 3, 0, 4]).write(to: URL(fileURLWithPath: program.path("p.bin")))
        return program
    }()

    private func contents(_ program: Program) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: program.folder) where !name.hasPrefix(".std") {
            contents[name] = (try? Data(contentsOf: URL(fileURLWithPath: program.path(name)))) ?? Data()
        }
        return contents
    }

    private static let reading = " --text body --label class --date day"
    static let overInputs = [
        "train c.jsonl --model c.jsonl", "train c.jsonl --model ./folder/../c.jsonl",
        "train c.jsonl --model link.jsonl",
        "train c.jsonl --model hard.jsonl", "train link.jsonl --model c.jsonl",
        "train c.jsonl --model n --rejects c.jsonl",
        "train c.jsonl --model n --rejects n", "train c.jsonl --model n --rejects ./N", "train s.db --model s.db",
        "train c.jsonl --model k.jsonl --corrections k.jsonl",
        "train c.jsonl --model n --rejects a.yaml --aliases a.yaml",
        "train c.jsonl --update m.trend --model n --rejects m.trend", "train folder --model folder/inside.jsonl",
        "tag c.jsonl --model m.trend --output c.jsonl", "tag c.jsonl --model m.trend --output m.trend",
        "tag c.jsonl --model m.trend --output hard.jsonl", "tag c.jsonl --model m.trend --output n --rejects n",
        "tag folder --model m.trend --output folder/inside.jsonl", "tag s.db --model m.trend --output link.db",
        "tag --archive s.db --model s.db", "tag c.jsonl --model m.trend --rejects a.yaml --aliases a.yaml",
        "evaluate c.jsonl --model m.trend --output m.trend", "evaluate c.jsonl --model m.trend --rejects link.jsonl",
        "labels c.jsonl --propose c.jsonl", "labels c.jsonl --propose a.yaml --aliases a.yaml",
        "labels c.jsonl --propose n --output n", "watch c.jsonl --term 球队 --output c.jsonl",
        "watch c.jsonl --term 球队 --output n.csv --rejects n.csv", "watch s.db --term 球队 --rejects s.db",
        "emerging c.jsonl --output c.jsonl", "topics c.jsonl --count 3 --model c.jsonl",
        "topics c.jsonl --count 3 --model n --output n", "topics c.jsonl --count 3 --model n --rejects n",
        "topics c.jsonl --count 3 --output link.jsonl", "review c.jsonl --model m.trend --list --corrections c.jsonl",
        "review c.jsonl --model m.trend --output m.trend", "explain m.trend c.jsonl --rejects m.trend",
        "import empty.txt c.jsonl --archive empty.txt", "import c.jsonl --archive n.db --rejects n.db",
        "import c.jsonl --archive n.db --rejects c.jsonl",
        "import s.db --archive s.db", "import s.db --archive link.db",
        "report c.jsonl --model m.trend --output .",
        "report c.jsonl --model m.trend --output folder --rejects folder/r",
    ]
    /// Those that read no files themselves.
    static let overArchives = [
        "export --archive s.db --output s.db", "export --archive s.db --output link.db",
        "export --archive link.db --output s.db", "export --archive s.db --output s.db-wal",
        "export --archive link.db --output s.db-shm", "find 球队 --archive s.db --output s.db",
        "check s.db --backup s.db-wal", "check link.db --salvage s.db-journal", "check s.db --backup link.db",
    ]
    static let overOthers = [
        "tag c.jsonl --model m.trend --output s.db", "tag c.jsonl --model m.trend --output p.gz",
        "tag c.jsonl --model m.trend --output p.pdf-x", "tag c.jsonl --model m.trend --output p.image",
        "tag c.jsonl --model m.trend --output p.bin", "tag c.jsonl --model m.trend --output records.txt",
        "tag c.jsonl --model m.trend --as records --output k.jsonl",
        "tag c.jsonl --model m.trend --rejects records.txt",
        "tag folder --model m.trend --rejects c.jsonl", "train c.jsonl --model s.db", "train c.jsonl --model plain.txt",
        "train c.jsonl --model p.bin", "labels c.jsonl --propose records.txt", "watch c.jsonl --term 球队 --output s.db",
        "watch c.jsonl --term 球队 --as csv --output k.jsonl", "watch c.jsonl --term 球队 --as csv --output m.trend",
        "review c.jsonl --model m.trend --list --corrections s.db",
    ]

    @Test(arguments: overInputs + overOthers)
    func isRefusedWithOneLineAndNothingTouched(_ command: String) throws {
        try expectRefusal(command + Self.reading)
    }

    @Test(
        arguments: overArchives + ["export --archive s.db --output m.trend", "export --archive s.db --output p.image"])
    func soIsWhatIsMadeOfAnArchive(_ command: String) throws { try expectRefusal(command) }

    /// Whoever opens an archive says that these are none.
    @Test(arguments: ["import c.jsonl --archive c.jsonl", "import --corrections k.jsonl --archive k.jsonl"])
    func whatIsNoArchiveIsNotMadeOne(_ command: String) throws {
        let program = Self.prepared
        let before = try contents(program)
        let result = try program.run(command.split(separator: " ").map(String.init))
        #expect(result.status == 65 && result.errors.hasSuffix("not a trend archive\n"), "\(result.errors)")
        #expect(try contents(program) == before)
    }

    /// What the shell has not emptied stays as it is.
    @Test(arguments: [
        "watch c.jsonl --term 球队", "tag c.jsonl --model m.trend", "topics c.jsonl", "emerging c.jsonl --month 2024-03",
        "labels c.jsonl", "evaluate c.jsonl --model m.trend", "review c.jsonl --model m.trend --list",
        "explain m.trend c.jsonl", "import c.jsonl --archive n.db", "train c.jsonl --model n",
    ]) func standardOutputIsNoInput(_ command: String) throws {
        let program = Self.prepared
        let before = try contents(program)
        let result = try program.shell("trend \(command)\(Self.reading) >> c.jsonl")
        #expect(result.status == 64, "\(result)")
        #expect(
            result.errors.hasSuffix("standard output; it is the same file as the input c.jsonl; name another file\n"))
        #expect(try contents(program) == before)
    }

    private func expectRefusal(_ command: String) throws {
        let program = Self.prepared
        let before = try contents(program)
        let result = try program.run(command.split(separator: " ").map(String.init))
        #expect(result.status == 64 && result.output.isEmpty, "\(command): \(result.status) \(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(command): \(result.errors)")
        #expect(result.errors.hasPrefix("trend: --") || result.errors.contains("the same file"), "\(result.errors)")
        #expect(try contents(program) == before, "\(command)")
    }

    @Test func outputsOfTheSameKindAreReplaced() throws {
        let program = try Program()
        _ = try program.write("c.jsonl", titles)
        let fields = ["--text", "body", "--label", "class", "--date", "day"]
        _ = try program.run(["import", "c.jsonl", "--archive", "a.db"] + fields)
        for _ in 0..<2 {
            for words in [
                ["train", "c.jsonl", "--single-label", "--model", "m.trend"],
                ["train", "c.jsonl", "--update", "m.trend", "--model", "m.trend"],
                ["tag", "c.jsonl", "--model", "m.trend", "--output", "t.jsonl", "--rejects", "r.txt"],
                ["tag", "c.jsonl", "--model", "m.trend", "--output", "t.csv"],
                ["tag", "c.jsonl", "--model", "m.trend", "--output", "t.xlsx"],
                ["watch", "c.jsonl", "--term", "球队", "--output", "w.csv"],
                ["watch", "c.jsonl", "--term", "球队", "--output", "/dev/null", "--rejects", "/dev/null"],
                ["labels", "c.jsonl", "--output", "l.xlsx"], ["find", "--archive", "a.db", "球队", "--output", "f.csv"],
                ["emerging", "c.jsonl", "--output", "e.xlsx"],
                ["evaluate", "c.jsonl", "--model", "m.trend", "--output", "e.json"],
                ["report", "c.jsonl", "--model", "m.trend", "--output", "report"],
            ] {
                let result = try program.run(words + (words[0] == "find" ? [] : fields))
                #expect(result.status == 0, "\(words): \(result.errors)")
            }
        }
    }

    /// What a person may have written, although the form is that of the output.
    @Test func whatAPersonWroteIsKept() throws {
        let program = try Program()
        _ = try program.write("c.jsonl", titles)
        let fields = ["--text", "body", "--label", "class", "--date", "day"]
        let files = [
            "labeled.csv": "标题,正文,行业\n甲,正文一,体育\n", "labeled.jsonl": #"{"title":"甲","text":"正文一"}"# + "\n",
            "corrections.jsonl": #"{"链接":"https://e.cn/1","标题":"甲","行业":["体育"]}"# + "\n",
            "names.yaml": "体育: [球队]\n", "terms.csv": "term,spellings\n球队,球队\n",
        ]
        for (name, text) in files { _ = try program.write(name, text) }
        for words in [
            ["watch", "c.jsonl", "--term", "球队", "--output", "labeled.csv"],
            ["watch", "c.jsonl", "--term", "球队", "--output", "labeled.jsonl"],
            ["tag", "c.jsonl", "--model", "m.trend", "--output", "corrections.jsonl"],
            ["labels", "c.jsonl", "--propose", "names.yaml"],
            ["watch", "c.jsonl", "--term", "球队", "--rejects", "terms.csv"],
            ["watch", "c.jsonl", "--term", "球队", "--rejects", "names.yaml"],
        ] {
            let result = try program.run(words + fields)
            #expect(
                result.status == 64 && result.errors.contains("remove it or name another"), "\(words): \(result.errors)"
            )
        }
        for (name, text) in files { #expect(try program.read(name) == text, "\(name)") }
    }

    @Test func standardOutputMustNotBeAnInputEither() throws {
        let program = try Program()
        _ = try program.write("c.jsonl", titles)
        _ = try program.run("train", "c.jsonl", "--text", "body", "--label", "class", "--model", "m.trend")
        let result = try program.shell("trend tag c.jsonl --text body --model m.trend >> c.jsonl")
        #expect(result.status == 64 && result.errors.contains("the input c.jsonl"), "\(result.errors)")
        #expect(try program.read("c.jsonl") == titles)
    }

    @Test func linksStayLinks() throws {
        let program = try Program()
        _ = try program.write("c.jsonl", titles)
        let files = FileManager.default
        try files.createSymbolicLink(atPath: program.path("dangling"), withDestinationPath: "elsewhere.csv")
        try files.createSymbolicLink(atPath: program.path("nowhere"), withDestinationPath: "none/x.csv")
        let words = ["watch", "c.jsonl", "--term", "球队", "--text", "body", "--date", "day", "--as", "csv", "--output"]
        for _ in 0..<2 { #expect(try program.run(words + ["dangling"]).status == 0) }
        #expect(try files.destinationOfSymbolicLink(atPath: program.path("dangling")) == "elsewhere.csv")
        #expect(try program.read("elsewhere.csv").contains("period,term"))
        #expect(try program.run(words + ["nowhere"]).status == 74)
        #expect(try files.destinationOfSymbolicLink(atPath: program.path("nowhere")) == "none/x.csv")
    }

    @Test(arguments: [":memory:", "file:x", "file:x?mode=memory", "file::memory:?cache=shared", "a b?c#d%41.db"])
    func archivesAreFilesWhateverTheirNames(_ name: String) throws {
        let program = try Program()
        _ = try program.write("c.jsonl", titles)
        let fields = ["--text", "body", "--label", "class"]
        #expect(
            try program.run(["import", "c.jsonl", "--archive", name] + fields).output.contains("added 60 articles"))
        #expect(try program.run(["import", "c.jsonl", "--archive", name] + fields).output.contains("added 0 articles"))
        #expect(try program.run("find", "球队", "--archive", name).output.contains("球队"))
        #expect(FileManager.default.fileExists(atPath: program.path(name)))
        let beside = try FileManager.default.contentsOfDirectory(atPath: program.folder)
            .filter { !$0.hasPrefix(name) && !$0.hasPrefix(".") }
        #expect(beside == ["c.jsonl"], "\(beside)")
    }
}
