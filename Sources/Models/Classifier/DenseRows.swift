import Text
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

    /// Names of labels as texts, those whose words have vectors.
    static func named(
        _ names: [String], by dense: DenseFeatures?
    ) -> (labels: [Int], texts: [[UInt32]], rows: DenseRows) {
        let normalizer = TextNormalizer()
        let texts = names.map { normalizer.scalars(of: $0) }
        let rows = DenseRows(texts, by: dense, threads: 1)
        let known = names.indices.filter { name in
            rows.values[name * rows.width..<(name + 1) * rows.width].contains { $0 != 0 }
        }
        return (known, known.map { texts[$0] }, rows.selecting(known))
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
