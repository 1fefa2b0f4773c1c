import Testing
import Text

@testable import Corpus

@Suite struct WrittenListTests {
    private func labels(_ cell: String, _ settings: ReadingSettings = ReadingSettings()) throws -> [String] {
        let quoted = cell.replacing("\"", with: "\"\"")
        let options = ReadingOptions(settings: settings)
        return try read("title,label\n甲,\"\(quoted)\"\n", as: "a.csv", options).articles[0].industries
    }

    @Test(arguments: [
        "科技|体育", "科技｜体育", "科技\t体育", "1. 科技\n2. 体育", "1、科技 2、体育", "1.科技；2.体育", "1) 科技, 2) 体育", "{科技,体育}",
        "{\"科技\",体育}", "[科技, 体育]", "[{\"name\":\"科技\"},{\"name\":\"体育\"}]",
        "[{\"id\":1,\"label\":\"科技\"}, {\"id\":2,\"label\":\"体育\"}]",
        "['科技', '体育']", "- 科技\n- 体育",
    ])
    func listsOfTwo(cell: String) throws { #expect(try labels(cell) == ["科技", "体育"]) }

    @Test(arguments: [
        ("科技（硬件、软件）", ["科技（硬件、软件）"]), ("科技(a,b)、体育", ["科技(a,b)", "体育"]), ("甲（乙（丙、丁）、戊）", ["甲（乙（丙、丁）、戊）"]),
        ("科技（硬件、体育", ["科技（硬件", "体育"]), ("硬件）、软件", ["硬件）", "软件"]), ("1、科技", ["科技"]), ("1.5亿", ["1.5亿"]), ("1", ["1"]),
        ("1.0", ["1.0"]), ("2. 工业", ["2. 工业"]), ("1. 农业", ["1. 农业"]), ("5G|6G", ["5G", "6G"]), ("{}", []),
        ("3、1", ["3", "1"]),
    ])
    func otherCells(cell: String, expected: [String]) throws { #expect(try labels(cell) == expected) }

    @Test func aSingleLabelStaysWhole() throws {
        let settings = ReadingSettings(isSingleLabel: true)
        #expect(try labels("科技|体育", settings) == ["科技|体育"])
        #expect(try labels("1、科技（硬件、软件）", settings) == ["1、科技（硬件、软件）"])
    }

    @Test(arguments: ["科技|体育", "科技（硬件、软件）", "a\tb", "甲（乙、丙"])
    func whatIsWrittenIsReadAgain(label: String) {
        let written = listText([label, "财经"])
        #expect(WrittenList.names(in: written, splits: true, .three).flatMap { listItems([$0]) } == [label, "财经"])
    }

    /// What an archive has counted, and a model learned, must not change with the program.
    @Test func olderModelsAndArchivesReadAsBefore() throws {
        let line = #"{"title":"NULL","text":"nan","label":"科技|体育","keywords":"甲\t乙, 丙（丁、戊）","technologies":["a|b"]}"#
        var options = ReadingOptions(settings: ReadingSettings(normalizer: .init(version: .two)))
        let article = try read(line + "\n", as: "a.jsonl", options).articles[0]
        #expect(article.title == "NULL" && article.text == "nan" && article.industries == ["科技|体育"])
        #expect(article.keywords == ["甲 乙", "丙（丁", "戊）"] || article.keywords == ["甲乙", "丙（丁", "戊）"])
        #expect(article.technologies == ["a|b"])
        options.settings.normalizer = TextNormalizer()
        options.keepsEmpty = true
        let new = try read(line + "\n", as: "a.jsonl", options).articles[0]
        #expect(new.title.isEmpty && new.text.isEmpty && new.industries == ["科技", "体育"])
        #expect(new.keywords == ["甲", "乙", "丙（丁、戊）"])
    }

    @Test func numbersOfPandasAreThoseOfOtherFiles() {
        var articles = ["1", "1.0", "1", "2.5", "v1.0"].map { Article(text: "文", industries: [$0]) }
        _ = LabelSpellings.join(&articles)
        #expect(articles.map(\.industries) == [["1"], ["1"], ["1"], ["2.5"], ["v1.0"]])
    }
}
