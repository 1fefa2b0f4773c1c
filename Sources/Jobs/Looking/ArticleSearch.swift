import Archive
import Corpus
import Reports
import Text

/// Looks up articles of an archive by what they say and what is known of them, the newest first.
public struct ArticleSearch: Sendable {
    /// How many articles one answer has at most.
    public static let mostArticles = 100

    private let filter: ArticleFilter
    private let offset: Int
    private let limit: Int

    /// - Parameter offset: how many articles to pass over.
    /// - Throws: `InvalidOption`.
    public init(_ filter: ArticleFilter, offset: Int = 0, limit: Int = 20) throws {
        try require(offset >= 0, "offset", offset, "it must be 0 or more")
        try require(
            (1...ArticleSearch.mostArticles).contains(limit), "limit", limit,
            "it goes from 1 to \(ArticleSearch.mostArticles)")
        self.filter = filter
        self.offset = offset
        self.limit = limit
    }

    /// All articles that pass, up to 10,000.
    public init(all filter: ArticleFilter) {
        self.filter = filter
        (offset, limit) = (0, ArticleSearch.mostExported)
    }

    /// How many articles a file of them has at most.
    public static let mostExported = 10_000

    /// - Complexity: that of the filter, and the articles shown are read.
    /// - Throws: `CorpusError`.
    public func run(in view: ArchiveView) throws -> ArticleList {
        let found = try filter.places(in: view)
        let most = offset + limit
        let newest = found.map { view.newest(of: $0, count: most) } ?? Array(view.newest.prefix(most))
        return ArticleList(
            articles: try view.listed(Array(newest.dropFirst(offset)), terms: filter.terms),
            count: found?.count ?? view.count, offset: offset,
            facets: ArticleFacets(view, found))
    }
}

/// Some articles of those that were found.
public struct ArticleList: Codable, Sendable, TabularResult {
    public let articles: [ListedArticle]
    /// Of all that were found.
    public let count: Int
    /// How many of them come before these.
    public let offset: Int
    public let facets: ArticleFacets

    public var text: String { sheets[0].table.plain() }

    public func json() throws -> String { try jsonLines(articles) }

    public var sheets: [Report.NamedTable] {
        var table = Table([
            .init("date", isDate: true), .init("title"), .init("link"), .init("source"), .init("industries"),
            .init("technologies"), .init("certainty"), .init("passage"), .init("where"),
        ])
        for article in articles {
            table.append(
                article.article.cells
                    + [
                        article.source, article.industries.joined(separator: ", "),
                        article.technologies.joined(separator: ", "), article.certainty.rawValue,
                        article.passage.before + article.passage.hit + article.passage.after, article.article.file,
                    ].map { Table.Cell($0) })
        }
        return [.init(name: "articles", table: table)]
    }
}

/// What the articles that were found have in common: names and how many articles have them, the most frequent first.
public struct ArticleFacets: Codable, Equatable, Sendable {
    public let industries: [NameCount]
    public let sources: [NameCount]
    public let technologies: [NameCount]
    public let certainty: [NameCount]

    /// How many names of each kind are told.
    private static let mostNames = 30

    init(_ view: ArchiveView, _ found: [Int32]?) {
        let places = found ?? Array(0..<Int32(view.count))
        func counts(_ column: NameColumn) -> [NameCount] {
            Array(column.counts(of: places).prefix(ArticleFacets.mostNames))
        }
        industries = counts(view.industries)
        sources = counts(view.sources)
        technologies = counts(view.technologies)
        var tally = [Int](repeating: 0, count: ArchiveView.Certainty.allCases.count)
        for place in places { tally[view.certainty[Int(place)].ordinal] += 1 }
        certainty = ArchiveView.Certainty.allCases.filter { tally[$0.ordinal] > 0 }.map {
            NameCount(name: $0.rawValue, articles: tally[$0.ordinal])
        }
    }
}

/// An article as a list shows it.
public struct ListedArticle: Codable, Equatable, Sendable {
    /// In the archive.
    public let number: Int
    public let article: ArticleReference
    public let source: String
    public let industries: [String]
    public let technologies: [String]
    public let certainty: ArchiveView.Certainty
    public let passage: Passage
}

extension ArchiveView.Certainty {
    /// Its place in `allCases`, which is found faster than in a dictionary.
    fileprivate var ordinal: Int {
        switch self {
        case .corrected: 0
        case .labeled: 1
        case .sure: 2
        case .doubtful: 3
        case .untagged: 4
        }
    }
}

extension ArchiveView {
    /// The newest of some articles, in the order of `newest`.
    ///
    /// - Complexity: linear in all articles at worst.
    fileprivate func newest(of places: [Int32], count: Int) -> [Int32] {
        var isWanted = [Bool](repeating: false, count: self.count)
        for place in places { isWanted[Int(place)] = true }
        var found: [Int32] = []
        for place in newest where isWanted[Int(place)] {
            if found.count == count { break }
            found.append(place)
        }
        return found
    }

    /// Articles as a list shows them, in the order of the places. Records without title and text are passed over.
    ///
    /// - Throws: `CorpusError`.
    func listed(_ places: [Int32], terms: [String] = []) throws -> [ListedArticle] {
        let terms = terms.compactMap { Term($0, by: corpus.settings.normalizer) }
        let articles = try read(places)
        return places.compactMap { place in
            guard let article = articles[place] else { return nil }
            let place = Int(place)
            return ListedArticle(
                number: Int(corpus.numbers[place]), article: ArticleReference(article), source: article.sourceName,
                industries: industries.names(at: place), technologies: technologies.names(at: place),
                certainty: certainty[place],
                passage: Passage(of: terms, in: article.normalized())
                    ?? Passage(beginningOf: article.title.isEmpty ? "" : oneLine(article.text)))
        }
    }

    /// Reads articles by place. A record without title and text has none.
    ///
    /// - Throws: `CorpusError`.
    func read(_ places: [Int32]) throws -> [Int32: Article] {
        var reader = StoredRecordReader(ReadingOptions(settings: corpus.settings, wanted: .all))
        let ascending = places.sorted()
        let records = try corpus.archive.records(of: ascending.lazy.map { Int64(self.corpus.numbers[Int($0)]) })
        var articles: [Int32: Article] = [:]
        for (place, record) in zip(ascending, records) { articles[place] = reader.article(record) }
        return articles
    }
}
