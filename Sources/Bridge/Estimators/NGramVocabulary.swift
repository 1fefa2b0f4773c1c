import Features

/// A vocabulary of n-grams as an estimator of Python holds it.
final class NGramVocabulary: Sendable {
    /// The n-grams in the order of their scalars; nil if there are none.
    let vocabulary: Vocabulary?
    /// The estimator's column of each n-gram; nil where the order is the same.
    let columns: [Int32]?
    let options: TFIDFOptions

    /// Takes what a counter learned.
    init(_ vocabulary: Vocabulary?, _ options: TFIDFOptions) {
        self.vocabulary = vocabulary
        self.options = options
        columns = nil
    }

    /// Takes n-grams in any order.
    ///
    /// - Parameters:
    ///   - ngrams: all different. Those of a length that does not count keep their column, which stays empty.
    /// - Throws: `FeatureError` if an n-gram occurs twice, or has half a surrogate pair.
    init(_ ngrams: [ArraySlice<UInt32>], _ options: TFIDFOptions) throws {
        self.options = options
        let lengths = options.shortest...options.longest
        let order = ngrams.indices.filter { lengths.contains(ngrams[$0].count) }
            .sorted { ngrams[$0].lexicographicallyPrecedes(ngrams[$1]) }
        var nodes: [Vocabulary.Node] = []
        // The numbers of the nodes that lead to the last n-gram.
        var path: [UInt32] = []
        var last = ArraySlice<UInt32>()
        for (column, index) in order.enumerated() {
            let ngram = ngrams[index]
            var shared = 0
            for (scalar, before) in zip(ngram, last) {
                if scalar != before { break }
                shared += 1
            }
            guard shared < ngram.count else { throw FeatureError.damagedVocabulary }
            path.removeSubrange(shared...)
            for (place, scalar) in ngram.enumerated().dropFirst(shared) {
                nodes.append(
                    .init(
                        parent: path.last ?? 0, scalar: scalar, column: place == ngram.count - 1 ? Int32(column) : -1))
                path.append(UInt32(nodes.count))
            }
            last = ngram
        }
        vocabulary = order.isEmpty ? nil : try Vocabulary(nodes: nodes)
        columns = order.indices.allSatisfy { order[$0] == $0 } ? nil : order.map { Int32($0) }
    }

    /// Calls `body` with the scalars of each n-gram that has a column, in order.
    func forEachNGram(_ body: ([UInt32]) -> Void) {
        guard let vocabulary else { return }
        var depths: [Int] = []
        depths.reserveCapacity(vocabulary.nodes.count)
        var path: [UInt32] = []
        for node in vocabulary.nodes {
            let depth = node.parent == 0 ? 0 : depths[Int(node.parent) - 1] + 1
            depths.append(depth)
            path.removeSubrange(depth...)
            path.append(node.scalar)
            if node.column >= 0 { body(path) }
        }
    }
}
