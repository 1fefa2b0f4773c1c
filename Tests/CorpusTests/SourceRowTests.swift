import Testing

@testable import Corpus

@Suite struct SourceRowTests {
    @Test(arguments: [
        (#"{"b":1.50, "\u0061" : [ "\/x" ] }"#, #"{"b":1.50, "\u0061" : [ "\/x" ] ,"trend":{"p":1}}"#),
        ("{}", #"{"trend":{"p":1}}"#), (#"  {"a":"}"} "#, #"  {"a":"}","trend":{"p":1}}"#),
    ])
    func aJSONRowStaysByteForByte(row: String, expected: String) {
        #expect(SourceRow.json(row).json(adding: "trend", json: #"{"p":1}"#) == expected)
    }

    @Test(arguments: [
        (#"{"trend":0,"b":1.50}"#, #"{"b":1.50,"trend":1}"#), (#"{"b": "\/" , "\u0074rend":[0]}"#, #"{"b": "\/","trend":1}"#),
        (#"{"trend":0}"#, #"{"trend":1}"#),
    ])
    func anOldFieldOfThatNameGivesWay(row: String, expected: String) {
        #expect(SourceRow.json(row).json(adding: "trend", json: "1") == expected)
    }

    @Test func otherRowsBecomeJSON() {
        #expect(SourceRow.none.json(adding: "a\"b", json: "1") == #"{"a\"b":1}"#)
        let row = SourceRow.fields([
            .init(name: "标题", value: "甲\n\"乙\""), .init(name: "trend", value: "x"), .init(name: "n", value: ""),
        ])
        #expect(row.json(adding: "trend", json: "[1]") == #"{"标题":"甲\n\"乙\"","n":"","trend":[1]}"#)
    }
}
