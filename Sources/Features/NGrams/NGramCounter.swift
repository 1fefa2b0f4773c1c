/// Finds the features of documents. It counts n-grams length by length, and drops those that neither are features nor
/// begin one.
///
/// Texts may hold `separator`, which no n-gram goes across.
package struct NGramCounter {
    package private(set) var vocabulary: Vocabulary
    /// One per column.
    package private(set) var documentFrequency: [UInt32]
    /// The occurrences in all documents, one per column.
    package private(set) var occurrences: [UInt32]
    /// For each length of features: the column or −1 of each n-gram number, and the n-gram number at each position.
    private(set) var columnsOfLevel: [(columns: [Int32], numbers: [UInt32])]
    /// The beginning of each document in the concatenated texts; the last element is their end.
    let starts: [Int]

    /// Stands between parts of a text; it is beyond all Unicode scalars.
    package static let separator: UInt32 = 0x11_0000

    /// The minimum document frequency of the features: that of the options, or a higher one with which there are at most
    /// as many features as allowed.
    let minimumDocumentFrequency: Int

    /// Counts n-grams and selects the features.
    ///
    /// - Parameters:
    ///   - most: the number of features beyond which the minimum document frequency is raised.
    ///   - mostCounted: the number of distinct n-grams that may be in memory at a time.
    /// - Throws: `FeatureError` if there are no documents or no n-gram passes the limits.
    /// - Complexity: one table look-up per position of the text and length of n-gram; memory of 4 bytes per position
    ///   and length and 40 bytes per distinct n-gram, at most 0.5 GB of them (`NGramShare`).
    init(
        _ texts: [[UInt32]], options: TFIDFOptions, most: Int = .max, mostCounted: Int = NGramLevel.mostCounted,
        threads: Int
    ) throws {
        guard !texts.isEmpty else { throw FeatureError.noDocuments }
        var starts = [0]
        starts.reserveCapacity(texts.count + 1)
        for text in texts { starts.append(starts[starts.count - 1] + text.count) }
        self.starts = starts
        let asked = options.minimumDocumentFrequency.documents(of: texts.count).rounded(.up)
        var minimum = UInt32(min(Double(UInt32.max), max(1, asked)))
        let maximum = options.maximumDocumentFrequency.documents(of: texts.count)

        var levels: [NGramLevel] = []
        /// Of the n-grams so far that may be features.
        var features = NGramSurvey()
        var minimumOccurrences: UInt32 = 0
        for length in 1...options.longest {
            let (least, isFeatureLength) = (minimum, length >= options.shortest)
            let wantsOccurrences = options.maximumFeatures != nil
            let level = NGramLevel(
                length: length, texts: texts, starts: starts, previous: levels.last, threads: threads,
                mostCounted: mostCounted,
                survey: { slot, survey in
                    guard isFeatureLength, slot.documentFrequency >= least, Double(slot.documentFrequency) <= maximum,
                        slot.key.scalar != NGramCounter.separator
                    else { return }
                    survey.note(documentFrequency: slot.documentFrequency)
                    if wantsOccurrences { survey.occurrences.append(slot.occurrences) }
                }
            ) { survey in
                features.add(survey)
                // No n-gram is in more documents than its prefix. So the shorter ones were kept if these are.
                minimum = max(minimum, features.leastFrequency(leaving: most))
                // No n-gram occurs more often than its prefix. So an n-gram rarer than the last of the most
                // frequent features is not selected, and neither is any n-gram that begins with it.
                if let limit = options.maximumFeatures, features.occurrences.count > limit {
                    features.occurrences.sort(by: >)
                    features.occurrences.removeLast(features.occurrences.count - limit)
                    minimumOccurrences = features.occurrences[limit - 1]
                }
                let (least, limit, isLast) = (minimum, minimumOccurrences, length == options.longest)
                return { slot in
                    slot.documentFrequency >= least && slot.occurrences >= limit
                        && slot.key.scalar != NGramCounter.separator
                        && (!isLast || isFeatureLength && Double(slot.documentFrequency) <= maximum)
                }
            }
            if length > 1, length - 1 < options.shortest { levels[length - 2].forgetPlaces() }
            levels.append(level)
        }

        var order = LexicographicOrder(
            levels: levels,
            isFeature: { length, place in
                let level = levels[length - 1]
                let documents = level.documentFrequency[place]
                return length >= options.shortest && documents >= minimum && Double(documents) <= maximum
                    && level.occurrences[place] >= minimumOccurrences
            })
        if let limit = options.maximumFeatures { order.keepMostFrequent(limit) }
        guard order.features > 0 else { throw FeatureError.emptyVocabulary(documents: texts.count) }
        vocabulary = try Vocabulary(nodes: order.numberedNodes())
        documentFrequency = order.features(order.documentFrequency)
        occurrences = order.features(order.occurrences)
        minimumDocumentFrequency = Int(minimum)
        columnsOfLevel = (options.shortest...options.longest).map { length in
            (order.columns(ofLength: length), levels[length - 1].numbers)
        }
    }
}

extension NGramCounter {
    /// Counts n-grams and selects the features, as the other initializer does.
    package init(counting texts: [[UInt32]], options: TFIDFOptions, threads: Int) throws {
        try self.init(texts, options: options, threads: threads)
    }

    /// Keeps some of the features.
    ///
    /// - Parameter kept: whether each column is kept, at least one of them.
    package mutating func keep(_ kept: [Bool]) {
        precondition(kept.count == documentFrequency.count)
        var (columns, count): ([Int32], Int32) = ([], 0)
        columns.reserveCapacity(kept.count)
        for isKept in kept {
            columns.append(isKept ? count : -1)
            if isKept { count += 1 }
        }
        vocabulary = vocabulary.renumbered(columns)
        for level in columnsOfLevel.indices {
            for index in columnsOfLevel[level].columns.indices {
                let column = columnsOfLevel[level].columns[index]
                if column >= 0 { columnsOfLevel[level].columns[index] = columns[Int(column)] }
            }
        }
        documentFrequency = zip(documentFrequency, kept).filter(\.1).map(\.0)
        occurrences = zip(occurrences, kept).filter(\.1).map(\.0)
    }
}

/// Sorts the n-grams of all levels into one lexicographic order, each prefix before the n-grams that begin with it.
private struct LexicographicOrder {
    private var nodes: [Vocabulary.Node] = []
    private(set) var occurrences: [UInt32] = []
    private(set) var documentFrequency: [UInt32] = []
    private var isFeature: [Bool] = []
    /// By length − 1 and position in the level: the node; −1 if the n-gram begins no feature.
    private var nodeOf: [[Int32]]

    var features: Int { isFeature.count { $0 } }

    /// Of numbers by node, those of the features.
    func features(_ numbers: [UInt32]) -> [UInt32] { zip(numbers, isFeature).filter(\.1).map(\.0) }

    init(levels: [NGramLevel], isFeature: (_ length: Int, _ place: Int) -> Bool) {
        // By level and position: the number of nodes of the n-gram and of those that begin with it; 0 if none is a
        // feature.
        var sizes = levels.map { [Int32](repeating: 0, count: $0.count) }
        for index in levels.indices.reversed() {
            for place in 0..<levels[index].count where sizes[index][place] > 0 || isFeature(index + 1, place) {
                sizes[index][place] += 1
                let prefix = Int(levels[index].prefixes[place])
                if index > 0 { sizes[index - 1][prefix - 1] += sizes[index][place] }
            }
        }
        let total = Int(sizes[0].reduce(0, +))
        nodes = Array(repeating: .init(parent: 0, scalar: 0, column: -1), count: total)
        occurrences = Array(repeating: 0, count: total)
        documentFrequency = occurrences
        self.isFeature = Array(repeating: false, count: total)
        nodeOf = levels.map { Array(repeating: -1, count: $0.count) }
        // By position in the previous level: the node of the next n-gram that begins with it.
        var next: [Int32] = [0]
        for index in levels.indices {
            let level = levels[index]
            var nextInside = [Int32](repeating: 0, count: level.count)
            for place in 0..<level.count where sizes[index][place] > 0 {
                let prefix = Int(level.prefixes[place])
                let parent = index == 0 ? 0 : prefix - 1
                let node = next[parent]
                next[parent] += sizes[index][place]
                nextInside[place] = node + 1
                nodeOf[index][place] = node
                nodes[Int(node)].parent = index == 0 ? 0 : UInt32(nodeOf[index - 1][parent] + 1)
                nodes[Int(node)].scalar = level.scalars[place]
                occurrences[Int(node)] = level.occurrences[place]
                documentFrequency[Int(node)] = level.documentFrequency[place]
                self.isFeature[Int(node)] = isFeature(index + 1, place)
            }
            next = nextInside
        }
    }

    /// Keeps the `limit` features with the most occurrences in all documents; of equal ones the first.
    mutating func keepMostFrequent(_ limit: Int) {
        let found = isFeature.indices.filter { isFeature[$0] }
        guard found.count > limit else { return }
        let minimumOccurrences = limit == 0 ? .max : found.map { occurrences[$0] }.sorted(by: >)[limit - 1]
        var ties = limit - found.count { occurrences[$0] > minimumOccurrences }
        for node in found where occurrences[node] <= minimumOccurrences {
            if occurrences[node] == minimumOccurrences, ties > 0 { ties -= 1 } else { isFeature[node] = false }
        }
    }

    /// The nodes with their columns. Nodes that no longer lead to a feature stay, which costs little.
    mutating func numberedNodes() -> [Vocabulary.Node] {
        var column: Int32 = 0
        for node in nodes.indices where isFeature[node] {
            nodes[node].column = column
            column += 1
        }
        return nodes
    }

    func columns(ofLength length: Int) -> [Int32] {
        nodeOf[length - 1].map { $0 < 0 ? -1 : nodes[Int($0)].column }
    }
}
