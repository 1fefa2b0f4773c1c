import TrendNumerics
import TestSupport
import Corpus
import Features
import Foundation
import Testing

@testable import Models

@Suite struct LabelSurveyTests {
    private let options = ArticleClassifier.Options(
        tfidf: try! TFIDFOptions(), regression: LogisticRegression(C: 60, classWeight: .balanced))

    /// Articles on cars under two names that have nothing in common, and on chips under two names that do.
    private var articles: [Article] {
        (0..<20).flatMap { index -> [Article] in
            var (chip, car) = (Articles.chip(index), Articles.car(index))
            if index % 5 == 0 { car.industries = ["轿车"] }
            if index % 5 == 1 { chip.industries = ["半导体行业"] }
            return [chip, car]
        } + Articles.bare
    }

    @Test func namesOfOneIndustryAreFound() throws {
        let survey = try LabelSurvey(articles, options: options)
        #expect(survey.documents == 40)
        #expect(survey.labels.map(\.label) == ["半导体", "汽车", "半导体行业", "轿车"])
        #expect(survey.labels.map(\.documents) == [16, 16, 4, 4])
        #expect(survey.proposals.map { [$0.alias, $0.canonical] } == [["半导体行业", "半导体"], ["轿车", "汽车"]])
        #expect(
            survey.proposals[0].nameSimilarity == 1
                && survey.proposals.allSatisfy { $0.probability > 0.3 && $0.together == 0 })
        #expect(survey.proposals[0].isLikely)
        #expect(survey.proposals.allSatisfy { $0.ownProbability > 0.5 && $0.ownProbability < 1 })
    }

    @Test func labelsThatOccurTogetherAreDistinct() throws {
        let together = articles.map { article in
            var article = article
            if article.industries == ["轿车"] { article.industries = ["轿车", "汽车"] }
            return article
        }
        let survey = try LabelSurvey(together, options: options)
        #expect(survey.proposals.map(\.alias) == ["半导体行业"])
    }

    /// 政务 and 家政 share a character that no other label has, and nothing else.
    @Test func namesAloneMakeNoProposalLikely() throws {
        let named = articles.map { article in
            var article = article
            article.industries = article.industries.map { $0.hasPrefix("半导体") ? "政务" : "家政" }
            return article
        }
        #expect(try !LabelSurvey(named, options: options).proposals.contains(where: \.isLikely))
        var proposal = AliasProposal(
            alias: "家政", canonical: "政务", aliasDocuments: 20, canonicalDocuments: 24, nameSimilarity: 0.5,
            probability: 0.01, ownProbability: 0.6, together: 0, score: 2)
        #expect(!proposal.isLikely)
        proposal.probability = 0.19
        #expect(!proposal.isLikely)
        proposal.probability = 0.21
        #expect(proposal.isLikely)
        proposal.score = 1
        #expect(!proposal.isLikely)
    }

    /// Labels that are near are confused, and yet articles of one are told from those of the other.
    @Test func labelsWhoseArticlesAreToldApartAreDistinct() throws {
        let names = try #require(LabelSurvey(articles, options: options).proposals.first)
        let (separation, error) = try (#require(names.separation), #require(names.separationError))
        #expect(separation < 0.5 + 2 * error)
        // The half of the articles on chips that has a word of its own.
        let near = (0..<40).map { index in
            var article = Articles.chip(index)
            if index % 2 == 0 { (article.industries, article.text) = (["设备"], article.text + "光刻机") }
            return article
        }
        let proposal = try LabelSurvey(near + articles, options: options).proposals.first { $0.alias == "设备" }
        #expect(proposal?.separation ?? 1 > 0.9 && proposal?.isLikely != true)
    }

    @Test func whatCannotBeToldApartIsLikely() {
        func isLikely(_ separation: Double, error: Double = 0.05, names: Double = 0, own: Double = 0.6) -> Bool {
            AliasProposal(
                alias: "甲", canonical: "乙", aliasDocuments: 20, canonicalDocuments: 24, nameSimilarity: names,
                probability: 0.5, ownProbability: own, separation: separation, separationError: error, together: 0,
                score: 3
            ).isLikely
        }
        #expect(isLikely(0.5) && isLikely(0.59) && !isLikely(0.62) && !isLikely(0.8))
        // With few articles names must agree.
        #expect(!isLikely(0.55, error: 0.1) && isLikely(0.55, error: 0.1, names: 0.5))
        #expect(isLikely(0.69, error: 0.1, names: 1) && !isLikely(0.72, error: 0.1, names: 1))
        // With very many articles a slight difference does not count.
        #expect(isLikely(0.58, error: 0.01) && !isLikely(0.62, error: 0.01))
        // A classifier that does not know the label says nothing of it.
        #expect(!isLikely(0.5, own: 0.1))
    }

    @Test func theSurveyIsTheSameAtAnyNumberOfThreads() throws {
        var two = options
        two.regression.compute.threads = 2
        #expect(try LabelSurvey(articles, options: two) == LabelSurvey(articles, options: options))
    }

    @Test func proposalsAreATableOfAliases() throws {
        var survey = try LabelSurvey(articles, options: options)
        survey.proposals = [
            .init(
                alias: "a: \"b\"\n", canonical: "汽车", aliasDocuments: 1, canonicalDocuments: 16, nameSimilarity: 0,
                probability: 0.9, together: 0, score: 3),
            .init(
                alias: "弱", canonical: "汽车", aliasDocuments: 1, canonicalDocuments: 16, nameSimilarity: 0,
                probability: 0.5, together: 0, score: 1),
            .init(
                alias: "虚", canonical: "半导体", aliasDocuments: 1, canonicalDocuments: 16, nameSimilarity: 0,
                probability: 0.5, together: 0, score: 1),
        ]
        let yaml = survey.yaml()
        let aliases = try withTemporaryFile { path in
            try Data(yaml.utf8).write(to: URL(fileURLWithPath: path))
            return try LabelAliases(path: path)
        }
        #expect(aliases.count == 1 && aliases["a: \"b\""] == "汽车")
        #expect(aliases["弱"] == "弱" && aliases["虚"] == "虚")
        #expect(yaml.contains("#   - 弱  # 1 article, names 0%, texts 50% of 100%, both 0"))
        #expect(yaml.contains("1 likely, 2 commented out"))
    }

    @Test func nothingToLearnFromThrows() {
        #expect(throws: ModelError.self) { try LabelSurvey(Articles.bare, options: options) }
        #expect(throws: ModelError.self) { try LabelSurvey([Article(title: "甲", industries: ["乙"])], options: options) }
    }

    /// Of 1,030 labels only the most frequent 1,024 may have aliases, and the survey says so.
    @Test func onlySoManyLabelsMayHaveAliases() throws {
        let articles = (0..<2060).map { Article(title: "第\($0 / 2)条", industries: ["业\(10_000 + $0 / 2)"]) }
        let options = ArticleClassifier.Options(
            tfidf: try TFIDFOptions(), regression: LogisticRegression(maximumEpochs: 1), minimumLabelCount: 1)
        let survey = try LabelSurvey(articles, options: options)
        #expect(survey.mostCanonical == 1024 && survey.labels.count == 1030)
        #expect(LabelSurvey.mostCanonical(articles: 800_000) == 48)
    }
}
