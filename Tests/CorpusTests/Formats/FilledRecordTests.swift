import Testing

@testable import Corpus

@Suite struct FilledRecordTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func filled(_ json: String, _ members: [(String, String)]) -> (json: String, before: [String: String]) {
        let record = FilledRecord(bytes(json)[...], with: members.map { (name: $0.0, json: bytes($0.1)) })
        return (String(decoding: record.json, as: UTF8.self), record.before)
    }

    @Test func whatIsThereStays() {
        let (json, before) = filled(
            #"{ "a" : "x", "b" :  [ ] ,"c":null}"#, [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")])
        #expect(json == #"{ "a" : "x", "b" :  2 ,"c":3,"d":4}"#)
        #expect(before == ["b": "[ ]", "c": "null", "d": ""])
    }

    @Test(arguments: [
        "{}", "{ }", #"{"a":""}"#, #"{ "a" : 1 , "b":[]  }"#, #"{"\u0063":"","e":{"d":"}"}}"#,
        #"{"d":{ },"c":"","b":null,"a":[\t]}"#,
    ])
    func isEmptiedToTheSameBytes(json: String) {
        let json = json.replacing("\\t", with: "\t")
        let (text, before) = filled(json, [("c", #"["甲"]"#), ("b", "{}"), ("a", #""，}""#), ("d", "0")])
        #expect(FilledRecord.emptied(bytes(text), before: before).map { String(decoding: $0, as: UTF8.self) } == json)
    }

    @Test func whatWasNotFilledLikeThatIsRefused() {
        #expect(FilledRecord.emptied(bytes(#"{"a":1}"#), before: ["b": ""]) == nil)
        #expect(FilledRecord.emptied(bytes(#"{"a":1"#), before: [:]) == nil)
        #expect(FilledRecord.emptied(bytes(#"{"a":1,"b":2}"#), before: ["a": "", "b": "null"]) == nil)
    }
}
