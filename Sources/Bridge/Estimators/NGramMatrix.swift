import Features
import TrendNumerics

/// How often each n-gram of a vocabulary occurs in each document.
final class NGramMatrix {
    private(set) var vocabulary: NGramVocabulary
    /// What was learned, until the rows are made.
    private var counter: NGramCounter?
    /// The rows, some documents each.
    private var parts: [CSRMatrix] = []
    /// Whether any document had an n-gram, also where none passed the limits.
    private(set) var hasNGrams = true
    private let threads: Int

    /// Learns the vocabulary of documents.
    init(learning texts: DocumentTexts, _ options: TFIDFOptions, threads: Int) throws {
        self.threads = threads
        let documents = texts.prepared(threads: threads)
        do {
            let counter = try NGramCounter(counting: documents, options: options, threads: threads)
            vocabulary = NGramVocabulary(counter.vocabulary, options)
            self.counter = counter
        } catch FeatureError.emptyVocabulary {
            vocabulary = NGramVocabulary(nil, options)
            hasNGrams = documents.contains { text in
                text.split(separator: NGramCounter.separator).contains { $0.count >= options.shortest }
            }
        }
    }

    /// Counts the n-grams of a vocabulary in documents.
    init(counting vocabulary: NGramVocabulary, in texts: DocumentTexts, threads: Int) {
        self.threads = threads
        self.vocabulary = vocabulary
        let documents = texts.prepared(threads: threads)
        if let known = vocabulary.vocabulary {
            parts = Columns.vocabulary(known).rows(of: documents, options: vocabulary.options, threads: threads) {
                _, _ in
            }
        } else {
            let offsets = [Int](repeating: 0, count: documents.count + 1)
            parts = [CSRMatrix(columns: 0, rowOffsets: offsets, columnIndices: [], values: [])]
        }
    }

    /// By column of what was learned: the documents with the n-gram, and its occurrences in all documents.
    var documentFrequency: [UInt32] { counter?.documentFrequency ?? [] }
    var occurrences: [UInt32] { counter?.occurrences ?? [] }

    /// Keeps some of the n-grams that were learned.
    ///
    /// - Parameter kept: by column, whether the n-gram is kept.
    func keep(_ kept: [Bool]) {
        counter?.keep(kept)
        vocabulary = NGramVocabulary(counter?.vocabulary, vocabulary.options)
    }

    /// Makes the rows.
    ///
    /// - Returns: the number of entries.
    func finish() -> Int {
        if let counter { parts = counter.rows(threads: threads) { _, _ in } }
        counter = nil
        return parts.reduce(0) { $0 + $1.nonZeros }
    }

    var largestCount: Int64 {
        let largest = Parallel.map(parts.count, threads: threads) { [parts] part in
            parts[part].values.reduce(0) { $0 < $1 ? $1 : $0 }
        }
        return Int64(largest.max() ?? 0)
    }

    /// Writes the matrix in compressed sparse row form, with each row's columns in order.
    ///
    /// - Parameters:
    ///   - offsets: documents + 1.
    ///   - columns: one per entry.
    ///   - values: one per entry.
    func write<Value: EntryValue>(
        offsets: UnsafeMutablePointer<Int64>, columns: UnsafeMutablePointer<Int32>,
        values: UnsafeMutablePointer<Value>, _ weights: EntryWeights<Value>
    ) {
        var starts: [(row: Int, entry: Int)] = []
        var (row, entry) = (0, 0)
        for part in parts {
            starts.append((row, entry))
            row += part.rows
            entry += part.nonZeros
        }
        nonisolated(unsafe) let (offsets, columns, values) = (offsets, columns, values)
        offsets[0] = 0
        _ = Parallel.map(parts.count, threads: threads) { [parts, starts, order = vocabulary.columns] index in
            let part = parts[index]
            let (row, first) = starts[index]
            part.withUnsafeEntries { rowOffsets, found, counts in
                var sorted: [(column: Int32, count: Float)] = []
                for place in 0..<part.rows {
                    let range = rowOffsets[place]..<rowOffsets[place + 1]
                    offsets[row + place + 1] = Int64(first + range.upperBound)
                    if let order {
                        sorted.removeAll(keepingCapacity: true)
                        for entry in range { sorted.append((order[Int(found[entry])], counts[entry])) }
                        sorted.sort { $0.column < $1.column }
                        for (entry, found) in zip(range, sorted) {
                            columns[first + entry] = found.column
                            values[first + entry] = weights.value(found.count, column: found.column)
                        }
                    } else {
                        for entry in range {
                            columns[first + entry] = found[entry]
                            values[first + entry] = weights.value(counts[entry], column: found[entry])
                        }
                    }
                    weights.normalize(
                        UnsafeMutableBufferPointer(start: values + first + range.lowerBound, count: range.count))
                }
            }
        }
    }
}
