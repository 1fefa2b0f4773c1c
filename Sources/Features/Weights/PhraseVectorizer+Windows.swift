import Numerics
extension PhraseVectorizer {
    /// About a paragraph of news. C_V, the coherence that Röder, Both and Hinneburg found nearest to what people say
    /// ("Exploring the space of topic coherence measures", WSDM 2015), has windows of 110 words; here they are of
    /// characters.
    static let windowLength = 110

    /// Which telling phrases stand near each other: windows of 110 characters, each from the middle of the one before.
    ///
    /// - Parameter documents: normalized.
    /// - Returns: windows × phrases, the counts; a phrase belongs where it begins. A text has one window at least, and
    ///   windows without phrases are rows too.
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
