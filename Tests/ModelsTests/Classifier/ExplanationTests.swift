import Corpus
import Features
import TrendNumerics
import Testing
import Text

@testable import Models

@Suite struct ExplanationTests {
    private let articles = (0..<60).map { index in
        let words = index % 3 == 0 ? ["芯片", "光刻机", "晶圆"] : index % 3 == 1 ? ["银行", "利率", "贷款"] : ["球队", "比赛", "冠军"]
        return Article(
            title: words[index % 2], text: words.joined(separator: "，") + "第\(index % 7)次，" + words[(index + 1) % 3],
            industries: [["科技", "金融", "体育"][index % 3]])
    }

    /// The terms by their definition: every n-gram of the text, whichever are shown.
    private func terms(
        _ model: ArticleClassifier, _ text: ArticleText, label: String, count: Int
    ) -> [Explanation.Term] {
        let row = model.vectorizer.transform([text.scalars])
        let places = model.vectorizer.places(in: text.scalars)
        let (label, labels) = (model.labels.firstIndex(of: label)!, model.labels.count)
        var terms: [Explanation.Term] = []
        for (entry, column) in row.columnIndices.enumerated() {
            let line = (0..<labels).map { model.regression.weights[Int(column) * labels + $0] }
            let base = model.regression.kind == .multinomial ? line.reduce(0, +) / Float(labels) : 0
            let all = places[Int(column)]!.values.reduce(0) { $0 + $1.count }
            for (ngram, places) in places[Int(column)]! {
                let contribution = Double(row.values[entry] * (line[label] - base)) * Double(places.count) / Double(all)
                terms.append(.init(ngram: ngram, contribution: contribution, places: places))
            }
        }
        return Array(
            terms.filter { $0.contribution > 0 }.sorted { ($1.contribution, $0.ngram) < ($0.contribution, $1.ngram) }
                .prefix(count))
    }

    @Test(arguments: [0, 1, 3, 10, 1000]) func termsAreTheStrongest(count: Int) throws {
        for kind in [LogisticRegressionModel.Kind.oneVsRest, .multinomial] {
            try check(kind, count: count)
        }
    }

    private func check(_ kind: LogisticRegressionModel.Kind, count: Int) throws {
        let model = try ArticleClassifier.train(
            articles,
            options: .init(
                tfidf: TFIDFOptions(), regression: LogisticRegression(), isSingleLabel: true, singleLabelKind: kind))
        for article in articles.prefix(6) {
            let text = article.normalized()
            let found = model.explain(text, labels: 3, terms: count)
            #expect(found.count == 3)
            for explanation in found {
                #expect(explanation.terms == terms(model, text, label: explanation.label, count: count))
            }
        }
    }
}
