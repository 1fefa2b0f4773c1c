import TrendNumerics
import Corpus
import Features
import Foundation
import Text

extension KeywordExtractor {
    /// Learns from records that list keywords and have a text of sufficient length.
    ///
    /// - Parameters:
    ///   - articles: the records.
    ///   - texts: the normalized texts of the articles, in the same order; `nil` to normalize them here.
    ///   - threads: the number of threads, which does not change the result.
    /// - Returns: `nil` if such records are too few, or if no candidate of their texts is listed.
    /// - Throws: `NumericsError` if the regression cannot be fitted.
    /// - Complexity: `PhraseDiscovery` on the texts of at most 20,000 records, two lookups per n-gram of these texts,
    ///   and one regression on the candidates of at most 3,000 records.
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

    /// Whether an article lists keywords and has a text long enough to find keywords in.
    static func isUsable(_ article: Article) -> Bool {
        !article.keywords.isEmpty && article.text.utf8.count >= minimumLength
    }

    static let minimumRecords = 20
    /// The minimum length of a text in bytes. A title is too short to find keywords in.
    static let minimumLength = 300
    private static let maximumRecords = 20_000
    private static let maximumExamples = 3000

    /// A sample that is spread evenly over all elements.
    private static func sample<Element>(_ all: [Element], _ count: Int) -> [Element] {
        guard all.count > count else { return all }
        return (0..<count).map { all[$0 * all.count / count] }
    }

    /// The number of texts that contain each phrase, for phrases that are discovered, listed, or candidates in at least
    /// two texts.
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

    /// The candidates of a record, with features as if the record had never been seen.
    private static func examples(
        _ text: KeywordText, keywords: Set<UInt64>, technologies: Set<UInt64>, _ tables: KeywordTables
    ) -> [Example] {
        KeywordCandidate.all(in: text, tables).compactMap { candidate in
            let isListed = keywords.contains(candidate.hash)
            let own: Float = isListed ? 1 : technologies.contains(candidate.hash) ? 0.5 : 0
            let listed = tables.listed.value(of: candidate.hash) - own
            let isPhrase = tables.phrases.value(of: candidate.hash) > 0
            // A phrase that is a candidate only because this record lists it would not be one in an unseen record.
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
    /// Whether the text alone makes the phrase a candidate.
    fileprivate func isProposed(in text: KeywordText) -> Bool {
        isQuoted || isRepeated || text.units[units].allSatisfy { $0.kind == .word }
    }
}
