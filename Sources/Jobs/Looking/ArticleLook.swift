import Archive
import Corpus
import Models
import Text

/// Everything that is known of one article of an archive.
public struct ArticleLook: Sendable {
    private let number: Int
    private static let mostReposts = 50
    private static let spans = 8

    /// - Parameter number: that of the article in the archive.
    /// - Throws: `InvalidOption`.
    public init(_ number: Int) throws {
        try require(number >= 1, "number", number, "articles count from 1")
        self.number = number
    }

    /// - Parameter tagger: says why; nil where there is no model.
    /// - Returns: nil where the archive has no such article, or it repeats another one.
    /// - Throws: `CorpusError`.
    public func run(in view: ArchiveView, by tagger: Tagger?) throws -> ArticleDetail? {
        guard let place = view.corpus.places(of: [Int64(number)]).first.map(Int32.init),
            let article = try view.read([place])[place],
            let tags = try view.corpus.archive.articles(
                numbered: [Int64(number)], tags: Set(InferredTags.fields)
            ).first?.tags,
            let listed = try view.listed([place]).first
        else { return nil }
        let text = article.normalized()
        let explained = tagger.map { $0.tags(of: text, parts: $0.parts, spans: ArticleLook.spans) }
        let story = view.corpus.stories[Int(place)]
        let reposts = view.newest.filter { $0 != place && view.corpus.stories[Int($0)] == story }
        let nearest = try tagger.map { try NearestArticles($0.classifier.vectorizer).find(text, place, in: view) } ?? []
        return ArticleDetail(
            listed: listed, title: article.title, text: article.text, keywords: article.keywords,
            events: article.events, inferred: tags.tags.mapValues { $0 }, explained: explained,
            reposts: try view.listed(Array(reposts.prefix(ArticleLook.mostReposts))), repostCount: reposts.count,
            nearest: nearest)
    }
}

/// An article with what is known of it.
public struct ArticleDetail: Encodable, Sendable {
    public let listed: ListedArticle
    public let title: String
    public let text: String
    /// What the record itself says.
    public let keywords: [String]
    public let events: String
    /// What the archive keeps of a model's tags, by field.
    public let inferred: [RecordField: [InferredTags.Tag]]
    /// What the model says now, and why; nil without a model.
    public let explained: ArticleTags?
    /// Further articles of the same story, the newest first, up to 50 of them.
    public let reposts: [ListedArticle]
    public let repostCount: Int
    /// Other articles with the most similar texts; empty without a model.
    public let nearest: [NearArticle]
}

/// An article and how similar its text is.
public struct NearArticle: Codable, Sendable {
    public let article: ListedArticle
    /// The cosine of the angle between the texts' weighted n-grams, from 0 to 1.
    public let similarity: Double
}

extension ArchiveView {
    /// What a person says of an article.
    ///
    /// - Returns: nil where the archive has no such article.
    /// - Throws: `CorpusError`.
    public func correction(ofArticle number: Int, industries: [String]) throws -> Correction? {
        guard let place = corpus.places(of: [Int64(number)]).first.map(Int32.init),
            let article = try read([place])[place]
        else { return nil }
        return Correction(of: article, industries: industries)
    }
}
