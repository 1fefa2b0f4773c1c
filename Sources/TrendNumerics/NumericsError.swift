/// The reason why a matrix cannot be fitted or rows cannot be stored.
public enum NumericsError: Error, Equatable, CustomStringConvertible {
    /// The matrix has no row, or no entry other than 0.
    case noRows
    /// All rows have the same class.
    case oneClass
    /// There are not as many labels as rows.
    case labelCount(Int, rows: Int)
    /// An option is out of range; the text names it and gives its value.
    case badOption(String)
    /// Stored parameters do not match each other.
    case damagedModel(String)
    /// The singular value decomposition did not converge.
    case notConverged
    /// A temporary file cannot be created, written or read.
    case unwritable(path: String, reason: String)

    /// A message for people.
    public var description: String {
        switch self {
        case .noRows: "there is nothing to learn from: the matrix is empty"
        case .oneClass: "all rows have the same label; at least two different labels are needed"
        case .labelCount(let labels, let rows): "\(labels) labels for \(rows) rows"
        case .badOption(let reason): reason
        case .damagedModel(let reason): "the model is damaged: \(reason)"
        case .notConverged: "the singular value decomposition does not converge"
        case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
        }
    }
}
