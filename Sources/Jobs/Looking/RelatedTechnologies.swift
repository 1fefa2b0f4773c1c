import Corpus
import Foundation
import Timeline

/// The technologies that the articles with a term name more often than others do.
public struct RelatedTechnologies: Sendable {
    private let term: WatchedTerm
    private let count: Int
    /// Rarer ones are chance.
    private static let fewest = 3
    private static let lowestLift = 2.0

    /// - Throws: `InvalidOption` where the term is empty.
    public init(_ term: String, count: Int = 8) throws {
        self.term = try WatchJob.watched([term])[0]
        self.count = count
    }

    /// - Returns: with the number of articles that have both; those that surprise most first.
    /// - Complexity: linear in the technologies of all articles.
    /// - Throws: `CorpusError`.
    public func run(in view: ArchiveView, part: ArticleFilter) throws -> [NameCount] {
        var own = try view.places(with: term.spellings.joined(separator: "|"))
        if let places = try part.places(in: view) { own = intersection(own, places) }
        guard !own.isEmpty else { return [] }
        let all = Dictionary(
            view.technologies.counts(of: 0..<Int32(view.count)).map { ($0.name, $0.articles) }
        ) { first, _ in first }
        let spellings = Set(term.spellings.map { $0.lowercased() })
        let ranked = view.technologies.counts(of: own).compactMap { found -> (NameCount, Double)? in
            guard found.articles >= RelatedTechnologies.fewest, !spellings.contains(found.name.lowercased()) else {
                return nil
            }
            let expected = Double(all[found.name] ?? 1) * Double(own.count) / Double(max(1, view.count))
            let lift = Double(found.articles) / max(expected, 1e-9)
            guard lift >= RelatedTechnologies.lowestLift else { return nil }
            // The part of the log-likelihood that the pair adds: many and surprising.
            return (found, Double(found.articles) * log(lift))
        }
        return ranked.sorted { ($1.1, $0.0.name) < ($0.1, $1.0.name) }.prefix(count).map(\.0)
    }
}
