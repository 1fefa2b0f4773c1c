import Corpus
import Features
import Models
import TrendNumerics
import Text
import Timeline

/// An article as a report counts it.
///
/// Articles from files and from an archive are made alike, so both give the same report.
public struct ReportArticle: Sendable {
    public let reference: ArticleReference
    let source: String
    public let published: PublicationDate?
    /// Whether the date field holds something other than a date.
    let hasUnreadableDate: Bool
    /// The text, for topics and phrases.
    let text: ArticleText
    /// The normalized text.
    public var scalars: [UInt32] { text.scalars }
    /// The article's own labels.
    public private(set) var ownIndustries: [String]
    /// The article's industries, its own or the model's, and the technologies and keywords that it counts toward.
    private(set) var industries: [String]
    let technologies: [String]
    let keywords: [String]
    /// The model's probability of each of `industries`, to four digits; `nil` if the industries are the article's own.
    let probabilities: [Double]?
    /// What each of `industries` rests on, in words; nil if they are the article's own, or nobody has asked.
    let reasons: [String]?
    /// The model's probabilities of all its labels, where the industries are the model's and it was asked for them now.
    let row: ProbabilityRow?
    /// Whether no label of the model is sure. The article counts as uncertain then, and toward no industry.
    let isUncertain: Bool
    /// Whether its technologies are the model's; `hasInferredKeywords` says so of the keywords.
    let hasInferredTechnologies: Bool
    let hasInferredKeywords: Bool
    /// Indices of the watched terms that occur in its text.
    let terms: [Int]
    let fingerprint: Fingerprint

    /// Makes an article count by its own industries, technologies and keywords, and by the tags where it has none.
    ///
    /// - Parameters:
    ///   - text: the text of the article.
    ///   - tags: the inferred tags; a missing field was not inferred.
    ///   - isNew: whether the tagged industries count even if the article has labels, which then check the model.
    ///   - row: the model's probabilities of all its labels.
    ///   - terms: the watched terms.
    ///   - comparesTexts: whether its story is told by its text; false where it is known.
    /// - Complexity: linear in the text, which is not normalized again.
    public init(
        _ article: Article, _ text: ArticleText, tags: InferredTags = InferredTags(), isNew: Bool = false,
        row: ProbabilityRow? = nil, terms: [WatchedTerm] = [], comparesTexts: Bool = true
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
        reasons = tagged.flatMap { tags in
            let reasons = tags.compactMap(\.reason)
            return reasons.count == tags.count ? reasons : nil
        }
        self.row = tagged == nil ? nil : row
        isUncertain = tagged.map { ReportArticle.isUncertain($0) } ?? false
        hasInferredTechnologies = article.technologies.isEmpty && !tags.labels(.technologies).isEmpty
        technologies = hasInferredTechnologies ? tags.labels(.technologies) : article.technologies
        hasInferredKeywords = article.keywords.isEmpty && !tags.labels(.keywords).isEmpty
        keywords = hasInferredKeywords ? tags.labels(.keywords) : article.keywords
        fingerprint = comparesTexts ? Fingerprint(text) : Fingerprint([])
        self.terms = terms.indices.filter { terms[$0].isIn(text) }
    }

    private static func isUncertain(_ tags: [InferredTags.Tag]) -> Bool {
        let known = tags.compactMap(\.probability)
        return tags.isEmpty || !known.isEmpty && known.allSatisfy { $0 < ArticleClassifier.sureProbability }
    }

    /// The industries that the article counts toward: none if no label is sure.
    var countedIndustries: [String] { isUncertain ? [] : industries }

    /// Gives labels other names.
    public mutating func rename(_ names: [String: String]) {
        ownIndustries = LabelSpellings.renamed(ownIndustries, names)
        industries = LabelSpellings.renamed(industries, names)
    }

    /// Compares what two articles of a day say: below 0 if this one comes first, 0 if they count alike.
    func compare(to other: ReportArticle) -> Int {
        var order = ContentOrder.compare(text.title, other.text.title)
        if order == 0 { order = ContentOrder.compare(reference.link, other.reference.link) }
        if order == 0 { order = ContentOrder.compare(text.body, other.text.body) }
        if order == 0 { order = ContentOrder.compare(source, other.source) }
        if order == 0 { order = ContentOrder.compare(industries, other.industries) }
        if order == 0 { order = ContentOrder.compare(ownIndustries, other.ownIndustries) }
        if order == 0 { order = ContentOrder.compare(technologies, other.technologies) }
        if order == 0 { order = ContentOrder.compare(keywords, other.keywords) }
        return order
    }

    /// Whether the article has neither labels nor tagged industries.
    public var isUnlabeled: Bool { ownIndustries.isEmpty && probabilities == nil }
}
