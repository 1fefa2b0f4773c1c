import Corpus
import Foundation

import TestSupport
import Testing

@testable import Jobs
@testable import Models

@Suite struct TopicTableTests {
    private let folder = try! TemporaryFolder()
    private let topics = [["甲", "乙"], ["丙"], ["丁"], ["甲", "乙"]].map {
        TopicModel.Topic(phrases: $0, share: 0.25)
    }
    private var path: String { folder.path + "/topics.csv" }

    private func groups(_ text: String?, named: Bool = false) throws -> (groups: TopicGroups, notes: [String]) {
        if let text { _ = try folder.write(text, to: "topics.csv") }
        return try #require(TopicTable(named: named ? path : nil, model: folder.path + "/topics.trend"))
            .groups(of: topics, model: "topics.trend")
    }

    private func read() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test func isWrittenOnceAndNeverOverwritten() throws {
        let first = try groups(nil)
        #expect(first.groups == TopicGroups(each: 4) && first.notes.count == 1)
        let written = try read()
        #expect(
            written.hasSuffix("topic,name,merge into,hide\r\n甲 · 乙,,,\r\n丙,,,\r\n丁,,,\r\n甲 · 乙 (2),,,\r\n"),
            "\(written)")
        #expect(try groups(nil).notes.isEmpty && read() == written)
    }

    @Test func topicsAreRenamedMergedAndHidden() throws {
        let table = "# mine\ntopic;name;merge into;hide;note\n甲·乙;芯片;;;x\n2;;芯片;no\n丁;;;是\n甲 · 乙 (2);;丙;\n"
        let (groups, notes) = try groups(table)
        #expect(groups == TopicGroups([.init(0, merged: [1, 3], name: "芯片"), .init(2, isHidden: true)]))
        #expect(try notes.isEmpty && read() == table)
    }

    @Test func newTopicsAreAddedAtTheEnd() throws {
        let table = "hide\ttopic\tname\n\t丙\t材料"
        let (groups, notes) = try groups(table)
        #expect(groups.groups[1] == .init(1, name: "材料"))
        #expect(notes.count == 1 && notes[0].contains("lacked 3 topics of the model: '甲 · 乙', '丁', '甲 · 乙 (2)'"))
        #expect(try read() == table + "\n\t甲 · 乙\n\t丁\n\t甲 · 乙 (2)\n")
        #expect(try self.groups(nil).notes.isEmpty)
        // GB18030, as spreadsheets of China write it: told, since a row in another encoding would garble it.
        let bytes: [UInt8] = Array("topic,name,hide\n".utf8) + [0xB1, 0xFB, 0x2C, 0xD0, 0xBE, 0x2C, 0x0A]
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let chinese = try self.groups(nil)
        #expect(chinese.groups.groups[1] == .init(1, name: "芯") && chinese.notes[0].contains("add a row"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
    }

    @Test(arguments: [
        ("丙,,丁丁,", ":3: '丙' is merged into '丁丁', which is neither a topic nor a name"),
        ("丙,,丙,", ":3: '丙' is merged into '丙' and so into itself"),
        ("丙,,丁,\n丁,,2,", ":4: '丁' is merged into '2' and so into itself"),
        ("丙,,,maybe", ":3: 'maybe' under hide is neither yes nor no"),
        ("丙,,丁,yes", ":3: '丙' is hidden and merged into '丁'"),
        ("丙,,,\n2,,,", ":4: '2' is in line 3 already"),
        (",名,,", ":3: the row has no topic: ',名'"),
        ("丙,丁,,", ":3: '丁' is also the name of '丁'"),
        ("丙,名,,\n丁,名,,", ":4: '名' is also the name of '丙'"),
        ("丙,\"名,,", ":3: a quotation mark is not closed"),
    ]) func badRowsAreToldWithLineAndValue(_ rows: String, _ reason: String) throws {
        let table = "# mine\ntopic,name,merge into,hide\n\(rows)\n"
        let error = #expect(throws: CorpusError.self) { try groups(table) }
        #expect(error?.description.contains(path + reason) == true, "\(String(describing: error))")
        #expect(try read() == table)
    }

    @Test func whatHasNoEffectIsTold() throws {
        let rows = "甲 · 乙,,,\n甲 · 乙 (2),,,\n丙,,丁,\n丁,,,x\n旧主题,名,,\n9,,,\n"
        let (groups, notes) = try groups("topic,name,merge into,hide\n" + rows)
        #expect(groups.groups.count == 3 && groups.shown.count == 2)
        #expect(
            notes == [
                "\(path):6: '旧主题' is not a topic of topics.trend; its row is left out",
                "\(path):7: '9' is not a topic of topics.trend; its row is left out",
                "\(path):4: '丙' is merged into '丁', which line 5 hides, so neither is shown",
            ], "\(notes)")
        let many = try self.groups(
            "topic,hide\n1,1\n2,1\n3,1\n4,1\n" + (0..<50).map { "x\($0),\n" }.joined())
        #expect(many.notes.count == 5 && many.groups.shown.isEmpty, "\(many.notes)")
        #expect(many.notes[3].hasSuffix("hides all topics") && many.notes[4].hasSuffix("47 more rows like these"))
    }

    @Test func otherFilesAreLeftAlone() throws {
        for text in ["period,topic,name,share\n2024-01,1,甲,0.5\n", "a \"b\n", "{\"a\":1}\n"] {
            let (groups, notes) = try groups(text)
            #expect(groups == TopicGroups(each: 4) && notes.count == 1 && notes[0].contains("is not a table of topics"))
            #expect(try read() == text)
            #expect(throws: CorpusError.self) { try self.groups(text, named: true) }
        }
        #expect(TopicTable(named: nil, model: path) == nil)
        let nowhere = try #require(TopicTable(named: nil, model: "/nowhere/topics.trend"))
        #expect(try nowhere.groups(of: topics, model: "m").notes[0].contains("was not written"))
    }
}
