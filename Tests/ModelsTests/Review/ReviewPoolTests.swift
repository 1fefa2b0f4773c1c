import TrendNumerics
import Corpus
import Features
import Testing

@testable import Models

@Suite struct ReviewPoolTests {
    private func trained(_ articles: [Article], isSingleLabel: Bool) throws -> ArticleClassifier {
        try ArticleClassifier.train(
            articles,
            options: .init(
                tfidf: TFIDFOptions(ngrams: 1, to: 2), regression: LogisticRegression(C: 10),
                isSingleLabel: isSingleLabel))
    }

    private func choose(_ count: Int, _ articles: [Article], _ model: ArticleClassifier, threads: Int = 1) -> [String] {
        var pool = ReviewPool(count: count)
        // In two batches, as from a corpus.
        pool.add(model.reviewCandidates(Array(articles.prefix(2)), threads: threads))
        pool.add(model.reviewCandidates(Array(articles.dropFirst(2)), threads: threads))
        return pool.choose(count, by: model, threads: threads).map(\.article.title)
    }

    @Test func uncertainArticlesComeFirst() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        let sure = Article(title: "晶圆芯片价格回升"), doubtful = Article(title: "工厂测试新电池设计")
        let doubts = model.reviewCandidates([sure, doubtful]).map(\.uncertainty)
        #expect(doubts.allSatisfy { (0...1).contains($0) } && doubts[1] > doubts[0] + 0.1)
        #expect(choose(2, [sure, doubtful], model) == [doubtful.title, sure.title])
    }

    @Test func multiLabelUncertaintyIsTheExpectedLossOfF1() throws {
        let model = try trained(Articles.several, isSingleLabel: false)
        for article in [Article(title: "晶圆芯片价格回升"), Article(title: "武汉"), Articles.both(0)] {
            let all = model.predict([article], top: 2)[0].map(\.probability)
            let given = model.predict([article])[0].map(\.probability)
            let f1 = 2 * given.reduce(0, +) / (Double(given.count) + all.reduce(0, +))
            #expect(abs(model.reviewCandidates([article])[0].uncertainty - (1 - f1)) < 1e-9)
        }
    }

    @Test func singleLabelUncertaintyIsOneLessTheMargin() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        let article = Article(title: "工厂测试新电池设计")
        let best = model.predict([article], top: 2)[0]
        #expect(
            abs(model.reviewCandidates([article])[0].uncertainty - (1 - best[0].probability + best[1].probability))
                < 1e-6)
    }

    @Test func similarArticlesAreNotChosenTogether() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        let twins = ["工厂测试新电池设计", "工厂测试新电池设计", "新工厂测试电池设计", "智能手机上路"].map { Article(title: $0) }
        let chosen = choose(2, twins, model)
        #expect(Set(chosen) == ["工厂测试新电池设计", "智能手机上路"] || Set(chosen) == ["新工厂测试电池设计", "智能手机上路"])
    }

    @Test func unknownTextsComeLast() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        let articles = [Article(title: "鯨鯨"), Article(title: "晶圆芯片价格回升"), Article(title: "鯨鯊鯊"), Article(title: "汽车")]
        #expect(Set(choose(2, articles, model)) == ["晶圆芯片价格回升", "汽车"])
        #expect(choose(9, articles, model).count == 4)
        #expect(choose(1, [], model) == [])
    }

    @Test func threadsAndTrimmingDoNotChangeTheChoice() throws {
        let model = try trained(Articles.single, isSingleLabel: true)
        let words = ["芯片", "汽车", "工厂", "电池", "设计", "测试", "手机"]
        let articles = (0..<6000).map {
            Article(title: words[$0 % 7] + words[$0 / 7 % 7] + words[$0 / 49 % 7] + "\($0)")
        }
        #expect(choose(10, articles, model, threads: 1) == choose(10, articles, model, threads: 2))
        // The most uncertain article of all is chosen first, whatever came before it.
        let doubts = model.reviewCandidates(articles)
        let maximum = doubts.map(\.uncertainty).max()!
        #expect(choose(1, articles, model)[0] == doubts.first { $0.uncertainty == maximum }!.article.title)
    }

    @Test func anItemHasTheGivenLabelsFirst() throws {
        let model = try trained(Articles.several, isSingleLabel: false)
        let item = model.reviewItem(model.reviewCandidates([Articles.both(1)])[0])
        #expect(item.choices.prefix(item.proposed).map(\.label) == model.predict([Articles.both(1)])[0].map(\.label))
        #expect(Set(item.choices.map(\.label)) == ["半导体", "汽车"])
    }
}
