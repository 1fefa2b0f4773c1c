import Corpus
import Timeline

/// The part of the articles that a report is on: those of one of some industries, of one of some sources and with one of
/// some terms. A part is compared with its own past.
public struct ReportPart: Equatable, Sendable {
    /// By the names that articles have them under.
    public var industries: [String]
    /// Names, or hosts of links.
    public var sources: [String]
    public var terms: [WatchedTerm]

    public init(industries: [String] = [], sources: [String] = [], terms: [WatchedTerm] = []) {
        self.industries = industries
        self.sources = sources
        self.terms = terms
    }

    /// Whether it is all articles.
    public var isWhole: Bool { industries.isEmpty && sources.isEmpty && terms.isEmpty }

    func contains(_ article: ReportArticle) -> Bool {
        if !industries.isEmpty, !article.countedIndustries.contains(where: industries.contains) { return false }
        if !sources.isEmpty, !sources.contains(where: article.isFrom) { return false }
        return terms.isEmpty || terms.contains { $0.isIn(article.text) }
    }

    /// As part of a file's name: letters and digits, others as hyphens.
    var fileName: String {
        let words = (industries + sources + terms.map(\.name)).joined(separator: "-")
        let name = String(words.map { $0.isLetter || $0.isNumber ? $0 : "-" })
        // A name of a file has at most 255 bytes.
        return String(name.prefix(40)).utf8.count <= 160 ? String(name.prefix(40)) : String(name.prefix(10))
    }
}

extension ReportArticle {
    /// The source as it is named, else the host of the link; empty if neither is known.
    var sourceName: String { ArticleReference.sourceName(source, link: reference.link) }

    var sourceNames: [String] { sourceName.isEmpty ? [] : [sourceName] }

    /// Whether the source is named so, or the link leads to this host or one below it; case does not matter.
    func isFrom(_ name: String) -> Bool {
        let name = name.lowercased()
        if source.lowercased() == name { return true }
        let host = ArticleReference.sourceName("", link: reference.link)
        return host == name || host.hasSuffix("." + name)
    }
}

extension Report {
    /// The part of the articles that a report is on.
    public struct Part: Equatable, Sendable, Encodable {
        public var industries: [String]
        public var sources: [String]
        public var terms: [String]
        /// The number of dated articles up to the end of the reported periods that are not in the part.
        public var leftOut: Int

        init(_ part: ReportPart, leftOut: Int) {
            (industries, sources, terms) = (part.industries, part.sources, part.terms.map(\.name))
            self.leftOut = leftOut
        }
    }
}
