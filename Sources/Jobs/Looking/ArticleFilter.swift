import Corpus
import Text

/// Which articles of an archive a question is about. Without any condition all of them.
public struct ArticleFilter: Equatable, Sendable {
    /// All must stand in an article, each under one of its spellings, which `|` separates.
    public var terms: [String]
    public var days: DayRange?
    /// One of them is enough; so it is with sources and technologies.
    public var industries: [String]
    public var sources: [String]
    public var technologies: [String]
    public var certainties: [ArchiveView.Certainty]

    /// - Throws: `InvalidOption` where a term is empty.
    public init(
        terms: [String] = [], days: DayRange? = nil, industries: [String] = [], sources: [String] = [],
        technologies: [String] = [], certainties: [ArchiveView.Certainty] = []
    ) throws {
        for term in terms { try require(Term(term) != nil, "term", "'\(term)'", "it is empty") }
        self.terms = terms
        self.days = days
        self.industries = industries
        self.sources = sources
        self.technologies = technologies
        self.certainties = certainties
    }

    /// Whether every article passes.
    var isEmpty: Bool {
        terms.isEmpty && days == nil && industries.isEmpty && sources.isEmpty && technologies.isEmpty
            && certainties.isEmpty
    }

    /// The places of the articles that pass, ascending; nil for all.
    ///
    /// - Complexity: linear in the archive where there are conditions beside terms, else in the articles with the terms.
    /// - Throws: `CorpusError`.
    func places(in view: ArchiveView) throws -> [Int32]? {
        guard !isEmpty else { return nil }
        var places: [Int32]?
        for term in terms {
            let own = try view.places(with: term)
            places = places.map { intersection($0, own) } ?? own
        }
        let (industries, sources, technologies) = (
            numbers(industries, view.industries), numbers(sources, view.sources),
            numbers(technologies, view.technologies)
        )
        let certainties = Set(certainties)
        let corpus = view.corpus
        func passes(_ place: Int) -> Bool {
            if let days {
                guard let day = corpus.published[place], days.contains(day) else { return false }
            }
            if let industries, !has(industries, view.industries, place) { return false }
            if let sources, !has(sources, view.sources, place) { return false }
            if let technologies, !has(technologies, view.technologies, place) { return false }
            return certainties.isEmpty || certainties.contains(view.certainty[place])
        }
        let all: any Sequence<Int32> = places ?? Array(0..<Int32(view.count))
        return all.filter { passes(Int($0)) }
    }

    private func numbers(_ names: [String], _ column: NameColumn) -> [Int32]? {
        names.isEmpty ? nil : names.compactMap(column.number)
    }

    private func has(_ numbers: [Int32], _ column: NameColumn, _ place: Int) -> Bool {
        column[place].contains { numbers.contains($0) }
    }
}

/// What stands in both of two ascending lists.
func intersection(_ a: [Int32], _ b: [Int32]) -> [Int32] {
    var (both, i, j) = ([Int32](), 0, 0)
    while i < a.count, j < b.count {
        if a[i] == b[j] {
            both.append(a[i])
            i += 1
            j += 1
        } else if a[i] < b[j] {
            i += 1
        } else {
            j += 1
        }
    }
    return both
}
