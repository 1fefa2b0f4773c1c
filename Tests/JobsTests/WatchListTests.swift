import Corpus
import TestSupport
import Testing

@testable import Jobs

/// Lists of terms as people write them.
@Suite struct WatchListTests {
    private func list(_ text: String) throws -> WatchList {
        let folder = try TemporaryFolder()
        return try WatchList(path: folder.write(text, to: "terms.csv"))
    }

    @Test(arguments: [
        "term,spellings\n芯片,芯片|半导体\n", "term,spellings\n芯片,芯片、半导体\n", "term,spellings\n芯片,\"芯片,半导体\"\n",
        "term,spellings\n芯片,芯片;半导体\n", "term,spellings\n芯片,芯片，半导体\n", "term,spellings\n芯片,芯片,半导体\n",
        "term,aliases\n芯片,芯片|半导体\n", "term,aliases\n芯片,半导体\n", "名称,别名\n芯片,半导体\n", "关注词,词形\n芯片,芯片|半导体\n",
        "关键词,同义词\n芯片,芯片|半导体\n", "关键词\t写法\n芯片\t芯片；半导体\n", "芯片=芯片|半导体\n", "芯片=芯片,半导体\n",
        "芯片,芯片,半导体\n", "芯片,芯片、半导体\n",
    ])
    func aTermHasTheSpellingsThatArePlainlyMeant(_ text: String) throws {
        let list = try list(text)
        #expect(list.terms.map(\.name) == ["芯片"], "\(text)")
        #expect(list.terms.map(\.spellings) == [["芯片", "半导体"]], "\(text)")
        #expect(list.notes.isEmpty, "\(list.notes)")
    }

    @Test func columnsThatAreNotUsedAreTold() throws {
        let list = try list("备注,term,写法,负责人\n看看,芯片,芯片|半导体,甲\n,机器人,,乙\n")
        #expect(list.terms.map(\.spellings) == [["芯片", "半导体"], ["机器人"]])
        #expect(list.notes.count == 1 && list.notes[0].contains("columns '备注', '负责人'"), "\(list.notes)")
    }

    /// Under a header the first cell is a name, whatever signs are in it.
    @Test func aNameMayHoldSigns() throws {
        let list = try list("term,spellings\na=b|c,芯片\n")
        #expect(list.terms.map(\.name) == ["a=b|c"] && list.terms[0].spellings == ["芯片"])
    }
}
