/// A type of a matrix's entries.
protocol EntryValue: Sendable, SendableMetatype {
    init(_ count: Float)
    static func * (a: Self, b: Self) -> Self
    static func normalize(_ row: UnsafeMutableBufferPointer<Self>, _ norm: EntryNorm)
}

/// How rows are scaled.
enum EntryNorm: Int32, Sendable {
    case none
    /// To a sum of absolute values of 1.
    case sum
    /// To a Euclidean length of 1.
    case euclidean
}

/// What takes the place of an n-gram's count in a row, as in scikit-learn's `TfidfTransformer`.
struct EntryWeights<Value: EntryValue>: @unchecked Sendable {
    /// Whether every count is taken for 1.
    let isBinary: Bool
    /// The term frequency of each count below its number; counts beyond are not in the rows. Empty: the count itself.
    let frequencies: UnsafeBufferPointer<Value>
    /// One per column; nil for 1.
    let columns: UnsafePointer<Value>?
    let norm: EntryNorm

    @inline(__always)
    func value(_ count: Float, column: Int32) -> Value {
        let count = isBinary ? 1 : count
        let frequency = frequencies.isEmpty ? Value(count) : frequencies[min(Int(count), frequencies.count - 1)]
        return columns.map { frequency * $0[Int(column)] } ?? frequency
    }

    @inline(__always)
    func normalize(_ row: UnsafeMutableBufferPointer<Value>) {
        if norm != .none { Value.normalize(row, norm) }
    }
}

extension Int64: EntryValue {
    static func normalize(_ row: UnsafeMutableBufferPointer<Int64>, _ norm: EntryNorm) {}
}

extension Double: EntryValue {
    static func normalize(_ row: UnsafeMutableBufferPointer<Double>, _ norm: EntryNorm) {
        var sum = 0.0
        switch norm {
        case .none: return
        case .sum: for value in row { sum += value.magnitude }
        case .euclidean:
            for value in row { sum += value * value }
            sum = sum.squareRoot()
        }
        if sum == 0 { return }
        for index in row.indices { row[index] /= sum }
    }
}

extension Float: EntryValue {
    /// In the precision of scikit-learn: squares in single, their sum in double.
    static func normalize(_ row: UnsafeMutableBufferPointer<Float>, _ norm: EntryNorm) {
        var sum = 0.0
        switch norm {
        case .none: return
        case .sum: for value in row { sum += Double(value.magnitude) }
        case .euclidean:
            for value in row { sum += Double(value * value) }
            sum = sum.squareRoot()
        }
        if sum == 0 { return }
        for index in row.indices { row[index] = Float(Double(row[index]) / sum) }
    }
}
