import Testing
import Text

@testable import Corpus

@Suite struct PrintedObjectsTests {
    @Test(
        arguments: [
            ("{'id': 3, 'name': '财经'}", ["财经"]), (#"{"id": 3, "name": "财经"}"#, ["财经"]),
            ("[{'name': '财经'}, {'name': '体育'}]", ["财经", "体育"]), ("({'name': '财经'},)", nil),
            (#"{'id': None, 'name': "Tom's"}"#, ["Tom's"]), (#"{'name': 'a\'b"c\xa0d\n'}"#, ["a'b\"c\u{A0}d\n"]),
            ("{'id': None, 'name': None}", []), ("{'ok': True, 'label': '财经', 'n': nan}", ["财经"]), ("{'财经': 1}", nil),
            ("{'name': '财经", nil), ("{财经}", nil), ("财经", nil), ("", nil), ("{'a': datetime(2024, 1, 1)}", nil),
            ("  [{'title': '农、林、牧、渔业'}]", ["农、林、牧、渔业"]),
        ] as [(String, [String]?)])
    func namesOfObjects(text: String, names: [String]?) { #expect(PrintedObjects.names(in: text) == names) }

    private func article(_ version: TextNormalizer.Version = .newest) throws -> Article {
        let table = "title,content,category,source\n甲,文,\"{'id': 3, 'name': '农、林'}\",\"{'id': None, 'name': '新华社'}\"\n"
        let settings = ReadingSettings(normalizer: TextNormalizer(version: version))
        return try read(table, as: "a.csv", ReadingOptions(settings: settings)).articles[0]
    }

    @Test func cellsHaveTheirLabelsAndSources() throws {
        #expect(try article().industries == ["农、林"] && article().source == "新华社")
        #expect(try article(.four).industries == ["{'id': 3", "'name': '农", "林'}"])
        #expect(try article(.four).source == "{'id': None, 'name': '新华社'}")
    }
}
