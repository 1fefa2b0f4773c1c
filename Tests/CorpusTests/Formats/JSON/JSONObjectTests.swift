import Testing

@testable import Corpus

@Suite struct JSONObjectTests {
    /// The strings of the field `a`, or the error.
    private func strings(_ line: String) -> Result<[String]?, JSONObject.SyntaxError> {
        var line = line
        return line.withUTF8 { bytes in
            do throws(JSONObject.SyntaxError) {
                let object = try JSONObject(parsing: bytes)
                guard let member = object.members.first(where: { object.withName(of: $0) { Array($0) } == [0x61] })
                else {
                    return .success(nil)
                }
                return .success(try object.strings(of: member))
            } catch {
                return .failure(error)
            }
        }
    }

    @Test(arguments: [
        (#"{"a":"x"}"#, ["x"]), (#" { "b" : {"a":[1]} , "a" : "x" } "#, ["x"]), (#"{"a":-1.5e+3}"#, ["-1.5e+3"]),
        (#"{"a":true}"#, ["true"]), (#"{"a":null}"#, []), (#"{"a":[]}"#, []),
        (#"{"a":["x", null ,1,"\n"]}"#, ["x", "1", "\n"]),
        (#"{"\u0061":"x"}"#, ["x"]), (#"{"a":"\"\\\/\b\f\n\r\t"}"#, ["\"\\/\u{8}\u{C}\n\r\t"]),
        (#"{"a":"\u4e2d\u6587é\u00E9"}"#, ["中文éé"]),
        (#"{"a":"\ud83d\ude00\uD800\uDC00\uDBFF\uDFFF"}"#, ["😀\u{10000}\u{10FFFF}"]),
        (#"{"a":"\u0000\u2028"}"#, ["\u{0}\u{2028}"]), (#"{"a":""}"#, [""]),
    ])
    func readsTheStringsOfAField(line: String, expected: [String]) throws {
        #expect(try strings(line).get() == expected)
    }

    @Test(arguments: [#"{"a":{"b":1}}"#, #"{"a":["x",["y"]]}"#, #"{"b":1}"#, "{}"])
    func othersHaveNoStrings(line: String) throws {
        #expect(try strings(line).get() == nil)
    }

    @Test(arguments: [
        (#"{"a":"\ud83d"}"#, "an unpaired surrogate", 7), (#"{"b":"\ude00"}"#, "an unpaired surrogate", 7),
        (#"{"a":"\ud83d\u0041"}"#, "an unpaired surrogate", 7), (#"{"a":"\ud83d\ud83d"}"#, "an unpaired surrogate", 7),
        (#"{"b":["x\ud83d"]}"#, "an unpaired surrogate", 9), (#"{"b":{"\ud83d":1}}"#, "an unpaired surrogate", 8),
        (#"{"b":"\x"}"#, "unknown escape", 7), (#"{"a":"\u12G4"}"#, "expected four hexadecimal digits", 7),
        (#"{"a":1,"b":2,"a":3}"#, "the field \"a\" appears twice", 14),
        (#"{"a":1,"\u0061":3}"#, "the field \"a\" appears twice", 8),
        (#"{"a":"x"} y"#, "text after the end of the object", 11), (#"["a"]"#, "not a JSON object", 1),
        (#"{"a" "x"}"#, "expected ':'", 6), (#"{"a":1 "b":2}"#, "expected ',' or '}'", 8),
        (#"{"a":[1 2]}"#, "expected ',' or ']'", 9), (#"{"a":1,}"#, "expected '\"'", 8),
        (#"{"a":[1,]}"#, "expected a value", 9),
        (#"{"a":01}"#, "expected ',' or '}'", 7), (#"{"a":1.}"#, "expected a digit", 8),
        (#"{"a":1e}"#, "expected a digit", 8),
        (#"{"a":-}"#, "expected a value", 7), (#"{"a":tru}"#, "expected a value", 9),
        (#"{"a":NaN}"#, "expected a value", 6),
        ("{\"a\":\"x\ty\"}", "a control character in a string", 8),
    ])
    func whatIsNoJSONIsRefusedWhereItStands(line: String, reason: String, column: Int) {
        #expect(strings(line) == .failure(.init(reason: reason, column: column)))
    }

    @Test func everyCutOffObjectIsRefused() {
        let line = #"{"a":["x\n",{"b":[-1.5e3,true,null]}],"c":"y\u4e2d"}"#
        #expect((try? strings(line).get()) == nil && strings(line) == .success(nil))
        for length in 1..<line.utf8.count {
            guard case .failure(let error) = strings(String(line.utf8.prefix(length))!) else {
                Issue.record("the first \(length) bytes are taken for an object")
                continue
            }
            #expect(error.reason == "the object is cut off")
        }
    }

    @Test(arguments: ["[", "{\"k\":"])
    func deepNestingIsRefused(open: String) {
        func nested(_ depth: Int) -> String {
            "{\"b\":" + String(repeating: open, count: depth) + "0"
                + String(repeating: open == "[" ? "]" : "}", count: depth) + "}"
        }
        #expect(strings(nested(60)) == .success(nil))
        for depth in [65, 100_000] {
            guard case .failure(let error) = strings(nested(depth)) else {
                Issue.record("\(depth) levels are taken")
                continue
            }
            #expect(error.reason == "nested more than 64 levels deep")
        }
    }

    @Test(arguments: [5, 31, 32, 33, 500])
    func aNameMayStandOnceHoweverManyThereAre(count: Int) {
        let members = (0..<count).map { "\"k\($0)\":\($0)" }
        #expect(strings("{" + members.joined(separator: ",") + ",\"a\":1}") == .success(["1"]))
        for repeated in [0, count / 2, count - 1] {
            // Once as it stands and once with an escape.
            for name in ["k\(repeated)", "\\u006b\(repeated)"] {
                let line = "{" + members.joined(separator: ",") + ",\"\(name)\":1}"
                let column = members.joined(separator: ",").utf8.count + 3
                #expect(
                    strings(line) == .failure(.init(reason: "the field \"k\(repeated)\" appears twice", column: column))
                )
            }
        }
    }

    @Test func namesAreEqualWhereTheirBytesAre() {
        // é in one scalar and in two.
        #expect(strings("{\"\u{E9}\":1,\"e\u{301}\":2}") == .success(nil))
    }

    @Test func anObjectIsParsedIntoAgain() throws {
        var object = JSONObject()
        for (line, count) in [(#"{"a":1,"\u0062":2}"#, 2), ("{}", 0), (#"{"b":1}"#, 1), (#"{"\u0062":2}"#, 1)] {
            var line = line
            try line.withUTF8 { try object.parse($0) }
            #expect(object.members.count == count)
        }
        let many = "{" + (0..<40).map { "\"k\($0)\":0" }.joined(separator: ",") + "}"
        for _ in 0..<2 {
            var line = many
            try line.withUTF8 { try object.parse($0) }
        }
    }
}
