import Corpus
import Features
import TrendNumerics
import Testing
import Text

@testable import Models

@Suite struct TextEvidenceTests {
    private func article(_ text: String, title: String = "") -> ArticleText { ArticleText(title: title, body: text) }

    /// All places of a string in a normalized text.
    private func places(of ngram: String, in text: ArticleText) -> [Range<Int>] {
        let ngram = ngram.unicodeScalars.map(\.value)
        guard ngram.count <= text.scalars.count else { return [] }
        return (0...text.scalars.count - ngram.count).filter { text.scalars[$0...].starts(with: ngram) }
            .map { $0..<$0 + ngram.count }
    }

    private func evidence(_ ngrams: [(String, Double)], in text: ArticleText) -> TextEvidence {
        var evidence = TextEvidence(TextUnits(text))
        for (ngram, contribution) in ngrams { evidence.add(contribution, at: places(of: ngram, in: text)) }
        return evidence
    }

    private func spans(_ ngrams: [(String, Double)], in text: ArticleText) -> [Explanation.Span] {
        SpanWording(text).best(TextSpans(evidence(ngrams, in: text)), count: 10)
    }

    @Test func overlappingNGramsAreOneWord() {
        let text = article("竞赛的大模型，大模型在上海。")
        let found = spans([("大模", 0.5), ("模型", 0.6), ("模", 0.1), ("型", 0.05), ("型,", 0.02), ("上海", 0.1)], in: text)
        #expect(found.map(\.text) == ["大模型", "上海"])
        #expect(found[0].places == [3..<6, 7..<10])
        // The comma takes nothing: `型,` speaks for the letter.
        #expect(abs(found[0].contribution - 1.27) < 1e-12 && abs(found[0].share - 1.27 / 1.37) < 1e-12)
    }

    @Test func wordsAndNumbersAreNeverCut() {
        let text = article("遵循Scaling Law的GPT-4o、OpenAI")
        let found = spans([("al", 0.3), ("t-4", 0.2), ("pe", 0.1)], in: text)
        #expect(found.map(\.text) == ["Scaling Law", "GPT-4o", "OpenAI"])
        // Of a text in another language, every word is a unit.
        let english = article("the new model is a very large language model")
        #expect(spans([("mod", 1)], in: english).map(\.text) == ["model"])
    }

    @Test func aWordIsCutFromTheSentenceAroundIt() {
        let text = article("厂商用Omniverse搭建数字车间，扩散Transformer和AI眼镜")
        let found = spans(
            [
                ("用o", 0.5), ("om", 0.5), ("e搭", 0.5), ("搭建", 0.5), ("建数", 0.5), ("扩散", 0.5), ("散t", 0.5), ("tr", 0.5),
                ("ai", 0.5), ("i眼", 0.5), ("眼镜", 0.5),
            ], in: text
        ).map(\.text)
        #expect(Set(found).isSuperset(of: ["Omniverse", "扩散Transformer", "AI眼镜"]))
    }

    @Test func punctuationSpacesAndFunctionCharactersCut() {
        let text = article("芯片，光刻 工艺和晶圆", title: "量产")
        let found = spans(
            [
                ("片,光", 0.3), ("刻 工", 0.3), ("艺和晶", 0.3), ("芯片", 0.5), ("光刻", 0.4), ("工艺", 0.35), ("晶圆", 0.3),
                ("产 芯", 0.2),
            ],
            in: text)
        #expect(Set(found.map(\.text)).isSuperset(of: ["芯片", "光刻", "工艺", "晶圆"]))
        #expect(!found.contains { $0.text == "和" || $0.text.contains(" ") || $0.text.contains(",") })
    }

    @Test func aCharacterAloneTakesTheNeighborThatDecided() {
        let found = spans([("车", 0.5), ("汽车", 0.01), ("车主", 0.02), ("很长的文", 0.9)], in: article("很长的文章里汽车出现，车主很多"))
        #expect(found.contains { $0.text == "汽车" } && found.contains { $0.text == "车主" })
        #expect(!found.contains { $0.text == "车" })
    }

    /// Nothing is lost and nothing is counted twice, whatever the n-grams are.
    @Test(arguments: 1...20) func spansAddUpToTheNGrams(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let letters = Array("大模型芯片的和了发布ab c1，。“”-%·\n 一二三")
        func string(_ count: Int) -> String { String((0..<count).map { _ in letters.randomElement(using: &random)! }) }
        let text = article(string(Int.random(in: 0..<300, using: &random)), title: string(seed % 5))
        var evidence = TextEvidence(TextUnits(text))
        var total = 0.0
        for _ in 0..<200 where !text.scalars.isEmpty {
            let start = Int.random(in: 0..<text.scalars.count, using: &random)
            let end = min(text.scalars.count, start + Int.random(in: 1...3, using: &random))
            let all = places(of: String(scalars: text.scalars[start..<end]), in: text)
            let contribution = Double.random(in: -1...1, using: &random)
            evidence.add(contribution, at: all)
            total += contribution
        }
        let spans = TextSpans(evidence)
        let sum = spans.all.reduce(evidence.rest) { $0 + $1.contribution }
        #expect(abs(sum - total) < 1e-9)
        let taken = spans.all.flatMap(spans.places).sorted { $0.lowerBound < $1.lowerBound }
        #expect(zip(taken, taken.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    }

    @Test(arguments: [LogisticRegressionModel.Kind.oneVsRest, .multinomial])
    func explanationsAddUp(kind: LogisticRegressionModel.Kind) throws {
        let articles = (0..<30).map { index in
            Article(
                title: index % 2 == 0 ? "芯片量产" : "银行降息",
                text: (index % 2 == 0 ? "晶圆厂宣布GPU Max量产，第" : "贷款利率下调，第") + "\(index)次",
                industries: [index % 2 == 0 ? "科技" : "金融"])
        }
        let model = try ArticleClassifier.train(
            articles,
            options: .init(
                tfidf: TFIDFOptions(), regression: LogisticRegression(), isSingleLabel: true, singleLabelKind: kind))
        for article in articles.prefix(4) {
            for explanation in model.explain(article.normalized(), labels: 2, terms: 1000) {
                #expect(explanation.spans.allSatisfy { $0.share > 0 && $0.contribution > 0 && !$0.places.isEmpty })
                // Nothing may speak for the less probable of two labels.
                if explanation.spans.isEmpty { continue }
                #expect(abs(explanation.spans.reduce(0) { $0 + $1.share } - 1) < 1e-9)
            }
        }
        let best = model.explain(articles[0].normalized(), terms: 3)[0]
        #expect(best.spans.count == 3 && best.spans.contains { $0.text == "芯片量产" || $0.text == "芯片" })
    }
}
