import Corpus

/// What an archive says of an article's industries: by that one tells whether what was shown still stands.
public struct ArticleStand: Equatable, Sendable {
    /// What the article is known by: another archive may have another article under the same number.
    public let key: ArticleKey
    /// What a person said, as it was said; nil where nobody did.
    public let correction: [String]?
    /// As the article is shown.
    public let industries: [String]
}

extension ArchiveView {
    /// - Parameter number: that of an article in the archive.
    /// - Returns: nil where there is none.
    /// - Throws: `CorpusError`.
    public func stand(ofArticle number: Int) throws -> ArticleStand? {
        guard let place = corpus.places(of: [Int64(number)]).first.map(Int32.init),
            let article = try read([place])[place],
            let record = try corpus.archive.records(of: [Int64(number)]).first
        else { return nil }
        return ArticleStand(
            key: ArticleKey(article), correction: record.industries, industries: industries.names(at: Int(place)))
    }
}
