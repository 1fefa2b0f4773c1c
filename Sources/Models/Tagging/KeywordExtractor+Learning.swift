import Numerics
import Corpus
import Features
import Foundation
import Text

extension KeywordExtractor {
    /// Learns from records that list keywords and have a text of some length.
    ///
    /// - Parameters:
    ///   - texts: those of the articles, in their order; nil where nobody has normalized them yet.
    ///   - threads: does not change the result.
    /// - Returns: nil where such records are too few, or their texts are titles.
    /// - Throws: `ModelError` where the regression cannot be fitted.
    /// - Complexity: `PhraseDiscovery` on the texts of at most 20,000 records, two look-ups for each of their
    ///   n-grams, one regression on the candidates of at most 3,000.
    public static func learn(
        from articles: [Article], _ texts: [ArticleText]? = nil, threads: Int = 1
    ) throws -> KeywordExtractor? {
        precondition(texts.map { $0.count == articles.count } ?? true)
        let usable = articles.indices.filter { isUsable(articles[$0]) }
        guard usable.count >= minimumRecords else { return nil }
        let records = sample(usable, maximumRecords)
        let texts = Parallel.map(records.count, threads: threads) { index in
            KeywordText(texts?[records[index]] ?? articles[records[index]].normalized())
        }
        let listedOf = records.map { record in
            (
                keywords: Set(articles[record].keywords.compactMap(KeywordText.hash)),
                technologies: Set(articles[record].technologies.compactMap(KeywordText.hash))
            )
        }
        var listed: [UInt64: Float] = [:]
        for (keywords, technologies) in listedOf {
            for hash in keywords { listed[hash, default: 0] += 1 }
            for hash in technologies.subtracting(keywords) { listed[hash, default: 0] += 0.5 }
        }
        let phrases = PhraseDiscovery(threads: threads).lexicon(of: texts.map(\.scalars)).phrases
            .compactMap { KeywordText.hash(of: $0.text) }
        var tables = KeywordTables(
            documentFrequency: HashedValues(rising: [])!,
            listed: HashedValues(listed.map { (hash: $0.key, value: $0.value) }),
            phrases: HashedValues(Set(phrases).map { (hash: $0, value: 1) }), records: records.count)
        tables.documentFrequency = documentFrequency(texts, tables, threads: threads)

        let chosen = sample(Array(records.indices), maximumExamples)
        let examples = Parallel.map(chosen.count, threads: threads) { [tables] index in
            let record = chosen[index]
            return KeywordExtractor.examples(
                texts[record], keywords: listedOf[record].keywords, technologies: listedOf[record].technologies, tables)
        }.flatMap { $0 }
        guard examples.contains(where: \.isListed) else { return nil }
        let (weights, intercept) = try fit(examples, threads: threads)
        let total = listedOf.reduce(0) { $0 + $1.keywords.count }
        let usual = Int((Double(total) / Double(records.count)).rounded())
        return KeywordExtractor(tables: tables, weights: weights, intercept: intercept, count: min(max(usual, 3), 6))
    }

    /// Whether an article lists keywords and has a text to look for them in.
    static func isUsable(_ article: Article) -> Bool {
        !article.keywords.isEmpty && article.text.utf8.count >= minimumLength
    }

    static let minimumRecords = 20
    /// In bytes; a title is no text to find keywords in.
    static let minimumLength = 300
    private static let maximumRecords = 20_000
    private static let maximumExamples = 3000

    /// Spread evenly.
    private static func sample<Element>(_ all: [Element], _ count: Int) -> [Element] {
        guard all.count > count else { return all }
        return (0..<count).map { all[$0 * all.count / count] }
    }

    /// In how many texts each phrase is that is discovered, listed, or a candidate in two texts or more.
    private static func documentFrequency(_ texts: [KeywordText], _ tables: KeywordTables, threads: Int) -> HashedValues
    {
        let candidates = Parallel.map(texts.count, threads: threads) { index in
            KeywordCandidate.all(in: texts[index], tables).map(\.hash)
        }
        var wanted: [UInt64: Int32] = [:]
        for hashes in candidates { for hash in hashes { wanted[hash] = 0 } }
        for entry in tables.listed.entries { wanted[entry.hash] = 0 }
        for entry in tables.phrases.entries { wanted[entry.hash] = 0 }
        for text in texts {
            var seen: Set<UInt64> = []
            for place in text.units.indices {
                var gram = ScalarHash()
                for unit in text.units[place...].prefix(KeywordText.longest) {
                    guard unit.kind != .border else { break }
                    gram.add(unit: text.scalars[unit.range])
                    let hash = gram.value
                    if let count = wanted[hash], seen.insert(hash).inserted { wanted[hash] = count + 1 }
                }
            }
        }
        return HashedValues(
            wanted.filter { $0.value > 1 || tables.listed.value(of: $0.key) > 0 }.map {
                (hash: $0.key, value: Float($0.value))
            })
    }

    private struct Example: Sendable {
        var features: [Float]
        var isListed: Bool
    }

    /// The candidates of a record as they would be had it never been seen.
    private static func examples(
        _ text: KeywordText, keywords: Set<UInt64>, technologies: Set<UInt64>, _ tables: KeywordTables
    ) -> [Example] {
        KeywordCandidate.all(in: text, tables).compactMap { candidate in
            let isListed = keywords.contains(candidate.hash)
            let own: Float = isListed ? 1 : technologies.contains(candidate.hash) ? 0.5 : 0
            let listed = tables.listed.value(of: candidate.hash) - own
            let isPhrase = tables.phrases.value(of: candidate.hash) > 0
            // What is a candidate because this record lists it would be none.
            guard own == 0 || listed > 0 || isPhrase || candidate.isProposed(in: text) else { return nil }
            return Example(
                features: candidate.features(
                    in: text, texts: max(0, tables.documentFrequency.value(of: candidate.hash) - 1), listed: listed,
                    isPhrase: isPhrase, records: tables.records - 1),
                isListed: isListed)
        }
    }

    private static func fit(_ examples: [Example], threads: Int) throws -> ([Float], Float) {
        let columns = KeywordCandidate.features
        var offsets = [0]
        var indices: [Int32] = []
        var values: [Float] = []
        for example in examples {
            for (column, value) in example.features.enumerated() where value != 0 {
                indices.append(Int32(column))
                values.append(value)
            }
            offsets.append(values.count)
        }
        let matrix = CSRMatrix(columns: columns, rowOffsets: offsets, columnIndices: indices, values: values)
        let model = try LogisticRegression(C: 0.3, tolerance: 1e-4, compute: Compute(threads: threads))
            .fit(matrix, .several(examples.map { $0.isListed ? [0] : [] }), classes: 1).0
        return (model.weights, model.intercepts[0])
    }
}

extension KeywordCandidate {
    /// Whether the text alone proposes it.
    fileprivate func isProposed(in text: KeywordText) -> Bool {
        isQuoted || isRepeated || text.units[units].allSatisfy { $0.kind == .word }
    }
}
