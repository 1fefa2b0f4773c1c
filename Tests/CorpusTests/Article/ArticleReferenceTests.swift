import Foundation
import Testing

@testable import Corpus

@Suite struct ArticleReferenceTests {
    @Test func namesAnArticleForOtherPrograms() throws {
        let article = Article(
            link: "https://e.cn/1", text: "正文第一行\n第二行",
            published: CalendarDate(year: 2024, month: 5, day: 6).map { .init(day: $0, rule: .field) },
            origin: Origin(file: "a.txt", line: 7))
        let reference = ArticleReference(article)
        let json = try CanonicalJSON.data(reference)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"date":"2024-05-06","link":"https://e.cn/1","origin":"a.txt:7","title":"正文第一行"}"#)
        #expect(try JSONDecoder().decode(ArticleReference.self, from: json) == reference)
        // Without a date there is no member for it.
        let undated = try CanonicalJSON.data(ArticleReference(Article(title: "甲")))
        #expect(!String(decoding: undated, as: UTF8.self).contains("date"))
    }
}
