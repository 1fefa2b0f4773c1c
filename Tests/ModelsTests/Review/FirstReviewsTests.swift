import Corpus
import Features
import TrendNumerics
import Testing
import Text

@testable import Models

@Suite struct FirstReviewsTests {
    private static let words = [
        ["银行", "央行", "券商", "基金", "利率", "债券", "财报", "股市", "期货", "汇率", "信贷", "金融"],
        ["球队", "主帅", "前锋", "门将", "比赛", "进球", "联赛", "冠军", "裁判", "替补", "点球", "体育"],
        ["歌手", "演员", "导演", "票房", "专辑", "剧集", "舞台", "影片", "综艺", "主演", "首映", "娱乐"],
    ]
    private static let names = ["金融", "体育", "娱乐"]
    /// Four of seven are of the first field, one of the last.
    private static let fields = [0, 1, 0, 2, 0, 1, 0]

    private static let articles: [Article] = {
        var generator = SeededGenerator(seed: 3)
        return (0..<900).map { index in
            let own = words[fields[index % 7]].shuffled(using: &generator).prefix(3).joined(separator: "的")
            return Article(title: own + "\(index)", link: "u\(index)")
        }
    }()

    private func field(_ article: Article) -> Int {
        FirstReviewsTests.fields[Int(article.link.dropFirst())! % 7]
    }

    private func labeled(_ articles: some Sequence<Article>) -> [Article] {
        articles.map { article in
            var article = article
            article.industries = [FirstReviewsTests.names[field(article)]]
            return article
        }
    }

    private func reviews(
        _ count: Int, labeled: [Article] = [], articles: [Article] = FirstReviewsTests.articles,
        labels: [String] = FirstReviewsTests.names, threads: Int = 2
    ) throws -> FirstReviews {
        try FirstReviews(
            count, labels: labels, labeled: labeled.map { $0.byAPerson() }, labeled.normalized(),
            articles: articles, articles.normalized(),
            options: .init(
                tfidf: TFIDFOptions(), regression: LogisticRegression(C: 60, compute: Compute(threads: threads)),
                isSingleLabel: true))
    }

    @Test func theFirstArticlesStandForAllFields() throws {
        let reviews = try reviews(6)
        #expect(reviews.classifier == nil && reviews.chosen.count == 6)
        #expect(Set(reviews.chosen.map { field($0.article) }) == [0, 1, 2])
        #expect(reviews.chosen.allSatisfy { $0.uncertainty == 1 })
    }

    @Test func whatWasAnsweredIsNotAskedAgain() throws {
        // The first field is answered for, the others are not.
        let known = labeled(FirstReviewsTests.articles.filter { field($0) == 0 }.prefix(19))
        let links = Set(known.map(\.link))
        let open = FirstReviewsTests.articles.filter { !links.contains($0.link) }
        let chosen = try reviews(2, labeled: known, articles: open).chosen
        #expect(Set(chosen.map { field($0.article) }) == [1, 2])
    }

    @Test func enoughAnswersMakeAModel() throws {
        let known = labeled(FirstReviewsTests.articles.prefix(21))
        let open = Array(FirstReviewsTests.articles.dropFirst(21))
        let reviews = try reviews(5, labeled: known, articles: open)
        let model = try #require(reviews.classifier)
        #expect(Set(model.labels) == Set(FirstReviewsTests.names) && model.training.documents == 21)
        #expect(model.training.background?.texts == open.count)
        let doubts = model.reviewCandidates(reviews.chosen.map(\.article)).map(\.uncertainty)
        #expect(reviews.chosen.map(\.uncertainty) == doubts)
        let all = model.reviewCandidates(open).map(\.uncertainty)
        let (own, mean) = (doubts.reduce(0, +) / 5, all.reduce(0, +) / Double(all.count))
        #expect(own > mean)
        #expect(try self.reviews(5, labeled: Array(known.prefix(19)), articles: open).classifier == nil)
        let same = known.map { article in
            var article = article
            article.industries = ["金融"]
            return article
        }
        #expect(try self.reviews(5, labeled: same, articles: open).classifier == nil)
    }

    @Test(arguments: [0, 21]) func isTheSameWithAnyNumberOfThreads(_ answers: Int) throws {
        let known = labeled(FirstReviewsTests.articles.prefix(answers))
        let open = Array(FirstReviewsTests.articles.dropFirst(answers))
        let one = try reviews(10, labeled: known, articles: open, threads: 1)
        let three = try reviews(10, labeled: known, articles: open, threads: 3)
        #expect(one.chosen.map(\.article.link) == three.chosen.map(\.article.link))
        #expect(one.chosen.map(\.uncertainty) == three.chosen.map(\.uncertainty))
        #expect(one.session.items.map(\.choices) == three.session.items.map(\.choices))
    }

    @Test func labelsAreOrderedByTheirNamesUntilThereIsAModel() throws {
        let reviews = try reviews(9)
        for item in reviews.session.items {
            #expect(item.proposed == 0 && Set(item.choices.map(\.label)) == Set(FirstReviewsTests.names))
            #expect(item.choices[0].label == FirstReviewsTests.names[field(item.article)])
        }
    }

    @Test func allLabelsCanBeChosen() throws {
        let many = FirstReviewsTests.names + (1...12).map { "第\($0)类" }
        var known = labeled(FirstReviewsTests.articles.prefix(21))
        known[0].industries = ["新添"]
        let open = Array(FirstReviewsTests.articles.dropFirst(21))
        let reviews = try reviews(1, labeled: known, articles: open, labels: many)
        #expect(reviews.labels == many + ["新添"])
        let item = reviews.session.items[0]
        #expect(item.proposed == 1 && item.choices.count == 16 && Set(item.choices.map(\.label)) == Set(reviews.labels))
    }

    @Test func tooFewTextsForVectorsAreTakenEvenly() throws {
        let few = Array(FirstReviewsTests.articles.prefix(40))
        #expect(try reviews(4, articles: few).chosen.map(\.article.link) == ["u0", "u10", "u20", "u30"])
        #expect(try reviews(99, articles: few).chosen.count == 40)
        #expect(try reviews(3, articles: []).chosen.isEmpty)
        let known = labeled(few.prefix(21))
        let late = try reviews(3, labeled: known, articles: Array(few.dropFirst(21)))
        #expect(late.classifier != nil && late.chosen.count == 3)
    }
}
