import Testing

@testable import Corpus

@Suite struct PrintedListTests {
    @Test(arguments: [
        (#"["科技", "医疗"]"#, ["科技", "医疗"]), ("['科技', '金融']", ["科技", "金融"]), ("['科技' '金融']", ["科技", "金融"]),
        (#" ('A/B', "it's") "#, ["A/B", "it's"]), (#"["\u79d1\u6280"]"#, ["科技"]), (#"['a\'b']"#, ["a'b"]), ("[]", []),
        ("{'一'}", ["一"]),
    ])
    func namesArePartedAsTheyWerePrinted(_ text: String, _ names: [String]) {
        #expect(PrintedList.names(in: text) == names)
    }

    @Test(arguments: [
        "", "[", "科技", "[科技, 医疗]", "['科技", "['科技'", "['科技', 医疗]", "(硬件)", "'科技'", #"["a\"]"#, "[1, 2]", "['a']b",
    ])
    func anyOtherTextIsNone(_ text: String) { #expect(PrintedList.names(in: text) == nil) }

    @Test func cellsWithSuchListsHaveTheirLabels() throws {
        let rows = [
            #"甲,"[""科技"", ""医疗""]""#, #"乙,"['科技', '金融']""#, "丙,nan", "丁,None", "戊,无", "己,none", #"庚,"[]""#, "辛,<NA>",
        ]
        let articles = try read((["title,label"] + rows).joined(separator: "\n"), as: "a.csv").articles
        #expect(
            articles.map(\.industries) == [["科技", "医疗"], ["科技", "金融"], [], [], [], [], [], []])
        let whole = ReadingOptions(settings: ReadingSettings(isSingleLabel: true))
        #expect(
            try read("title,label\n甲,\"['科技']\"\n乙,NaN\n丙,\"科技,医疗\"", as: "a.csv", whole).articles.map(\.industries)
                == [["科技"], [], ["科技,医疗"]])
    }
}
