import TrendNumerics
import Corpus
import Features
import Foundation
import Text

extension TechnologyGazetteer {
    /// Learns from labeled records: those with technologies or industries. A labeled record without technologies counts
    /// as naming none.
    ///
    /// - Parameters:
    ///   - articles: the records.
    ///   - texts: the normalized texts of the articles, in the same order; `nil` to normalize them here.
    ///   - threads: the number of threads, which does not change the result.
    /// - Returns: `nil` if no record lists a technology, or no text has a candidate.
    /// - Throws: `NumericsError` if the regression cannot be fitted.
    /// - Complexity: linear in the texts, plus six regressions on the candidates of at most 20,000 records; one
    ///   prepared text per record in memory.
    public static func learn(
        from articles: [Article], _ texts: [ArticleText]? = nil, threads: Int = 1
    ) throws -> TechnologyGazetteer? {
        precondition(texts.map { $0.count == articles.count } ?? true)
        let labeled = articles.indices.filter {
            !articles[$0].technologies.isEmpty || !articles[$0].industries.isEmpty
        }
        let records = Parallel.map(labeled.count, threads: threads) { index in
            let article = articles[labeled[index]]
            return Record(
                text: NameText(texts?[labeled[index]] ?? article.normalized()),
                keywords: TechnologyUsage.keywords(of: article),
                listed: article.technologies.filter { !$0.contains(where: \.isNewline) }
                    .map { (letters: NameText.letters(of: $0), spelling: $0) }
                    .filter { (2...maximumLength).contains($0.letters.count) })
        }
        let names = countNames(records, threads: threads)
        guard !names.all.isEmpty else { return nil }
        let unlisted = countUnlisted(records, names, threads: threads)
        let usage = TechnologyUsage(records.map { ($0.text, $0.keywords) }, names: names)

        let chosen = stride(from: 0, to: records.count, by: (records.count - 1) / maximumRecords + 1).map { $0 }
        let examples = Parallel.map(chosen.count, threads: threads) { index in
            TechnologyGazetteer.examples(of: records[chosen[index]], record: index, names, unlisted, usage)
        }.flatMap { $0 }
        guard !examples.isEmpty else { return nil }
        // A listed name that no pattern proposes is missed at any threshold.
        let wanted = chosen.reduce(0) { $0 + Set(records[$1].listed.map(\.letters)).count }
        let set = ExampleSet(examples)
        let scores = try set.heldOutScores(threads: threads)
        let standings = set.standings(scores) { TechnologyRank.scale(records[chosen[$0]].text) }
        let known = try set.line(scores, standings, isKnown: true, threads: threads)
        let new = try set.line(scores, standings, isKnown: false, threads: threads)
        let probabilities = set.examples.indices.map { index in
            (set.examples[index].isKnown ? known : new).probability(scores[index], standings[index])
        }
        let threshold = bestThreshold(zip(probabilities, set.examples.map(\.isListed)).map { ($0, $1) }, wanted: wanted)
        let (weights, intercept) = try set.fit(threads: threads)
        return TechnologyGazetteer(
            names: names, unlisted: unlisted, weights: weights, usage: usage,
            settings: Settings(
                intercept: intercept, known: known, new: new, threshold: threshold,
                newThreshold: max(threshold, minimumNewThreshold), records: usage.records))
    }

    /// The maximum length of a name in letters. A longer one is a sentence.
    static let maximumLength = 40
    private static let maximumRecords = 20_000
    static let maximumUnlisted = 1 << 16
    /// The minimum threshold for new names. It is higher than the best one for F1, because readers mind a missing name
    /// less than a wrong one.
    static let minimumNewThreshold = 0.3

    struct Record: Sendable {
        var text: NameText
        /// The keywords that may be companies.
        var keywords: Set<[UInt32]>
        /// The listed names in all their spellings, without those that are too long.
        var listed: [(letters: [UInt32], spelling: String)]
    }

    /// Counts the names of all records.
    private static func countNames(_ records: [Record], threads: Int) -> TechnologyNames {
        var spellings: [[UInt32]: [String: Int]] = [:]
        var listed: [[UInt32]: Int] = [:]
        for record in records {
            for (letters, spelling) in record.listed { spellings[letters, default: [:]][spelling, default: 0] += 1 }
            for letters in Set(record.listed.map(\.letters)) { listed[letters, default: 0] += 1 }
        }
        var names = spellings.map { letters, spellings in
            let best = spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }!.key
            return TechnologyNames.Name(letters: letters, text: best, listed: listed[letters]!, texts: 0, both: 0)
        }.sorted { $0.letters.lexicographicallyPrecedes($1.letters) }
        let finder = TechnologyNames(names)
        let found = Parallel.map(records.count, threads: threads) { finder.names(in: records[$0].text) }
        for (record, found) in zip(records, found) {
            let listed = Set(record.listed.map(\.letters))
            for name in found {
                names[name].texts += 1
                if listed.contains(names[name].letters) { names[name].both += 1 }
            }
        }
        return TechnologyNames(names)
    }

    /// Counts the texts that contain each candidate that no record lists, for the most frequent of these.
    private static func countUnlisted(_ records: [Record], _ names: TechnologyNames, threads: Int) -> HashedValues {
        let seen = Parallel.map(records.count, threads: threads) { index in
            let text = records[index].text
            var letters = Set(TechnologyCandidate.all(in: text, names: names, isKnown: { _ in false }).map(\.letters))
            // A word within a longer run also counts on its own.
            for word in text.words where !TechnologyWords.isNumber(text.scalars[word]) {
                letters.insert(text.letters(in: word))
            }
            return letters.filter { names.index(of: $0) == nil }.map { HashedValues.hash(0, $0) }
        }
        var counts: [UInt64: Int] = [:]
        for hashes in seen { for hash in hashes { counts[hash, default: 0] += 1 } }
        let kept = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(maximumUnlisted)
        return HashedValues(kept.map { (hash: $0.key, value: Float($0.value)) })
    }

    /// The candidates of a record, with evidence as if the record had never been seen.
    private static func examples(
        of record: Record, record number: Int, _ names: TechnologyNames, _ unlisted: HashedValues,
        _ usage: TechnologyUsage
    ) -> [ExampleSet.Example] {
        let listed = Set(record.listed.map(\.letters))
        let present = names.names(in: record.text)
        let field = TechnologyFeatures.field(record.text)
        func others(_ name: Int) -> Int { names.all[name].listed - (listed.contains(names.all[name].letters) ? 1 : 0) }
        let candidates = TechnologyCandidate.all(in: record.text, names: names, isKnown: { others($0) > 0 })
        let own = TechnologyUsage.Own(record.text, keywords: record.keywords)
        let evidence = candidates.map { candidate in
            let isListed = listed.contains(candidate.letters)
            let index = names.index(of: candidate.letters)
            var evidence = TechnologyEvidence()
            if let index {
                let own = present.contains(index) ? 1 : 0
                evidence.listed = others(index)
                evidence.texts = names.all[index].texts - own
                evidence.both = names.all[index].both - (isListed ? own : 0)
            } else {
                evidence.texts = max(0, Int(unlisted.value(of: HashedValues.hash(0, candidate.letters))) - 1)
            }
            evidence.hasFamily =
                names.family(of: candidate.places[0].range, in: record.text, besides: index) != nil
                || evidence.listed == 0 && names.relative(of: candidate.letters, isKnown: { others($0) > 0 }) != nil
            return evidence
        }
        let ranks = TechnologyRank.all(candidates, in: record.text)
        let neighbors = TechnologyNeighbor.all(candidates, evidence, in: record.text)
        return candidates.indices.map { index in
            let features = TechnologyFeatures(
                candidates[index], in: record.text, evidence[index], field: field, rank: ranks[index],
                context: .init(usage: usage, own: own, left: neighbors[index].left, right: neighbors[index].right))
            return ExampleSet.Example(
                record: number, isListed: listed.contains(candidates[index].letters),
                isKnown: evidence[index].listed > 0, features: features.features)
        }
    }

    /// The threshold with the best F1: halfway to the next lower probability, and at most ½, because the best threshold
    /// on true probabilities is half the best F1 (Lipton, Elkan and Narayanaswamy, ECML 2014).
    static func bestThreshold(_ judged: [(probability: Double, isListed: Bool)], wanted: Int) -> Double {
        let order = judged.sorted { $0.probability > $1.probability }
        var best = (threshold: 0.5, f1: 0.0)
        var hits = 0
        for (rank, entry) in order.enumerated() {
            if entry.isListed { hits += 1 }
            let next = rank + 1 < order.count ? order[rank + 1].probability : 0
            if next == entry.probability { continue }
            let f1 = 2 * Double(hits) / Double(rank + 1 + wanted)
            if f1 > best.f1 { best = (min(0.5, (entry.probability + next) / 2), f1) }
        }
        return best.threshold
    }
}

/// The candidates of labeled records, and regressions on them.
private struct ExampleSet {
    struct Example: Sendable {
        var record: Int
        var isListed: Bool
        var isKnown: Bool
        var features: [TechnologyFeatures.Feature]
    }

    let examples: [Example]
    /// The hashes of the features that at least two examples have, ascending. A feature's column is its index.
    private let hashes: [UInt64]
    private let matrix: CSRMatrix

    init(_ examples: [Example]) {
        self.examples = examples
        var counts: [UInt64: Int] = [:]
        for example in examples { for feature in example.features { counts[feature.hash, default: 0] += 1 } }
        hashes = counts.filter { $0.value > 1 }.map(\.key).sorted()
        let columns = Dictionary(uniqueKeysWithValues: zip(hashes, hashes.indices))
        var offsets = [0]
        var indices: [Int32] = []
        var values: [Float] = []
        for example in examples {
            // Features ascend by hash, so columns ascend too.
            for feature in example.features {
                guard let column = columns[feature.hash] else { continue }
                indices.append(Int32(column))
                values.append(feature.value)
            }
            offsets.append(values.count)
        }
        matrix = CSRMatrix(columns: hashes.count, rowOffsets: offsets, columnIndices: indices, values: values)
    }

    private func model(rows: [Int], threads: Int) throws -> LogisticRegressionModel {
        try LogisticRegression(C: 0.1, tolerance: 1e-4, compute: Compute(threads: threads)).fit(
            matrix.selecting(rows: rows), .several(rows.map { examples[$0].isListed ? [0] : [] }), classes: 1
        ).0
    }

    /// Fits a regression: the weights by the features' hashes, and the intercept.
    func fit(threads: Int) throws -> (HashedValues, intercept: Float) {
        let model = try model(rows: Array(examples.indices), threads: threads)
        return (HashedValues(zip(hashes, model.weights).map { (hash: $0, value: $1) }), model.intercepts[0])
    }

    /// The score of each example by a regression on the records of the other four folds.
    func heldOutScores(threads: Int) throws -> [Float] {
        var scores = [Float](repeating: 0, count: examples.count)
        for fold in 0..<5 {
            let inside = examples.indices.filter { examples[$0].record % 5 != fold }
            let outside = examples.indices.filter { examples[$0].record % 5 == fold }
            guard !inside.isEmpty, !outside.isEmpty else { continue }
            let found = try model(rows: inside, threads: threads).scores(
                matrix.selecting(rows: outside), threads: threads)
            for (row, score) in zip(outside, found) { scores[row] = score }
        }
        return scores
    }

    /// Each example's standing among those of its record.
    ///
    /// - Parameter scale: `TechnologyRank.scale` of a record's text.
    func standings(_ scores: [Float], scale: (Int) -> Float) -> [[Double]] {
        var standings: [[Double]] = []
        standings.reserveCapacity(scores.count)
        var first = 0
        while first < examples.count {
            let end = examples[first...].firstIndex { $0.record != examples[first].record } ?? examples.count
            standings += TechnologyStanding.all(
                Array(scores[first..<end]), scale: scale(examples[first].record))
            first = end
        }
        return standings
    }

    /// What scores and standings are worth, of known names or of new ones.
    ///
    /// - Throws: `NumericsError` if the regression cannot be fitted.
    func line(
        _ scores: [Float], _ standings: [[Double]], isKnown: Bool, threads: Int
    ) throws -> TechnologyGazetteer.Settings.Line {
        let rows = examples.indices.filter { examples[$0].isKnown == isKnown }
        let isListed = rows.map { examples[$0].isListed }
        guard rows.count >= ExampleSet.fewest, Set(isListed).count == 2 else {
            let scaling = PlattScaling(scores: rows.map { scores[$0] }, isTrue: isListed)
            return .init(slope: scaling.slope, intercept: scaling.intercept)
        }
        let width = TechnologyStanding.count + 1
        let matrix = CSRMatrix(
            columns: width, rowOffsets: (0...rows.count).map { $0 * width },
            columnIndices: rows.flatMap { _ in (0..<width).map(Int32.init) },
            values: rows.flatMap { [scores[$0]] + standings[$0].map { Float($0) } })
        let model = try LogisticRegression(C: 1, tolerance: 1e-6, compute: Compute(threads: threads)).fit(
            matrix, .several(isListed.map { $0 ? [0] : [] }), classes: 1
        ).0
        return .init(
            slope: Double(model.weights[0]), intercept: Double(model.intercepts[0]),
            standing: model.weights.dropFirst().map { Double($0) })
    }

    /// The number of examples below which standings are not learned.
    private static let fewest = 50
}
