/// What a model learns to predict: one class per document, or any number of labels.
public enum Targets: Sendable {
    /// Each document's class, from 0: softmax over all classes.
    case one([Int])
    /// Each document's labels, from 0, in any order: one binary problem per label.
    case several([[Int]])

    /// Takes the labels of documents in the form that a kind of model needs.
    ///
    /// - Parameter labels: the labels of each document; exactly one each for `.multinomial`.
    public init(_ labels: [[Int]], for kind: LogisticRegressionModel.Kind) {
        switch kind {
        case .multinomial: self = .one(labels.map { $0[0] })
        case .oneVsRest: self = .several(labels)
        }
    }

    /// - Throws: `NumericsError.oneClass` if all documents have the same class. A part of them may: a model of it has the
    ///   others' classes too.
    func checkVariety() throws {
        if case .one(let classes) = self, classes.allSatisfy({ $0 == classes[0] }) { throw NumericsError.oneClass }
    }

    /// The number of documents.
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

    /// The targets of the given documents, in that order.
    func selecting(_ documents: [Int]) -> Targets {
        switch self {
        case .one(let classes): .one(documents.map { classes[$0] })
        case .several(let labels): .several(documents.map { labels[$0] })
        }
    }
}
