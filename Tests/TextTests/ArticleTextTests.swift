import TrendNumerics
import TestSupport
import Testing

@testable import Text

@Suite struct ArticleTextTests {
    /// Scalars that are simple, blank, combining or the end of a sentence, or change length when normalized.
    private let scalars = Array(
        "储能G４b.-，。！？；…“”《》①ﬁ\u{301}e\u{327}ｶﾞ\u{200B}\u{FEFF}\u{3000} \t\n\r\u{2028}\u{0}\u{7F}\u{85}"
            .unicodeScalars)

    private func texts(_ count: Int) -> [String] {
        var generator = SeededGenerator(seed: 1)
        return (0..<count).map { _ in
            var view = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...20, using: &generator) {
                view.append(scalars.randomElement(using: &generator)!)
            }
            return String(view)
        }
    }

    @Test func isTitleAndBodyNormalizedInOnePiece() {
        let texts = texts(20_000)
        for (title, body) in zip(texts, texts.dropFirst()) {
            let text = ArticleText(title: title, body: body)
            #expect(text.scalars == TextNormalizer().scalars(of: title + "\n" + body), "\(title.debugDescription)")
            #expect(Array(text.scalars[..<text.titleEnd]) == TextNormalizer().scalars(of: title))
            #expect(Array(text.scalars[text.bodyStart...]) == TextNormalizer().scalars(of: body))
        }
    }

    @Test func sentencesArePartsOfTheNormalizedText() {
        let texts = texts(20_000)
        for (title, body) in zip(texts, texts.dropFirst()) {
            let text = ArticleText(title: title, body: body)
            let sentences = text.sentences()
            #expect(sentences.map(\.text) == Sentences.of(body))
            var end = text.bodyStart
            for sentence in sentences {
                #expect(Array(sentence.scalars) == TextNormalizer().scalars(of: sentence.text))
                // A sentence that is not a slice of the text begins at 0.
                #expect(sentence.scalars.startIndex >= end, "\(body.debugDescription)")
                end = sentence.scalars.endIndex
            }
        }
    }

    @Test func plainSentencesAreNotNormalizedAgain() {
        let text = ArticleText(title: "标题", body: "第一句。 第２句！\n“第三句。”Ａ B\t；")
        #expect(NormalizationCount.bytes { _ = text.sentences() } == 0)
        let dots = ArticleText(title: "标题", body: "第一句。等等…第三句。")
        #expect(NormalizationCount.bytes { _ = dots.sentences() } == "等等…".utf8.count)
    }

    @Test func countsWhatIsNormalized() {
        #expect(NormalizationCount.bytes { _ = ArticleText(title: "标题", body: "ab") } == 8)
        #expect(NormalizationCount.bytes {} == 0)
    }
}
