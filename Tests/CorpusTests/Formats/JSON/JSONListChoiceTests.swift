import TestSupport
import Testing

@testable import Corpus

/// Lists of records under several names of one object.
@Suite struct JSONListChoiceTests {
    private func read(_ text: String) throws -> (titles: [String], rejects: [Reject], remarks: ReadingRemarks) {
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write(text, to: "a.json")])
        var (titles, rejects, remarks) = ([String](), [Reject](), ReadingRemarks())
        while let batch = try reader.next() {
            titles += batch.articles.map(\.title)
            rejects += batch.rejects
            if let usage = batch.usage { remarks.add(usage.remarks) }
        }
        return (titles, rejects, remarks)
    }

    private func described(_ counts: ReadingRemarks.Counts) -> String {
        counts.items.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    }

    private static let one = #"{"title":"一","text":"甲","tags":[{"title":"x","text":"y"}]}"#
    private static let two = #"{"title":"二","text":"乙"}"#
    private static let three = #"{"content":"丙","headline":"三"}"#

    @Test(
        arguments: [
            (#"{"2024-01":[1,2],"2024-02":[3]}"#, "2024-01 2, 2024-02 1", ""),
            (#"{"n":3,"\u6708":[1,2],"x":{"y":[],"z":[3]},"m":{}}"#, "月 2, x.z 1", ""),
            (#"{"pages":[{"page":1,"list":[1,2]},{"page":2,"list":[]},{"page":3,"list":[3]}],"n":0}"#, "", ""),
            (#"{"users":[{"id":1},{"id":2}],"data":[1,2,3]}"#, "data 3", "users 2"),
            (#"{"related":[2,3],"data":[1,2,3],"推荐阅读":{"list":[1]}}"#, "data 3", "related 2, 推荐阅读.list 1"),
            (#"{"content":[1,2,3],"totalPages":1,"sort":[{"by":"date"}]}"#, "content 3", "sort 1"),
            (
                #"{"articles":[1,2],"topics":[{"title":"话题","id":1,"n":2}],"news":[3]}"#, "articles 2, news 1",
                "topics 1"
            ),
            (#"{"data":[1,2,3],"tags":["a","b"],"links":[["a"]]}"#, "", ""),
        ], [false, true])
    func listsOfLikeRecordsAreReadAndOthersTold(
        _ file: (text: String, read: String, notRead: String), isPretty: Bool
    )
        throws
    {
        var text = file.text.replacing(#/([\[,])([123])(?=[,\]])/#) { match in
            String(match.1)
                + [JSONListChoiceTests.one, JSONListChoiceTests.two, JSONListChoiceTests.three][Int(match.2)! - 1]
        }
        if isPretty {
            text = text.replacing("{\"", with: " {\r\n \"").replacing("[", with: " [\n ").replacing("}", with: "\n}\n")
        }
        let (titles, rejects, remarks) = try read(text)
        #expect(rejects == [] && titles == ["一", "二", "三"], "\(text)")
        #expect(described(remarks.listsRead) == file.read && described(remarks.listsNotRead) == file.notRead)
    }

    /// A file larger than any block, with the second list far behind the first one's beginning.
    @Test func listsAreFoundFarBehind() throws {
        let text = String(repeating: "芯片", count: 200)
        func list(_ range: ClosedRange<Int>) -> String {
            "[" + range.map { "{\"title\":\"\($0)\",\"text\":\"\(text)\"}" }.joined(separator: ",\n") + "]"
        }
        let file =
            "{\"a\":\(list(1...2000)),\"u\":\(list(1...1).replacing("title", with: "id").replacing("text", with: "n")),"
            + "\"b\":\(list(2001...3000))}"
        let (titles, rejects, remarks) = try read(file)
        #expect(file.utf8.count > 2 << 20 && rejects == [] && titles == (1...3000).map(String.init))
        #expect(described(remarks.listsRead) == "a 2000, b 1000" && described(remarks.listsNotRead) == "u 1")
        // The numbers of lines hold across lists, and a file that is cut off says so.
        #expect { try read(String(file.dropLast(10)) + "\n") } throws: {
            "\($0)".contains("line 2999: record 3000 does")
        }
        #expect { try read(String(file.dropLast())) } throws: { "\($0)".contains("the object around the lists") }
    }

    @Test func namesOfListsAreBounded() throws {
        let lists = (0..<3000).map { "\"\($0)\":[{\"title\":\"\($0)\"}]" }.joined(separator: ",")
        let (titles, rejects, remarks) = try read("{\(lists)}")
        #expect(rejects == [] && titles.count == 3000)
        #expect(remarks.listsRead.items.count == 12 && remarks.listsRead.more == 2988)
    }

    @Test func columnsWithSeveralTitlesAreNoArticle() throws {
        #expect {
            try read(#"{"title":["甲","乙"],"text":["一"],"date":["2024-03-01","2024-03-02"]}"#)
        } throws: {
            "\($0)".contains("2 values of \"title\", 1 of \"text\"")
        }
        #expect(try read(#"{"title":["甲","乙"]}"#).titles == ["甲", "乙"])
    }

    @Test func furtherTablesAreTold() throws {
        let (titles, _, remarks) = try read(
            #"{"a":[["title","text"],["甲","一",null],["乙","二",""]],"b":[["title"],["丙"]],"c":[1]}"#)
        #expect(titles == ["甲", "乙"] && described(remarks.listsNotRead) == "b 2")
    }

    @Test func aRecordWhoseFieldsStandDeeperSaysWhere() throws {
        let (_, rejects, _) = try read(
            #"{"hits":{"total":2,"hits":[{"_id":"1","_source":{"title":"甲","x":1}},{"_id":"2","_source":{"content":"乙"}}]}}"#
        )
        #expect(
            rejects.map(\.reason) == [
                #"record 1: neither a title nor a text; its fields may stand deeper, as "_source.title" does"#,
                #"record 2: the field "_source" is not text but {"content":"乙"} at column 22; its fields may stand deeper, "#
                    + #"as "_source.content" does"#,
            ])
    }
}
