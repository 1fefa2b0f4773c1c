import Corpus
import Features
import Text
import Timeline

/// An article as a report counts it. Articles from files and from an archive are made alike, so that both give the
/// same report.
public struct ReportArticle: Sendable {
    public let reference: ArticleReference
    let source: String
    let published: PublicationDate?
    /// The date field holds something, but no date.
    let hasUnreadableDate: Bool
    /// For topics and phrases.
    let text: ArticleText
    /// The labels it came with.
    let ownIndustries: [String]
    /// The industries, technologies and keywords that it counts toward.
    let industries: [String]
    let technologies: [String]
    let keywords: [String]
    /// The model's for each of `industries`, to four digits; nil where they are the article's own.
    let probabilities: [Double]?
    /// Its technologies, or keywords, are the model's.
    let hasInferredTechnologies: Bool
    let hasInferredKeywords: Bool
    /// Indices of the watched terms in its text.
    let terms: [Int]
    let fingerprint: Fingerprint

    /// An article's own industries, technologies and keywords count; where it has none, the tags do.
    ///
    /// - Parameters:
    ///   - text: of the article.
    ///   - tags: what a model inferred; a field that is missing was not looked at.
    ///   - isNew: the tagged industries count even if the article has labels, which then check the model.
    ///   - terms: the watched ones.
    /// - Complexity: linear in the text, which is not normalized again.
    public init(
        _ article: Article, _ text: ArticleText, tags: InferredTags = InferredTags(), isNew: Bool = false,
        terms: [WatchedTerm] = []
    ) {
        reference = ArticleReference(article)
        source = article.source
        published = article.published
        hasUnreadableDate = article.hasUnreadableDate
        self.text = text
        ownIndustries = article.industries
        let tagged = isNew || article.industries.isEmpty ? tags.tags[.industries] : nil
        industries = tagged?.map(\.label) ?? article.industries
        probabilities = tagged?.map { WrittenProbability.rounded($0.probability ?? 0) ?? 0 }
        hasInferredTechnologies = article.technologies.isEmpty && !tags.labels(.technologies).isEmpty
        technologies = hasInferredTechnologies ? tags.labels(.technologies) : article.technologies
        hasInferredKeywords = article.keywords.isEmpty && !tags.labels(.keywords).isEmpty
        keywords = hasInferredKeywords ? tags.labels(.keywords) : article.keywords
        fingerprint = Fingerprint(text.scalars)
        self.terms = terms.indices.filter { terms[$0].isIn(text.scalars) }
    }

    /// It has no labels and no tagged industries.
    public var isUnlabeled: Bool { ownIndustries.isEmpty && probabilities == nil }
}
