import Testing

@testable import Corpus

@Suite struct JSONTableTests {
    private static let first = #"{"title":"一","content":"甲\n乙","n":1}"#
    private static let second = #"{"title":"二","content":"丙","n":null}"#

    /// As data frames are written, compact and on several lines.
    @Test(
        arguments: [
            #"{"0":{"title":"一","content":"甲\n乙","n":1},"7":{"title":"二","content":"丙","n":null}}"#,
            #"{"title":{"0":"一","7":"二"},"content":{"0":"甲\n乙","7":"丙"},"n":{"0":1,"7":null}}"#,
            #"{"title":{"0":"一","7":"二"},"content":{"7":"丙","0":"甲\n乙"},"n":{"0":1}}"#,
            #"{"title":["一","二"],"content":["甲\n乙","丙"],"n":[1,null]}"#,
            #"[["title","content","n"],["一","甲\n乙",1],["二","丙",null]]"#,
            #"[["title","content","n"],["一","甲\n乙",1],["二","丙"]]"#,
            #"{"columns":["title","content","n"],"index":[0,7],"data":[["一","甲\n乙",1],["二","丙",null]]}"#,
            #"{"rows":[["title","content"],["一","甲\n乙"],["二","丙"]],"count":2}"#,
        ], [false, true])
    func rowsBecomeArticles(table: String, isPretty: Bool) throws {
        let text = isPretty ? table.replacing(#"",""#, with: "\",\r\n\n\"").replacing("{", with: " {\n ") : table
        let (articles, rejects) = try read(text, as: "a.json", ReadingOptions(keepsRows: true))
        #expect(rejects == [])
        #expect(articles.map(\.title) == ["一", "二"] && articles.map(\.text) == ["甲\n乙", "丙"])
        // What is written of them is read again the same.
        let lines = articles.compactMap { storedJSON(of: $0.row) }.joined(separator: [0x0A])
        #expect(try read(Array(lines), as: "b.jsonl").articles.map(\.text) == ["甲\n乙", "丙"])
    }

    @Test func rowsSayWhereTheyStand() throws {
        let table = "{\"title\":{\"a\":\"一\",\n\"b\":\"\",\n\"c\":\"三\"}}"
        let (articles, rejects) = try read(table, as: "a.json")
        #expect(articles.map(\.origin.line) == [1, 3])
        #expect(rejects.map(\.origin.line) == [2] && rejects[0].reason == "record 2: neither a title nor a text")
    }

    @Test func keysAreKept() throws {
        let table = #"{"a\"b":{"title":"一"},"c":{}}"#
        let (articles, rejects) = try read(table, as: "a.json", ReadingOptions(keepsRows: true))
        #expect(rejects.count == 1)
        #expect(
            storedJSON(of: articles[0].row).map { String(decoding: $0, as: UTF8.self) }
                == #"{"title":"一","(key)":"a\"b"}"#)
    }

    @Test(arguments: [
        // A record whose text is a list of paragraphs; a feed; an article within an answer's object.
        (#"{"content":["甲","乙"],"tags":["x"]}"#, ["甲\n乙"]), (#"{"title":["一"],"content":["甲","乙"]}"#, ["甲\n乙"]),
        (#"{"feed":{"title":"某网","entry":[{"title":"一","content":"甲"}]}}"#, ["甲"]),
        (#"{"users":[{"id":1}],"articles":[{"title":"一","content":"甲"}]}"#, ["甲"]),
        (#"{"users":[{"id":1,"likes":[{"id":2}]}],"data":{"list":[{"n":1,"content":"甲"}]}}"#, ["甲"]),
        (#"{"0":{"title":"一","content":"甲","comments":[{"content":"评"}]},"1":{"content":"乙"}}"#, ["甲", "乙"]),
    ])
    func otherValuesAreNoTables(value: String, texts: [String]) throws {
        let (articles, rejects) = try read(value, as: "a.json")
        #expect(articles.map(\.text) == texts && rejects == [])
    }

    @Test func linesOfObjectsStayLines() throws {
        let long = String(repeating: "字", count: 2000)
        let lines = [#"{"content":["\#(long)","乙"]}"#, #"{"content":["丙","丁"]}"#].joined(separator: "\n")
        #expect(try read(lines, as: "a.jsonl").articles.map(\.text) == [long + "\n乙", "丙\n丁"])
    }

    @Test func aTableThatIsCutOffIsRejected() throws {
        let (articles, rejects) = try read(#"{"title":{"0":"一","1":"二"},"content":{"0":"甲""#, as: "a.json")
        #expect(articles.isEmpty && rejects.map(\.reason) == ["the object is cut off at column 52"])
    }

    @Test(arguments: [
        #"{"users":[{"na?me":1}],"articles":[{"ti?tle":"一"}]}"#, #"{"0":{"ti?tle":"一"},"1":{"title":"二"}}"#,
        #"[["ti?tle","content"],["一","甲"]]"#, #"{"title":{"?":"一"}}"#,
    ])
    func bytesThatAreNoTextEndNothing(table: String) {
        for encoding in [nil, TextEncoding.utf8] {
            let bytes = Array(table.utf8).map { $0 == UInt8(ascii: "?") ? 0xFF : $0 }
            _ = try? read(bytes, as: "a.json", ReadingOptions(encoding: encoding))
        }
    }

    @Test(arguments: [
        (#"{"title":["一","二"],"content":["甲","乙"],"n":[1]}"#, "2 values of \"title\", 1 of \"n\""),
        (#"[["title","content"],["一","甲","多"]]"#, "a row has 3 values, and there are 2 columns"),
    ])
    func aDamagedTableIsOneError(table: String, message: String) {
        #expect {
            try read(table, as: "a.json")
        } throws: {
            "\($0)".contains(message)
        }
    }
}
