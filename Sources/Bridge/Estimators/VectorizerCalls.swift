import CBridge
import Features
import TrendNumerics

/// The texts of a call, and how their n-grams are counted.
private func texts(
    _ scalars: UnsafePointer<UInt32>, _ offsets: UnsafePointer<Int64>, _ documents: Int64,
    _ folding: UnsafePointer<UInt32>?, _ folded: Int64, _ staysInWords: Int32
) -> DocumentTexts {
    DocumentTexts(
        scalars: scalars, offsets: offsets, count: Int(documents),
        folding: UnsafeBufferPointer(start: folding, count: folding == nil ? 0 : Int(folded)),
        staysInWords: staysInWords != 0)
}

private func handle(_ object: AnyObject) -> UnsafeMutableRawPointer { Unmanaged.passRetained(object).toOpaque() }

private func opened<Object: AnyObject>(_ handle: UnsafeMutableRawPointer, as _: Object.Type) -> Object {
    Unmanaged<Object>.fromOpaque(handle).takeUnretainedValue()
}

/// Learns the n-grams of documents.
///
/// - Parameters:
///   - scalars: the scalars of all documents.
///   - offsets: documents + 1.
///   - folding: what replaces each scalar below `folded`; may be nil.
///   - minimum: the minimum number of documents with an n-gram.
///   - maximum: the maximum number of them.
///   - matrix: a handle of the counts.
@c(trend_ngrams_learn)
public func learnNGrams(
    scalars: UnsafePointer<UInt32>, offsets: UnsafePointer<Int64>, documents: Int64,
    folding: UnsafePointer<UInt32>?, folded: Int64, staysInWords: Int32, shortest: Int32, longest: Int32,
    minimum: Int64, maximum: Int64, threads: Int32, matrix: UnsafeMutablePointer<UnsafeMutableRawPointer?>,
    failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let options = try TFIDFOptions(
            ngrams: Int(shortest), to: Int(longest), minimumDocumentFrequency: .count(Int(minimum)),
            maximumDocumentFrequency: .count(Int(maximum)))
        matrix.pointee = handle(
            try NGramMatrix(
                learning: texts(scalars, offsets, documents, folding, folded, staysInWords), options,
                threads: Int(threads)))
    }
}

/// Counts the n-grams of a vocabulary in documents.
@c(trend_ngrams_count)
public func countNGrams(
    vocabulary: UnsafeMutableRawPointer, scalars: UnsafePointer<UInt32>, offsets: UnsafePointer<Int64>,
    documents: Int64, folding: UnsafePointer<UInt32>?, folded: Int64, staysInWords: Int32, threads: Int32,
    matrix: UnsafeMutablePointer<UnsafeMutableRawPointer?>, failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        matrix.pointee = handle(
            NGramMatrix(
                counting: opened(vocabulary, as: NGramVocabulary.self),
                in: texts(scalars, offsets, documents, folding, folded, staysInWords), threads: Int(threads)))
    }
}

/// The number of columns that were learned, or −1 if no document had an n-gram at all.
@c(trend_ngrams_columns)
public func columnsOfNGrams(matrix: UnsafeMutableRawPointer) -> Int64 {
    let matrix = opened(matrix, as: NGramMatrix.self)
    return matrix.hasNGrams ? Int64(matrix.documentFrequency.count) : -1
}

/// Writes the documents with each n-gram and its occurrences, one per column.
@c(trend_ngrams_frequencies)
public func frequenciesOfNGrams(
    matrix: UnsafeMutableRawPointer, documents: UnsafeMutablePointer<UInt32>,
    occurrences: UnsafeMutablePointer<UInt32>
) {
    let matrix = opened(matrix, as: NGramMatrix.self)
    documents.update(from: matrix.documentFrequency, count: matrix.documentFrequency.count)
    occurrences.update(from: matrix.occurrences, count: matrix.occurrences.count)
}

/// Keeps some of the n-grams: a byte other than 0 for each column that is kept.
@c(trend_ngrams_keep)
public func keepNGrams(matrix: UnsafeMutableRawPointer, kept: UnsafePointer<UInt8>) {
    let matrix = opened(matrix, as: NGramMatrix.self)
    matrix.keep(UnsafeBufferPointer(start: kept, count: matrix.documentFrequency.count).map { $0 != 0 })
}

/// Makes the rows, after which nothing is learned or kept any more.
///
/// - Returns: the number of entries.
@c(trend_ngrams_finish)
public func finishNGrams(matrix: UnsafeMutableRawPointer) -> Int64 {
    Int64(opened(matrix, as: NGramMatrix.self).finish())
}

/// Writes counts, or weights made of them, in compressed sparse row form.
///
/// - Parameters:
///   - kind: of values and weights: 0 Double, 1 Float, 2 Int64, which stay counts.
///   - isBinary: other than 0 to take each count for 1.
///   - frequencies: what takes the place of each count below `counted`; nil if counts stay.
///   - weights: of the columns; nil for none.
///   - norm: 0 for none, 1 to divide rows by their sums, 2 by their lengths.
@c(trend_ngrams_write)
public func writeNGrams(
    matrix: UnsafeMutableRawPointer, offsets: UnsafeMutablePointer<Int64>, columns: UnsafeMutablePointer<Int32>,
    values: UnsafeMutableRawPointer, kind: Int32, isBinary: Int32, frequencies: UnsafeRawPointer?, counted: Int64,
    weights: UnsafeRawPointer?, norm: Int32
) {
    let matrix = opened(matrix, as: NGramMatrix.self)
    func write<Value: EntryValue>(_: Value.Type) {
        matrix.write(
            offsets: offsets, columns: columns, values: values.assumingMemoryBound(to: Value.self),
            EntryWeights<Value>(
                isBinary: isBinary != 0,
                frequencies: UnsafeBufferPointer(
                    start: frequencies?.assumingMemoryBound(to: Value.self),
                    count: frequencies == nil ? 0 : Int(counted)),
                columns: weights?.assumingMemoryBound(to: Value.self), norm: EntryNorm(rawValue: norm) ?? .none))
    }
    switch kind {
    case 0: write(Double.self)
    case 1: write(Float.self)
    default: write(Int64.self)
    }
}

/// The largest count.
@c(trend_ngrams_largest)
public func largestOfNGrams(matrix: UnsafeMutableRawPointer) -> Int64 {
    opened(matrix, as: NGramMatrix.self).largestCount
}

/// A handle of the vocabulary that was learned.
@c(trend_ngrams_vocabulary)
public func vocabularyOfNGrams(matrix: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    handle(opened(matrix, as: NGramMatrix.self).vocabulary)
}

/// The n-grams of a vocabulary that was learned, in the order of their columns: their scalars one after another, and
/// the length of each.
@c(trend_vocabulary_terms)
public func termsOfVocabulary(
    vocabulary: UnsafeMutableRawPointer, scalars: UnsafeMutablePointer<trend_bytes>,
    lengths: UnsafeMutablePointer<trend_bytes>
) {
    var (all, counts): ([UInt32], [UInt8]) = ([], [])
    opened(vocabulary, as: NGramVocabulary.self).forEachNGram {
        all += $0
        counts.append(UInt8($0.count))
    }
    scalars.pointee = all.withUnsafeBytes { trend_bytes($0) }
    lengths.pointee = trend_bytes(counts)
}

/// Makes a vocabulary of n-grams in the order of their columns.
///
/// - Parameters:
///   - scalars: of all n-grams.
///   - offsets: terms + 1.
@c(trend_vocabulary_make)
public func makeVocabulary(
    scalars: UnsafePointer<UInt32>, offsets: UnsafePointer<Int64>, terms: Int64, shortest: Int32, longest: Int32,
    vocabulary: UnsafeMutablePointer<UnsafeMutableRawPointer?>, failure: UnsafeMutablePointer<trend_bytes>
) -> Int32 {
    call(failure) {
        let all = Array(UnsafeBufferPointer(start: scalars, count: Int(offsets[Int(terms)])))
        let options = try TFIDFOptions(ngrams: Int(shortest), to: Int(longest))
        vocabulary.pointee = handle(
            try NGramVocabulary((0..<Int(terms)).map { all[Int(offsets[$0])..<Int(offsets[$0 + 1])] }, options))
    }
}
