import Text

/// The errors of training, using and reading models.
public enum ModelError: Error, Equatable, CustomStringConvertible {
    case noDocuments
    case noLabels(articles: Int, fields: [String] = [])
    case allLabelsRare(labels: Int, minimum: Int)
    /// The label field has too many distinct values to hold labels.
    case tooManyLabels(Int)
    /// Streaming needs more memory for this number of labels; `needed` is in bytes.
    case tooLittleMemory(labels: Int, needed: Int)
    /// Streaming needs more memory to find topics; `needed` is in bytes.
    case tooLittleMemoryForTopics(needed: Int)
    /// Cross-validation needs more articles to choose C.
    case tooFewToChooseC(articles: Int, needed: Int)
    /// No phrase is in several of the articles.
    case noCommonPhrases(articles: Int)
    case badOption(String)
    /// Two labels of a model have one name in a table of names.
    case joinedLabels(String, String, name: String)
    /// The model learned nothing from texts without labels.
    case noVectors
    /// Nothing of a phrase is in the texts that the model learned from.
    case unknownPhrase(String)
    case notAModel
    case otherVersion(UInt32)
    /// A newer version of the program normalizes texts in a way that this one does not know.
    case newerModel
    case otherKind(String, wanted: String)
    /// The parts of a model file are missing, damaged or inconsistent.
    case damagedModel(String)

    public var description: String {
        switch self {
        case .noDocuments: "there are no articles to learn from"
        case .noLabels(let articles, _):
            articles == 1 ? "the only article has no label" : "none of the \(articles) articles has a label"
        case .allLabelsRare(let labels, let minimum):
            (labels == 1 ? "the only label has fewer than" : "none of the \(labels) labels has at least")
                + " \(minimum) articles"
        case .tooManyLabels(let count):
            "the label field has at least \(count) distinct values, too many to be labels"
        case .tooLittleMemory(let labels, let needed):
            counted(labels, "label needs", "labels need") + " at least \(ModelError.megabytes(needed)) MB of memory"
        case .tooLittleMemoryForTopics(let needed):
            "topics need at least \(ModelError.megabytes(needed)) MB of memory"
        case .tooFewToChooseC(let articles, let needed):
            counted(articles, "labeled article is", "labeled articles are")
                + " too few to choose C; at least \(needed) are needed"
        case .noCommonPhrases(let articles):
            "no phrase is in several of the \(articles) articles, so there are no topics to find"
        case .badOption(let reason): reason
        case .joinedLabels(let one, let other, let name):
            "the model tells \(one) and \(other) apart, which are both \(name) by the table of names; "
                + "train the model again with --aliases"
        case .noVectors:
            "the model has no vectors of phrases: it was trained without --background, or was better without; with more "
                + "texts without labels it learns them"
        case .unknownPhrase(let phrase):
            "none of the characters of “\(phrase)” is in the texts that the model learned from"
        case .notAModel: "not a trend model file"
        case .otherVersion(let version):
            "the model file has version \(version), but this program reads versions 2 to \(ModelFile.version); "
                + "train the model again"
        case .newerModel:
            "a newer version of trend made the model file; update trend, or train the model again with this version"
        case .otherKind(let found, let wanted): "the model file holds \(found), not \(wanted)"
        case .damagedModel(let reason): "the model file is damaged: \(reason)"
        }
    }

    /// The memory that an error asks for, in units of 2²⁰ bytes, rounded up; `nil` for other errors.
    public var neededMegabytes: Int? {
        switch self {
        case .tooLittleMemory(_, let needed), .tooLittleMemoryForTopics(let needed):
            ModelError.megabytes(needed)
        default: nil
        }
    }

    private static func megabytes(_ bytes: Int) -> Int { (bytes + (1 << 20) - 1) >> 20 }
}
