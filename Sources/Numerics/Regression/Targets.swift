/// What documents are to be told apart by: one class each, or any number of labels.
public enum Targets: Sendable {
    /// Each document's class, from 0: softmax over all classes.
    case one([Int])
    /// Each document's labels, from 0, in any order: one binary problem per label.
    case several([[Int]])

    /// The labels of documents as a kind of model takes them.
    ///
    /// - Parameter labels: those of each document; exactly one each for `.multinomial`.
    public init(_ labels: [[Int]], for kind: LogisticRegressionModel.Kind) {
        switch kind {
        case .multinomial: self = .one(labels.map { $0[0] })
        case .oneVsRest: self = .several(labels)
        }
    }

    /// How many documents there are.
    public var count: Int {
        switch self {
        case .one(let classes): classes.count
        case .several(let labels): labels.count
        }
    }

    /// The labels of one document.
    func labels(of document: Int) -> [Int] {
        switch self {
        case .one(let classes): [classes[document]]
        case .several(let labels): labels[document]
        }
    }

    /// Those of some documents, in that order.
    func selecting(_ documents: [Int]) -> Targets {
        switch self {
        case .one(let classes): .one(documents.map { classes[$0] })
        case .several(let labels): .several(documents.map { labels[$0] })
        }
    }
}
