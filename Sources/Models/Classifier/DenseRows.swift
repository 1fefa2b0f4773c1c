import TrendNumerics

/// The dense features of some documents: documents × width, row by row; a width of 0 without any.
struct DenseRows {
    private var values: [Float]
    private let width: Int

    init(_ texts: [[UInt32]], by dense: DenseFeatures?, threads: Int) {
        values = dense?.rows(texts, threads: threads) ?? []
        width = dense?.width ?? 0
    }

    private init(values: [Float], width: Int) {
        self.values = values
        self.width = width
    }

    func selecting(_ rows: [Int]) -> DenseRows {
        var selected: [Float] = []
        selected.reserveCapacity(rows.count * width)
        for row in rows { selected += values[row * width..<(row + 1) * width] }
        return DenseRows(values: selected, width: width)
    }

    mutating func append(_ others: DenseRows) {
        precondition(others.width == width)
        values += others.values
    }

    /// The sparse features with these after them.
    func appended(to sparse: CSRMatrix) -> CSRMatrix {
        width == 0 ? sparse : sparse.appending(dense: values, width: width)
    }
}
