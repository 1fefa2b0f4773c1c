import Testing
import Text

@testable import Corpus

@Suite struct LabelPartsTests {
    private func groups(_ labels: [String]) throws -> [[String]] {
        let rows = labels.enumerated().map { "甲\($0),文,\"\($1.replacing("\"", with: "\"\""))\"\n" }
        let articles = try read("title,content,label\n" + rows.joined(), as: "a.csv").articles
        // As batches come, in any parts.
        var parts = LabelParts()
        for article in articles { parts.add(LabelParts([article])) }
        #expect(parts.groups == LabelParts(articles).groups)
        return parts.groups.map(\.parts)
    }

    @Test func partsOfOneNameAlwaysStandTogether() throws {
        #expect(try groups(["农、林、牧、渔业", "制造业", "农、林、牧、渔业", "制造业"]) == [["农", "林", "牧", "渔业"]])
        #expect(try groups(["财经、农、林", "农、林", "农、林、体育"]) == [["农", "林"]])
        let several = ["电力、热力", "电力、热力", "农、林", "农、林", "农、林"]
        #expect(try groups(several) == [["农", "林"], ["电力", "热力"]])
    }

    @Test(arguments: [
        ["农、林"], ["农、林", "林、农"], ["农、林", "农、林", "农"], ["农、林", "农、林", "财经、林"], ["农、林", "农、牧、林"], ["财经", "体育"], [],
        ["[\"农\",\"林\"]", "[\"农\",\"林\"]"],
    ])
    func otherLabelsAreSeveral(labels: [String]) throws { #expect(try groups(labels) == []) }

    @Test func itemsOfJSONListsAreWholeLabels() throws {
        let line = #"{"title":"甲","text":"文","label":["农、林","财经"],"keywords":["a,b","c"]}"# + "\n"
        let object = #"{"title":"甲","text":"文","label":[{"name":"农、林"}]}"# + "\n"
        let articles = try read(line + object + #"{"text":"文","label":"农、林"}"# + "\n", as: "a.jsonl").articles
        #expect(articles.map(\.industries) == [["农、林", "财经"], ["农、林"], ["农", "林"]])
        #expect(
            articles.map(\.keywords) == [["a,b", "c"], [], []]
                && articles.map(\.hasSplitLabels) == [false, false, true])
        let old = ReadingOptions(settings: ReadingSettings(normalizer: .init(version: .four)))
        let former = try read(line + object, as: "a.jsonl", old).articles
        #expect(former.map(\.industries) == [["农", "林", "财经"], ["农", "林"]] && former[0].keywords == ["a", "b", "c"])
    }
}
