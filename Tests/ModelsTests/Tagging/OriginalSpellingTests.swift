import Text
import Testing

@testable import Models

@Suite struct OriginalSpellingTests {
    private func spelling(_ name: String, _ title: String, _ text: String) -> String? {
        OriginalSpelling(ArticleText(title: title, body: text)).of(name.unicodeScalars.map(\.value)[...])
    }

    @Test func capitalsComeBack() {
        #expect(spelling("gpt-4o", "", "说gpt，说 GPT-4o。") == "GPT-4o")
        #expect(spelling("gpt-4o", "ＧＰＴ－４ｏ登场", "gpt-4o") == "GPT-4o")
        #expect(spelling("mind gpt", "", "Mind\u{3000}GPT") == "Mind GPT")
        #expect(spelling("日日新5.0", "", "商汤日日新5.0") == "日日新5.0")
    }

    @Test func traditionalCharactersComeBack() {
        #expect(spelling("百模大战", "", "迎來百模大戰") == "百模大戰")
        #expect(spelling("台积电ai", "", "台積電AI晶片") == "台積電AI")
    }

    @Test func absentNamesHaveNoSpelling() {
        #expect(
            spelling("sora", "GPT", "so") == nil && spelling("sora", "", "") == nil && spelling("", "a", "b") == nil)
        // Two spaces became one.
        #expect(spelling("a b", "", "A  B") == nil)
    }
}
