import Corpus
import Testing
import Timeline

@testable import Reports

@Suite struct ReportArticleTests {
    private static let tags = InferredTags([
        .industries: [.init(label: "云计算", probability: 0.912345)], .technologies: [.init(label: "GPT-4")],
        .keywords: [.init(label: "算力")],
    ])

    @Test func tagsFillInWhatAnArticleLacks() {
        let bare = ReportArticle(Article(title: "甲"), tags: Self.tags)
        #expect(bare.industries == ["云计算"] && bare.probabilities == [0.9123] && !bare.isUnlabeled)
        #expect(bare.technologies == ["GPT-4"] && bare.keywords == ["算力"])
        #expect(bare.hasInferredTechnologies && bare.hasInferredKeywords)
        let untagged = ReportArticle(Article(title: "甲"))
        #expect(untagged.isUnlabeled && untagged.industries.isEmpty && untagged.technologies.isEmpty)
    }

    @Test func anArticlesOwnFieldsComeFirst() {
        let article = Article(title: "甲", keywords: ["机床"], technologies: ["CUDA"], industries: ["机器人"])
        let own = ReportArticle(article, tags: Self.tags)
        #expect(own.industries == ["机器人"] && own.probabilities == nil)
        #expect(own.technologies == ["CUDA"] && own.keywords == ["机床"])
        #expect(!own.hasInferredTechnologies && !own.hasInferredKeywords)
        // A new article counts by the model's industries and keeps its other fields.
        let new = ReportArticle(article, tags: Self.tags, isNew: true)
        #expect(new.industries == ["云计算"] && new.ownIndustries == ["机器人"])
        #expect(new.technologies == ["CUDA"] && new.keywords == ["机床"])
    }

    @Test func knowsItsPlaceAndTheTermsInIt() {
        let terms = ["机械臂", "算力|云"].compactMap(WatchedTerm.init)
        let article = ReportArticle(
            Fixture.article(3, theme: 0, on: "2024-05-06", title: "云上"), tags: Self.tags, terms: terms)
        #expect(article.terms == [1])
        #expect(
            article.reference
                == ArticleReference(
                    title: "云上", link: "https://example.com/3", date: "2024-05-06", origin: "a.txt:4"))
    }
}
