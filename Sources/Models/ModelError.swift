/// What keeps a model from being fitted.
public enum ModelError: Error, Equatable, CustomStringConvertible {
    case noDocuments
    case noLabels(articles: Int)
    case allLabelsRare(labels: Int, minimum: Int)
    case oneClass
    case tooManyLabels(Int)
    case tooLittleMemory(labels: Int, needed: Int)
    case labelCount(Int, documents: Int)
    case badOption(String)
    case notAModel
    case otherVersion(UInt32)
    case otherKind(String, wanted: String)
    /// A model's parts do not fit each other.
    case damagedModel(String)

    public var description: String {
        switch self {
        case .noDocuments: "there is no article to learn from"
        case .noLabels(let articles):
            "none of the \(articles) articles has a label; --label FIELD says where the labels stand"
        case .allLabelsRare(let labels, let minimum):
            "none of the \(labels) labels stands on \(minimum) articles or more; "
                + "--min-label-count takes a lower limit"
        case .oneClass: "all articles have the same label: there is nothing to tell apart"
        case .tooManyLabels(let count):
            "these cannot be labels: there are \(count) different ones already; --label FIELD says where they stand"
        case .tooLittleMemory(let labels, let needed):
            "\(labels) labels need at least --memory \((needed >> 20) + 1)M"
        case .labelCount(let labels, let documents): "\(labels) labels for \(documents) articles"
        case .badOption(let reason): reason
        case .notAModel: "this is no model file of trend"
        case .otherVersion(let version):
            "the model file has version \(version), this program reads version \(ModelFile.version): train it anew"
        case .otherKind(let found, let wanted): "this file holds \(found), not \(wanted)"
        case .damagedModel(let reason): "the model is damaged: \(reason)"
        }
    }
}
