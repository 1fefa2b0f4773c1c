import Testing
import Text

@testable import Corpus

@Suite struct FieldValuesTests {
    @Test func aBackslashMakesASeparatorPartOfAnItem() {
        #expect(listItems([#"a\,b, c\、d；e"#]) == ["a,b", "c、d", "e"])
        #expect(listItems([#"a\\,b\c,\"#]) == [#"a\"#, #"b\c"#, #"\"#])
        #expect(listItems([#"a\\\,b\\"#]) == [#"a\,b\\"#])
    }

    @Test(arguments: [
        [], ["a"], ["a,b", "c"], [#"a\"#, #"b\"#], [#"a\,b\\"#, #"\,"#, "、"], [#"\\，"#, #"x\y"#, #"\\\"#],
        ["1;2；3", "4\n5"],
    ])
    func listsAreWrittenAsTheyAreRead(items: [String]) {
        #expect(listItems([listText(items)]) == items)
        for item in items { #expect(listItems([escapedItem(item)]) == [item]) }
    }

    @Test func labelsTakenWholeLoseTheBackslashToo() {
        var values = FieldValues(ReadingOptions(settings: ReadingSettings(isSingleLabel: true)))
        values.set(.text, to: "x")
        values.set(.industries, to: #" a\,b,c\d "#)
        guard case .article(let article) = values.entry(origin: Origin(file: "", line: 1), row: .none) else { return }
        #expect(article.industries == [#"a,b,c\d"#])
    }

    /// What was read before with white space stays so, since it is in indices.
    @Test func linksAndSourcesHaveNoWhiteSpaceAtTheirEnds() throws {
        let line = #"{"text":"x","link":" https://a.example/1\u00a0","source":"\u3000甲 报\n"}"# + "\n"
        for (version, link, source) in [
            (TextNormalizer.Version.newest, "https://a.example/1", "甲 报"),
            (.three, " https://a.example/1\u{a0}", "\u{3000}甲 报\n"),
        ] {
            let settings = ReadingSettings(normalizer: TextNormalizer(version: version))
            let (articles, _) = try read(line, as: "a.jsonl", ReadingOptions(settings: settings))
            #expect(articles.map(\.link) == [link] && articles.map(\.source) == [source])
        }
    }

    /// Only its beginning counts; the record stays whole.
    @Test func aGiantTextIsCutBetweenCharacters() throws {
        let long = String(repeating: "芯", count: Article.longestText / 3) + "片片"
        #expect(long.utf8.count > Article.longestText && Article.longestText % 3 != 0)
        let line = #"{"title":"甲","text":"\#(long)"}"#
        let (articles, rejects) = try read(
            line + "\n" + #"{"text":"乙"}"# + "\n", as: "a.jsonl", ReadingOptions(keepsRows: true))
        #expect(rejects == [] && articles.map(\.isCut) == [true, false])
        #expect(articles[0].text == String(repeating: "芯", count: Article.longestText / 3))
        #expect(storedJSON(of: articles[0].row) == Array(line.utf8))
        let fitting = String(repeating: "a", count: Article.longestText)
        let (whole, _) = try read(#"{"text":"\#(fitting)"}"# + "\n", as: "a.jsonl")
        #expect(!whole[0].isCut && whole[0].text == fitting)
    }

    @Test func fieldsThatAreNotWantedMakeARecordAllTheSame() throws {
        let (articles, rejects) = try read(
            "标题: 甲\n行业: 科技\n", as: "a.txt", ReadingOptions(wanted: [.industries]))
        #expect(rejects == [])
        #expect(articles.map(\.title) == [""] && articles.map(\.industries) == [["科技"]])
        #expect(try read("行业: 科技\n", as: "a.txt", ReadingOptions(wanted: [.industries])).rejects.count == 1)
    }
}
