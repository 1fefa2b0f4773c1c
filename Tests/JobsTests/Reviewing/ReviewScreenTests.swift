import TestSupport
import Testing
import Text

@testable import Jobs

@Suite struct ReviewScreenTests {
    /// The whole text is shown on a key, also of an article without a title, whose text stands in place of one.
    @Test(arguments: ["", "一篇长文"]) func theWholeArticleIsShownOnAKey(_ title: String) throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "大模型训练需要算力。", count: 200) + #"\n末段\u001b[2J到此为止。"#
        let path = try folder.write(#"{"标题": "\#(title)", "总结": "\#(text)"}"#, to: "a.jsonl")
        let review = try ReviewJob(ArticleSource([path]), model: Sample.shared.model, count: 1).open()
        var session = review.session
        func screen() -> ReviewScreen { ReviewScreen(session, review.classifier, width: 40) }
        #expect(!screen().article.contains("到此为止"))
        _ = session.take("w")
        let shown = screen().prompt
        #expect(shown.contains("到此为止。\n") && shown.contains("大模型") && !shown.contains("\u{1B}"))
        #expect(shown.contains("一篇长文") == !title.isEmpty)
        #expect(shown.split(separator: "\n").dropLast().allSatisfy { displayWidth(String($0)) <= 40 })
        #expect(!session.isOver)
    }
}
