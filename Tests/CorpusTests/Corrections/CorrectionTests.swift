import Testing

@testable import Corpus

@Suite struct CorrectionTests {
    private func parse(_ line: String) throws -> Correction {
        try Array(line.utf8).withUnsafeBufferPointer { bytes throws(JSONObject.SyntaxError) in
            try Correction(parsing: bytes)
        }
    }

    @Test func comesBackFromItsLine() throws {
        for link in ["https://e.cn/\"1\"", ""] {
            let article = Article(title: "甲\n\"乙\"\u{1B}", link: link, text: "正文")
            let correction = Correction(of: article, industries: ["汽车", "A\\B"])
            #expect(!correction.json.contains("\n"))
            #expect(try parse(correction.json) == correction)
        }
        let plain = Correction(key: .link("u"), title: "甲", industries: ["汽车", "芯片"])
        #expect(plain.json == #"{"链接":"u","标题":"甲","行业":["汽车","芯片"]}"#)
        #expect(
            try parse(Correction(key: .fingerprint(0xAB), title: "", industries: ["a"]).json).key == .fingerprint(0xAB))
    }

    @Test func takesWhatPeopleWrite() throws {
        let correction = try parse(#" {"行业":" 汽车 ", "note":{"a":[1]}, "链接":"u"} "#)
        #expect(correction == Correction(key: .link("u"), title: "", industries: ["汽车"]))
        #expect(try parse(#"{"链接":"u","行业":["a","","a","b"]}"#).industries == ["a", "b"])
    }

    @Test func aFingerprintTakesThePlaceOfAPlaceholder() throws {
        let line = #"{"链接":"无","指纹":"00000000000000ab","行业":["a"]}"#
        #expect(try parse(line).key == .fingerprint(0xAB))
        let error = #expect(throws: JSONObject.SyntaxError.self) { try parse(#"{"链接":"暂无","标题":"甲","行业":["a"]}"#) }
        #expect("\(try #require(error))".contains("暂无"))
    }

    @Test(arguments: [
        "", "{", "[]", #"{"链接":"u"}"#, #"{"链接":"u","行业":[]}"#, #"{"行业":["a"]}"#, #"{"链接":"u","行业":{"a":1}}"#,
        #"{"链接":["u",{}],"行业":["a"]}"#, #"{"指纹":"12","行业":["a"]}"#, #"{"指纹":"zzzzzzzzzzzzzzzz","行业":["a"]}"#,
        #"{"链接":"u","行业":["\ud83d"]}"#, #"{"链接":"u","链接":"v","行业":["a"]}"#,
    ]) func isNoCorrection(_ line: String) {
        #expect(throws: JSONObject.SyntaxError.self) { try parse(line) }
    }

    /// Whoever writes corrections by hand shortens titles.
    @Test func aPartOfATitleIsNoOtherTitle() {
        func isOther(_ named: String, than title: String) -> Bool {
            Correction(key: .link("u"), title: named, industries: ["甲"]).isOfAnotherTitle(than: title)
        }
        let title = "光伏展人山人海，组件价格却跌破成本线"
        #expect(!isOther("光伏展人山人海", than: title) && !isOther(title, than: "光伏展人山人海"))
        #expect(!isOther("组件价格 却跌破", than: title) && !isOther("", than: title) && !isOther(title, than: title))
        #expect(isOther("光伏展", than: title) && isOther("风电展人山人海", than: title))
    }

    /// As the labels of articles are read.
    @Test(arguments: [
        (#""能源电力, 智能制造""#, ["能源电力", "智能制造"]), (#""科技、财经""#, ["科技", "财经"]), (#"["科技、财经","无"]"#, ["科技、财经"]),
        (#""ＡＩ\u200b""#, ["AI"]), (#"["a","a"]"#, ["a"]),
    ]) func oneTextMayHoldSeveralLabels(_ value: String, _ labels: [String]) throws {
        #expect(try parse(#"{"链接":"https://e.cn/1","行业":\#(value)}"#).industries == labels)
    }

    @Test(arguments: [#"["无"]"#, #""无""#, #"["-",""]"#]) func noLabelIsNone(_ value: String) throws {
        let error = #expect(throws: JSONObject.SyntaxError.self) {
            try parse(#"{"链接":"https://e.cn/1","行业":\#(value)}"#)
        }
        #expect("\(try #require(error))".contains("no label in \"行业\""))
    }
}
