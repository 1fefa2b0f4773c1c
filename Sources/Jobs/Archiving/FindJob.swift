import Archive
import Corpus
import Reports
import Text

/// Looks up articles of an archive by the terms in them.
public struct FindJob: Sendable {
    private let archive: String
    private let wait: Double
    private let search: ArchiveSearch
    private let limit: Int
    private let output: ResultFile?

    /// - Parameters:
    ///   - terms: all must stand in an article.
    ///   - limit: how many articles at most, the newest first.
    ///   - wait: seconds to wait for another program that writes to the archive.
    ///   - output: where the caller will write the result, which must not be the archive.
    /// - Throws: `InvalidOption`.
    public init(
        _ terms: [String], in archive: String, limit: Int = 20, wait: Double = Archive.defaultWait,
        output: ResultFile? = nil
    ) throws {
        self.output = output
        try require(limit >= 1, "limit", limit, "it must be at least 1")
        try require(wait >= 0 && wait.isFinite, "wait", wait, "it must be 0 or more")
        guard let search = ArchiveSearch(terms) else {
            throw InvalidOption("terms", "", "name at least one term, none of them empty")
        }
        self.archive = archive
        self.limit = limit
        self.wait = wait
        self.search = search
    }

    /// - Throws: `CorpusError`.
    public func run(progress: ProgressHandler = { _ in }) throws -> FindResult {
        var files = JobFiles()
        files.read("archive", archive)
        files.write(output, .found)
        try files.check()
        try progress(.step("searching"))
        let (matches, hasMore) = try search.matches(in: .snapshot(path: archive, wait: wait), limit: limit)
        return FindResult(articles: matches.map(FoundArticle.init), hasMore: hasMore)
    }
}

public struct FindResult: Codable, Sendable, TabularResult {
    /// The newest first, undated ones last.
    public let articles: [FoundArticle]
    /// There are more than the limit.
    public let hasMore: Bool

    /// Date, title, link and passage of each article.
    public var text: String {
        articles.map { found in
            let article = found.article
            return (article.date ?? "no date") + "  " + oneLine(article.title) + "\n"
                + (article.link.isEmpty ? "" : "  " + oneLine(article.link) + "\n") + "  " + oneLine(found.passage)
                + "\n"
        }.joined(separator: "\n")
    }

    public func json() throws -> String { try jsonLines(articles) }

    public var sheets: [Report.NamedTable] {
        var table = Table([
            .init("date", isDate: true), .init("title"), .init("link"), .init("industries"), .init("passage"),
            .init("where"),
        ])
        for found in articles {
            table.append(
                found.article.cells
                    + [
                        Table.Cell(found.industries.joined(separator: ", ")), Table.Cell(found.passage),
                        Table.Cell(found.article.origin),
                    ])
        }
        return [.init(name: "articles", table: table)]
    }
}

extension ArticleReference {
    /// Date, title and link as cells of a table.
    var cells: [Table.Cell] { [Table.Cell(date ?? ""), Table.Cell(title), Table.Cell(link, link: link)] }
}

/// An article that was found, as one flat JSON object.
public struct FoundArticle: Codable, Sendable {
    public let article: ArticleReference
    public let industries: [String]
    /// The normalized text around the first term, which stands between 【 and 】.
    public let passage: String

    init(_ match: ArchiveSearch.Match) {
        article = ArticleReference(match.article)
        (industries, passage) = (match.article.industries, match.passage.marked)
    }

    private enum CodingKeys: CodingKey { case industries, passage }

    public init(from decoder: any Decoder) throws {
        article = try ArticleReference(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        industries = try container.decode([String].self, forKey: .industries)
        passage = try container.decode(String.self, forKey: .passage)
    }

    public func encode(to encoder: any Encoder) throws {
        try article.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(industries, forKey: .industries)
        try container.encode(passage, forKey: .passage)
    }
}
