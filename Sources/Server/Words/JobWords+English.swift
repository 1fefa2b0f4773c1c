import Corpus
import Foundation
import Jobs
import Text

extension JobNote {
    var english: String {
        switch self {
        case .tagged(let count): "tagged \(counted(count, "article"))"
        case .withoutLikelyLabel(let count): "\(count) of them without a label of 50% or more"
        case .fields(let fields): fields.line
        case .cleaned(let count):
            "markup such as tags, entities or emoticons was removed from \(counted(count, "article"))"
        case .cut(let count):
            "of \(counted(count, "text")) only the first \(Article.longestText >> 20) MB count"
        case .undated(let count, let example): "\(counted(count, "date field")) date no article, such as \(example)"
        case .rejected(let count, let records, let examples):
            "\(count) of \(counted(records, "record")) could not be read: " + examples.joined(separator: "; ")
        case .model(let name, let written): "by the model \(name), written \(written)"
        case .text(let text): text
        }
    }
}

extension JobProgress {
    var english: String { text }
}
