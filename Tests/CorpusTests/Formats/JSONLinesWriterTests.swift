import Testing

@testable import Corpus

@Suite struct JSONLinesWriterTests {
    private func line(_ row: SourceRow, adding name: String, _ json: String) -> String {
        var writer = JSONLinesWriter(adding: name)
        writer.append(row) { $0.append(contentsOf: json.utf8) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func row(_ json: String) -> SourceRow { .json(Array(json.utf8)[...]) }

    @Test(arguments: [
        (#"{"b":1.50, "\u0061" : [ "\/x" ] }"#, #"{"b":1.50, "\u0061" : [ "\/x" ] ,"trend":{"p":1}}"#),
        ("{}", #"{"trend":{"p":1}}"#), (#"  {"a":"}"} "#, #"  {"a":"}","trend":{"p":1}}"#),
    ])
    func aJSONRowStaysByteForByte(json: String, expected: String) {
        #expect(line(row(json), adding: "trend", #"{"p":1}"#) == expected + "\n")
    }

    @Test(arguments: [
        (#"{"trend":0,"b":1.50}"#, #"{"b":1.50,"trend":1}"#),
        (#"{"b": "\/" , "\u0074rend":[0]}"#, #"{"b": "\/","trend":1}"#),
        (#"{"trend":0}"#, #"{"trend":1}"#), (#"{"a":0 ,"trend":0, "b" : 2}"#, #"{"a":0,"b" : 2,"trend":1}"#),
    ])
    func anOldFieldOfThatNameGivesWay(json: String, expected: String) {
        #expect(line(row(json), adding: "trend", "1") == expected + "\n")
    }

    @Test func otherRowsBecomeJSON() {
        #expect(line(.none, adding: "a\"b", "1") == #"{"a\"b":1}"# + "\n")
        let row = SourceRow.fields([
            .init(name: "标题", value: "甲\n\"乙\""), .init(name: "trend", value: "x"), .init(name: "n", value: ""),
        ])
        #expect(line(row, adding: "trend", "[1]") == #"{"标题":"甲\n\"乙\"","n":"","trend":[1]}"# + "\n")
    }

    @Test func linesFollowEachOther() {
        var writer = JSONLinesWriter(adding: "p")
        for json in ["{}", #"{"p":1}"#, #"{"a":1}"#] { writer.append(row(json)) { $0.append(UInt8(ascii: "0")) } }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\"p\":0}\n{\"p\":0}\n{\"a\":1,\"p\":0}\n")
    }

    @Test func escapedTextReadsBackAsItWas() throws {
        #expect(
            jsonString("\"\\\n\u{1}\u{1F}\u{7F}/中\u{2028}\u{2029}\u{2027}")
                == #""\"\\\n\u0001\u001f\u007f/中\u2028\u2029"# + "\u{2027}\"")
        let text = "\"\\/\u{0}\u{1F}\u{7F}\n\r\t\u{2028}中文😀é\u{A8}"
        let (articles, _) = try read("{\"text\":" + jsonString(text) + "}", as: "a.jsonl")
        #expect(articles.map(\.text) == [text])
    }

    @Test func severalMembersTakeThePlaceOfThoseOfTheirNames() {
        var writer = JSONLinesWriter(adding: "p")
        let members = [(name: "b", json: Array("[1]".utf8)), (name: "c", json: Array("2".utf8))]
        writer.append(row("{ \"a\" : 1.0 ,\"\\u0062\":\"\", \"d\":{} }"), members: members)
        writer.append(.fields([.init(name: "a", value: "x"), .init(name: "c", value: "")]), members: members)
        writer.append(.none, members: members)
        #expect(
            String(utf8: writer.bytes[...])
                == "{\"a\" : 1.0,\"d\":{},\"b\":[1],\"c\":2}\n{\"a\":\"x\",\"b\":[1],\"c\":2}\n{\"b\":[1],\"c\":2}\n")
    }
}
