import TrendNumerics
extension PhraseVectorizer {
    /// About a paragraph of news. C_V, the coherence measure that Röder, Both and Hinneburg found closest to human
    /// ratings ("Exploring the space of topic coherence measures", WSDM 2015), uses windows of 110 words; here they
    /// are of characters.
    static let windowLength = 110

    /// Counts the distinctive phrases in windows of 110 characters, each of which begins in the middle of the previous
    /// one.
    ///
    /// - Parameter documents: normalized.
    /// - Returns: counts, windows × phrases. A phrase belongs to the windows in which it begins. Every text has at
    ///   least one window; windows without phrases are rows too.
    public func windows(_ documents: [[UInt32]], threads: Int = 1) -> CSRMatrix {
        let pieces = Parallel.chunks(of: documents.count, size: 256)
        let parts = Parallel.map(pieces.count, threads: threads) { piece in
            let rows = RowBuilder(columns: columns)
            for document in documents[pieces[piece]] { addWindows(of: document, to: rows) }
            return rows.matrix()
        }
        return CSRMatrix(stacking: parts, columns: columns)
    }

    private func addWindows(of document: [UInt32], to rows: RowBuilder) {
        let step = PhraseVectorizer.windowLength / 2
        let found = lexicon.occurrences(in: document).filter { columnWeights[$0.phrase] > 0 }
        var first = 0
        for start in stride(from: 0, to: max(1, document.count - step), by: step) {
            while first < found.count, found[first].range.lowerBound < start { first += 1 }
            for occurrence in found[first...] {
                if occurrence.range.lowerBound >= start + 2 * step { break }
                rows.add(column: Int32(occurrence.phrase))
            }
            rows.finishRow { _, _ in }
        }
    }
}
