import Testing

@testable import Corpus

@Suite struct RecordFieldTests {
    @Test func eachFieldIsASetOfItsOwn() {
        let sets = RecordField.allCases.map(\.only)
        #expect(sets.reduce(into: RecordFields()) { $0.formUnion($1) } == .all)
        for (index, set) in sets.enumerated() {
            #expect(sets.dropFirst(index + 1).allSatisfy { $0.isDisjoint(with: set) })
        }
    }

    @Test(arguments: ["records", "csv", "jsonl"])
    func onlyWantedFieldsAreCarried(format: String) throws {
        let text =
            switch format {
            case "records": "标题: 甲\n链接: https://e.cn/2024/05/26/\n总结: 一\n关键词: a,b\n行业: c\n"
            case "csv": "title,url,text,keywords,label\n甲,https://e.cn/2024/05/26/,一,\"a,b\",c\n"
            default:
                "{\"title\":\"甲\",\"url\":\"https://e.cn/2024/05/26/\",\"text\":\"一\",\"keywords\":\"a,b\",\"label\":\"c\"}"
            }
        let name = format == "records" ? "a.txt" : "a." + format
        let all = try #require(try read(text, as: name).articles.first)
        #expect(all.keywords == ["a", "b"] && all.industries == ["c"] && all.published?.rule == .link)
        let labeled = try #require(try read(text, as: name, ReadingOptions(wanted: .labeledContent)).articles.first)
        #expect(
            labeled == Article(title: "甲", text: "一", industries: ["c"], origin: all.origin).withOrigin(labeled.origin))
    }

    @Test func aDateIsInferredWhereItIsWanted() throws {
        let text = "{\"text\":\"2024年5月26日发布\"}"
        #expect(try read(text, as: "a.jsonl").articles.map(\.published?.rule) == [.text])
        #expect(
            try read(text, as: "a.jsonl", ReadingOptions(wanted: .labeledContent)).articles.map(\.published) == [nil])
    }
}

extension Article {
    fileprivate func withOrigin(_ origin: Origin) -> Article {
        var article = self
        article.origin = origin
        return article
    }
}
