import Text
import TestSupport
import Corpus
import Testing

@testable import Features

@Suite struct NameTextTests {
    private func letters(_ name: String) -> String { string(NameText.letters(of: name)) }
    private func string(_ scalars: some Sequence<UInt32>) -> String {
        String(String.UnicodeScalarView(scalars.map { Unicode.Scalar($0)! }))
    }

    @Test func spellingsHaveTheSameLetters() {
        #expect(Set(["GPT4o", "GPT-4o", "gpt 4o", "ＧＰＴ－４ｏ", "Gpt_4o"].map(letters)) == ["gpt4o"])
        #expect(letters("DALL·E 2") == "dalle2" && letters("DALL-E 2") == "dalle2")
        #expect(letters("悟道·天鹰") == "悟道天鹰")
        #expect(letters("骁龙 8 Gen 3") == "骁龙8gen3")
        #expect(letters("v.2") == "v2")
        #expect(letters("文心\u{200D}一言") == "文心一言" && letters("Deep\u{AD}Seek") == "deepseek")
    }

    @Test func whatTellsNamesApartStays() {
        #expect(letters("GPT-3.5") == "gpt3.5")
        #expect(letters("迈向 智能") == "迈向 智能")
        #expect(letters("-4 ") == "-4")
        #expect(letters("C++") == "c++")
    }

    @Test func theTextIsTheContentNormalized() {
        for (title, body) in [("标题 A", "正文"), ("", " 正文"), ("标题", ""), ("标题", " \n"), (" ", "b"), ("", "")] {
            let text = NameText(ArticleText(title: title, body: body))
            #expect(text.scalars == TextNormalizer().scalars(of: Article(title: title, text: body).content))
        }
        // A name does not begin in the title and end in the text.
        #expect(string(NameText(ArticleText(title: "GPT", body: "4 倍")).letters) == "gpt 4倍")
    }

    @Test func namesBeginAndEndAtTheEdgesOfWords() {
        func places(_ name: String, _ body: String) -> [String] {
            let text = NameText(ArticleText(title: "", body: body))
            let wanted = NameText.letters(of: name)
            return text.letters.indices.compactMap { start in
                guard text.letters[start...].starts(with: wanted) else { return nil }
                return text.range(ofLetters: start..<start + wanted.count).map { text.string($0) }
            }
        }
        #expect(places("GPT-4", "GPT-4o、GPT-45、xGPT-4、GPT-4.5、a-gpt-4") == [])
        #expect(places("GPT-4", "用GPT-4的，gpt 4和GPT4。") == ["gpt-4", "gpt 4", "gpt4"])
        #expect(places("GPT", "GPT-4与GPT") == ["gpt"])
        #expect(places("通义千问", "阿里通义千问2.5") == ["通义千问"])
        #expect(places("通义千问2", "通义千问2.5") == [])
        #expect(places("DALL·E", "用DALL-E画") == ["dall-e"])
    }

    @Test func partsAndWords() {
        let text = NameText(ArticleText(title: "GPT-4 Turbo", body: "降价3.5倍"))
        #expect(text.titleEnd == 11)
        #expect(text.words.map { text.string($0) } == ["gpt-4", "turbo", "3.5"])
        #expect(string(text.letters(in: 0..<11)) == "gpt4turbo")
        #expect(text.firstWord(from: 0) == 0 && text.firstWord(from: 1) == 1 && text.firstWord(from: 40) == 3)
    }
}
