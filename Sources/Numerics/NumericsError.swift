/// Why a matrix cannot be fitted, or why rows cannot be kept on disk.
public enum NumericsError: Error, Equatable, CustomStringConvertible {
    /// The matrix has no row, or no entry above 0.
    case noRows
    /// All rows have the same class.
    case oneClass
    case labelCount(Int, rows: Int)
    /// An option is out of range; the text names it and gives its value.
    case badOption(String)
    /// Stored parameters do not fit each other.
    case damagedModel(String)
    case notConverged
    case unwritable(path: String, reason: String)

    public var description: String {
        switch self {
        case .noRows: "there is nothing to learn from"
        case .oneClass: "all rows have the same label: there is nothing to tell apart"
        case .labelCount(let labels, let rows): "\(labels) labels for \(rows) rows"
        case .badOption(let reason): reason
        case .damagedModel(let reason): "the model is damaged: \(reason)"
        case .notConverged: "the singular value decomposition does not converge"
        case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
        }
    }
}
