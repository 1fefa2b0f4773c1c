import Foundation
import Testing

@testable import Corpus

/// What `tag` writes is known again, and nobody else's field is taken for it.
@Suite struct TagMarksTests {
    private func article(_ line: String) throws -> Article {
        try #require(try read(line + "\n", as: "a.jsonl").articles.first)
    }

    @Test(arguments: [
        // As `tag` fills them in.
        (
            #"{"正文":"甲","行业":["芯片"],"filled":{"industries":[{"label":"芯片"}]},"predicted":[],"tags":{"industries":[]}}"#,
            true
        ),
        // Tagged again by another model, whose labels differ.
        (#"{"正文":"甲","行业":["芯片"],"filled":{"industries":[{"label":"芯片"}]},"predicted":[{"label":"银行"}]}"#, true),
        // A person has corrected them.
        (#"{"正文":"甲","行业":["银行"],"filled":{"industries":[{"label":"芯片"}]}}"#, false),
        // A person's labels that the model gives too.
        (#"{"正文":"甲","行业":["芯片"],"predicted":[{"label":"芯片"}],"tags":{"industries":[{"label":"芯片"}]}}"#, false),
        // Somebody else's field.
        (#"{"正文":"甲","行业":["芯片"],"filled":["芯片"]}"#, false),
        (#"{"正文":"甲","行业":["芯片"],"filled":"芯片","trend:filled":{"industries":[{"label":"芯片"}]}}"#, true),
        // Records in an archive, and rows of a table, whose labels stand apart.
        (#"{"总结":"甲","行业":"芯片","标注依据":"行业 芯片 0.93: 光刻 40%\n关键词 光刻"}"#, true),
        (#"{"总结":"甲","行业":"芯片","预测行业":"芯片","标注依据":"行业 芯片 0.93"}"#, false),
    ])
    func ofJSON(_ line: String, _ isPredicted: Bool) throws {
        #expect(try article(line).hasPredictedLabels == isPredicted, "\(line)")
    }

    /// As other programs write what `tag` wrote.
    @Test(arguments: [
        (#"{"industries":[{"label":"芯片"}]}"#, true), (#"{'industries': [{'label': '芯片'}]}"#, true),
        (#"{'industries': array([{'label': '芯片'}], dtype=object)}"#, true),
        (#"{"industries": [{"label": "\u82af\u7247"}]}"#, true), (#"{'industries': [{'label': '银行'}]}"#, false),
        (#"{'industries': [{'lab"#, true), ("[object Object]", true), ("list(industries = list(芯片))", true),
        ("", false), ("{}", false), ("True", false), ("芯片", false), ("['芯片']", false),
    ])
    func printed(_ mark: String, _ isPredicted: Bool) throws {
        let cell = "\"" + mark.replacing("\"", with: "\"\"") + "\""
        for name in ["filled", "trend:filled"] {
            let table = try read("标题,行业,\(name)\n甲,芯片,\(cell)\n", as: "a.csv")
            #expect(table.articles.map(\.hasPredictedLabels) == [isPredicted], "\(name): \(mark)")
            let json = try #require(
                String(data: JSONEncoder().encode(["标题": "甲", "行业": "芯片", name: mark]), encoding: .utf8))
            #expect(try article(json).hasPredictedLabels == isPredicted, "\(json)")
        }
    }

    @Test func onOneLevel() throws {
        #expect(try article(#"{"标题":"甲","行业":"芯片","filled.industries":[{"label":"芯片"}]}"#).hasPredictedLabels)
        let table = try read("标题,行业,filled.industries\n甲,芯片,[{'label': '芯片'}]\n乙,芯片,\n", as: "a.csv")
        #expect(table.articles.map(\.hasPredictedLabels) == [true, false])
    }

    @Test func aBasisIsNoPersonsWord() {
        #expect(TagMarks.isBasis("行业 芯片 0.93: 光刻 40%") && TagMarks.isBasis("重大事件 1: 句首"))
        #expect(!TagMarks.isBasis("张三核对") && !TagMarks.isBasis("行业: 芯片") && !TagMarks.isBasis(""))
    }

    @Test func nothingOfTrendStandsBehindAMark() {
        #expect(TagMarks.endsWithMark(#"{"标题":"甲","predicted":[]}"#) && TagMarks.endsWithMark(#"{"trend:archive":{}}"#))
        #expect(!TagMarks.endsWithMark(#"{"predicted":[],"tags":{},"备注":"乙"}"#) && !TagMarks.endsWithMark("[]"))
    }

    @Test(arguments: [
        ("行业: 芯片\n标注依据: 行业 芯片 0.93: 光刻 40%", true), ("行业: 芯片, a: b 1\n标注依据:\n行业 芯片 0.93\n行业 a: b 1 1.00: x 2%", true),
        ("行业: 芯片\n标注依据: 关键词 光刻: 1 次", false), ("行业: 银行\n标注依据: 行业 芯片 0.93: 光刻 40%", false),
        ("行业: 芯片, 银行\n标注依据: 行业 芯片 0.93: 光刻 40%", false),
    ])
    func ofRecords(_ fields: String, _ isPredicted: Bool) throws {
        let read = try read("标题: 甲\n总结: 乙\n\(fields)\n", as: "a.txt")
        #expect(read.articles.map(\.hasPredictedLabels) == [isPredicted], "\(fields)")
    }

    @Test func ownShapes() {
        func isOwn(_ name: String, _ json: String) -> Bool { TagMarks.isOwn(name, json.utf8) }
        #expect(isOwn("predicted", #"[ {"label": "a", "probability": 0.5} ]"#) && isOwn("predicted", "[]"))
        #expect(isOwn("tags", #"{"events":[],"industries":[]}"#) && isOwn("tags", "null"))
        #expect(!isOwn("tags", #"["足球"]"#) && !isOwn("tags", #"{"a":1}"#) && !isOwn("predicted", "7"))
        #expect(!isOwn("tags", "西甲,欧冠") && !isOwn("predicted", #"["a"]"#))
    }

    @Test func otherPeoplesMembersStay() {
        var editor = JSONEditor()
        let row = Array(#"{"tags":["足球"],"predicted":[{"label":"旧"}]}"#.utf8)
        editor.appendLine(.json(row[...])) {
            $0.set([("predicted", Array("1".utf8)), ("tags", Array("2".utf8))])
        }
        #expect(
            String(decoding: editor.lines, as: UTF8.self) == #"{"tags":["足球"],"predicted":1,"trend:tags":2}"# + "\n")
        #expect(editor.keptNames == ["tags"])
        // Once more: the other name is the model's.
        var again = JSONEditor()
        again.appendLine(.json(editor.lines.dropLast())) { $0.set([("tags", Array("3".utf8))]) }
        #expect(String(decoding: again.lines, as: UTF8.self).hasSuffix(#""trend:tags":3}"# + "\n"))
        // A field of the article that the caller named so, and the mark.
        var named = JSONEditor()
        named.appendLine(.json(Array("{}".utf8)[...])) { $0.set([("tags", [0x31]), ("tags", [0x32])]) }
        #expect(String(decoding: named.lines, as: UTF8.self) == #"{"tags":1,"trend:tags":2}"# + "\n")
    }
}
