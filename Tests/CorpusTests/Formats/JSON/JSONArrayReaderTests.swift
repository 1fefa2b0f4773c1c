import TestSupport
import Testing

@testable import Corpus

@Suite struct JSONArrayReaderTests {
    private static let pretty = """
        [
          {
            "title": "甲",
            "text": "国产芯片 [1] {x} \\"量产\\""
          },
          {
            "title": "乙",
            "label": ["体育", "联赛"]
          }
        ]

        """

    @Test(arguments: ["a.json", "a.jsonl", "a.txt", "a"])
    func arraysAreToldByTheirContent(name: String) throws {
        let compact = "\u{FEFF}[{\"title\":\"甲\",\"text\":\"一]\\\\\"},{\"title\":\"乙\",\"x\":[{\"y\":[]}]}]"
        let (articles, rejects) = try read(compact, as: name)
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["甲", "乙"] && articles.map(\.text) == ["一]\\", ""])
        let (others, otherRejects) = try read(JSONArrayReaderTests.pretty, as: name, ReadingOptions(keepsRows: true))
        #expect(otherRejects == [])
        #expect(others.map(\.text) == ["国产芯片 [1] {x} \"量产\"", ""])
        #expect(others.map(\.origin.line) == [2, 6] && others.last?.industries == ["体育", "联赛"])
        for article in others {
            guard case .json(let line) = article.row else { return #expect(Bool(false)) }
            #expect(!line.contains(0x0A))
        }
    }

    @Test(arguments: [
        "{\"code\":0,\"data\":{\"total\":2,\"tags\":[],\"list\":[{\"title\":\"甲\"},{\"title\":\"乙\"}],\"next\":null}}",
        "{\n  \"data\": {\n    \"list\": [\n      {\"title\": \"甲\"},\n      {\"title\": \"乙\"}\n    ]\n  }\n}\n",
        "[{\"title\":\"甲\"}]\n\u{FEFF}[\n{\"title\":\"乙\"}\n]\n",
        "{\n\"title\": \"甲\"\n}\n{\n\"title\": \"乙\"\n}\n", "{\n\"title\": \"甲\",\"x\":[{}]\n},\n{\"title\": \"乙\"}\n",
        "[\r\n{\"title\":\"甲\"}\r\n,{\"title\":\"乙\"}\r\n]",
    ])
    func listsAreFoundWithinOtherObjects(file: String) throws {
        let (articles, rejects) = try read(file, as: "a.json")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙"])
    }

    @Test func anObjectThatIsAnArticleIsNoWrapper() throws {
        let (articles, _) = try read("{\"title\":\"甲\",\"comments\":[{\"text\":\"好\"}]}\n", as: "a.jsonl")
        #expect(articles.map(\.title) == ["甲"])
        let lines = "{\"id\":1,\"x\":[{\"title\":\"乙\"}]}\n{\"title\":\"甲\"}\n"
        #expect(try read(lines, as: "a.jsonl").articles.map(\.title) == ["甲"])
    }

    @Test func oneObjectWithoutAListSaysWhatToDo() {
        let bytes = "{\"data\":{\"ids\":[" + String(repeating: "1,", count: 600_000) + "1]}}"
        #expect { try read(bytes, as: "a.json") } throws: {
            "\($0)".contains("no list of articles") && "\($0)".contains("jq")
        }
    }

    @Test func arraysMayBeLongerThanAnyLine() throws {
        let text = String(repeating: "芯片", count: 500)
        let array = "[" + (1...10_000).map { "{\"title\":\"\($0)\",\"text\":\"\(text)\"}" }.joined(separator: ",") + "]"
        let (articles, rejects) = try read(array, as: "a.json")
        #expect(array.utf8.count > LineReader.longestRecord)
        #expect(rejects == [] && articles.map(\.title) == (1...10_000).map(String.init))
    }

    @Test func aDamagedElementCostsItselfOnly() throws {
        let array =
            "[{\"title\":\"甲\"},\n7,\n{\"title\":\"x\n},\n{\"title\":\"乙\",\"title\":\"y\"},\n{\"title\":\"丙\"}]"
        let (articles, rejects) = try read(array, as: "a.json")
        #expect(articles.map(\.title) == ["甲", "丙"])
        #expect(rejects.map(\.origin.line) == [2, 3, 5] && rejects.map(\.lastLine) == [2, 4, 5])
        #expect(rejects.first?.reason.hasPrefix("record 2: not a JSON object") == true)
    }

    @Test func whatStandsBehindTheListIsTold() throws {
        let (articles, rejects) = try read("[{\"title\":\"甲\"}] {\"title\":\"乙\"}", as: "a.json")
        #expect(articles.map(\.title) == ["甲"])
        #expect(rejects.count == 1 && rejects[0].reason.contains("behind the list"))
    }

    /// Found by fuzzing: the bracket was met again and again.
    @Test(arguments: [
        "[{]\"title\":\"x\"},{\"title\":\"甲\"}]", "[{}},{\"title\":\"甲\"}]", "{\n\"title\":\"甲\"\n}\n]]}\n",
    ])
    func bracketsThatCloseNothingEnd(file: String) throws {
        let (articles, rejects) = try read(file, as: "a.json")
        #expect(articles.map(\.title) == ["甲"] && !rejects.isEmpty)
    }

    @Test func anElementLongerThanAnyRecordCostsItselfOnly() throws {
        let long = String(repeating: "x", count: LineReader.longestRecord + 10)
        let (articles, rejects) = try read("[{\"title\":\"甲\"},{\"text\":\"\(long)\"},{\"title\":\"乙\"}]", as: "a.json")
        #expect(articles.map(\.title) == ["甲", "乙"])
        #expect(rejects.map(\.reason) == ["record 2: a record longer than 16 MB"])
    }

    /// 俓 has a backslash as its second byte.
    @Test func otherEncodingsAreCutToo() throws {
        let gb = Array("[{\"title\":\"".utf8) + [0x82, 0x5C, 0xB1, 0xEA] + Array("\"},\n{\"title\":\"x\"}]".utf8)
        let (articles, rejects) = try read(gb, as: "a.json", ReadingOptions(encoding: .gb18030))
        #expect(rejects == [] && articles.map(\.title) == ["俓标", "x"])
        #expect(try read(gb, as: "a.json").articles.map(\.title) == ["俓标", "x"])
    }
}
