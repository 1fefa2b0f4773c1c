import Testing

@testable import Corpus

@Suite struct JSONEditorTests {
    private func line(_ row: SourceRow, adding name: String, _ json: String) -> String {
        var editor = JSONEditor()
        editor.appendLine(row) { $0.set(name) { $0.append(contentsOf: json.utf8) } }
        return String(decoding: editor.lines, as: UTF8.self)
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
        var editor = JSONEditor()
        for json in ["{}", #"{"p":1}"#, #"{"a":1}"#] {
            editor.appendLine(row(json)) { $0.set("p") { $0.append(UInt8(ascii: "0")) } }
        }
        #expect(String(decoding: editor.lines, as: UTF8.self) == "{\"p\":0}\n{\"p\":0}\n{\"a\":1,\"p\":0}\n")
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
        var editor = JSONEditor()
        let members = [(name: "b", json: bytes("[1]")), (name: "c", json: bytes("2"))]
        editor.appendLine(row("{ \"a\" : 1.0 ,\"\\u0062\":\"\", \"d\":{} }")) { $0.set(members) }
        editor.appendLine(.fields([.init(name: "a", value: "x"), .init(name: "c", value: "")])) { $0.set(members) }
        editor.appendLine(.none) { $0.set(members) }
        #expect(
            String(utf8: editor.lines[...])
                == "{\"a\" : 1.0,\"d\":{},\"b\":[1],\"c\":2}\n{\"a\":\"x\",\"b\":[1],\"c\":2}\n{\"b\":[1],\"c\":2}\n")
    }

    /// A copy for each row would make a batch's cost the square of its size.
    @Test func linesAreNotCopiedForEachRow() {
        var editor = JSONEditor()
        var moves = 0
        var place: UnsafePointer<UInt8>?
        for _ in 0..<1000 {
            editor.appendLine(row(#"{"a":1}"#)) { $0.set("p") { $0.append(UInt8(ascii: "0")) } }
            let new = editor.lines.withUnsafeBufferPointer { $0.baseAddress }
            if new != place { moves += 1 }
            place = new
        }
        #expect(moves < 30)
    }

    @Test func whereNothingGivesWayWhiteSpaceStays() {
        #expect(line(row(#"{"a": 1, "b" : 2 }"#), adding: "c", "3") == #"{"a": 1, "b" : 2 ,"c":3}"# + "\n")
        var editor = JSONEditor()
        editor.appendLine(row(#"{"a": 1, "b" : 2 }"#)) { $0.remove("c") }
        editor.appendLine(row(#"{"a": 1, "b" : 2 }"#)) { $0.remove("a") }
        #expect(String(utf8: editor.lines[...]) == "{\"a\": 1, \"b\" : 2 }\n{\"b\" : 2}\n")
    }

    @Test func aRowThatIsNoObjectCountsAsEmpty() {
        #expect(line(row("[1]"), adding: "c", "3") == "{\"c\":3}\n")
        var editor = JSONEditor()
        #expect(editor.edited(bytes("[1]")[...]) { _ in true } == nil)
        #expect(editor.edited(bytes("{}")[...]) { _ in false } == nil)
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// All edits at once: each leaves the others alone.
    @Test func editsOfOneObjectGoTogether() {
        var editor = JSONEditor()
        var results: [Bool] = []
        var before: [String: String] = [:]
        let edited = editor.edited(bytes(#"{"a":1, "b":"", "c":[ ], "d":4,"e":5}"#)[...]) { edit in
            results = [edit.last("e") == bytes("5"), edit.last("d") == nil, edit.cut(from: "e"), !edit.cut(from: "x")]
            // What was cut off is there no more.
            results += [!edit.replace("e", with: bytes("6")), !edit.replace("x", with: bytes("6"))]
            before = edit.fill([("c", bytes("3")), ("b", bytes("2")), ("f", bytes("6"))])
            results.append(edit.replace("a", with: bytes("10")))
            edit.set("d") { $0.append(contentsOf: "40".utf8) }
            return true
        }
        #expect(results == Array(repeating: true, count: 7) && before == ["b": #""""#, "c": "[ ]", "f": ""])
        #expect(edited.map { String(utf8: $0[...]) } == #"{"a":10,"b":2,"c":3,"f":6,"d":40}"#)
    }

    private func filled(_ json: String, _ members: [(String, String)]) -> (json: String, before: [String: String]) {
        var editor = JSONEditor()
        var before: [String: String] = [:]
        let filled = editor.edited(bytes(json)[...]) { edit in
            before = edit.fill(members.map { (name: $0.0, json: bytes($0.1)) })
            return true
        }
        return (String(decoding: filled ?? [], as: UTF8.self), before)
    }

    private func emptied(_ json: String, before: [String: String]) -> String? {
        var editor = JSONEditor()
        return editor.edited(bytes(json)[...]) { $0.empty(before) }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func whatIsThereIsNotFilled() {
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
        #expect(emptied(text, before: before) == json)
    }

    @Test func whatWasNotFilledLikeThatIsNotEmptied() {
        #expect(emptied(#"{"a":1}"#, before: ["b": ""]) == nil)
        #expect(emptied(#"{"a":1"#, before: [:]) == nil)
        #expect(emptied(#"{"a":1,"b":2}"#, before: ["a": "", "b": "null"]) == nil)
    }

    @Test(arguments: [#"{"a":1}"#, "{}", #"{ "a" : "x,y" , "b":[1, {"n":","}] }"#])
    func anAddedMemberIsCutOffAgain(_ json: String) throws {
        var editor = JSONEditor()
        editor.appendLine(row(json)) { $0.set("n") { $0.append(contentsOf: "[1,{}]".utf8) } }
        let line = editor.lines.dropLast()
        var value: [UInt8]?
        let cut = try #require(
            editor.edited(line) { edit in
                value = edit.last("n")
                return edit.cut(from: "n")
            })
        #expect(String(decoding: cut, as: UTF8.self) == json && value == bytes("[1,{}]"))
        #expect(editor.edited(line) { $0.last("m") != nil } == nil)
        #expect(editor.edited(bytes(#"{"n":1,"a":2}"#)[...]) { $0.last("n") != nil } == nil)
    }
}
