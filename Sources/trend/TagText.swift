import Corpus
import Foundation
import Models

extension ArticleTags {
    /// As they are written and kept.
    ///
    /// - Parameter parts: what was looked for.
    func inferred(_ parts: Set<TagPart>) -> InferredTags {
        var tags = InferredTags()
        for part in parts {
            switch part {
            case .industries:
                tags.tags[.industries] = industries.map {
                    .init(label: $0.label, probability: rounded($0.probability), reason: $0.basis)
                }
            case .technologies:
                tags.tags[.technologies] = technologies.map {
                    .init(label: $0.name, probability: rounded($0.probability), reason: $0.basis, new: $0.isNew)
                }
            case .keywords:
                tags.tags[.keywords] = keywords.map {
                    .init(label: $0.text, probability: rounded($0.probability), reason: $0.basis)
                }
            case .events:
                tags.tags[.events] = events.enumerated().map { index, event in
                    .init(label: event.head, reason: event.basis, line: event.markdown(number: index + 1))
                }
            }
        }
        return tags
    }
}

extension TagPart {
    var field: RecordField {
        switch self {
        case .industries: .industries
        case .technologies: .technologies
        case .keywords: .keywords
        case .events: .events
        }
    }
}

/// To four digits; nil for what is no number.
func rounded(_ probability: Double) -> Double? {
    probability.isFinite ? (probability * 10_000).rounded() / 10_000 : nil
}

extension Explanation {
    /// The n-grams that speak most for it.
    var basis: String { terms.map { $0.ngram.filter { !$0.isNewline } }.joined(separator: "、") }
}

extension TechnologyMention {
    var basis: String {
        switch reason {
        case .listed(let records, let all): "训练记录 \(records)/\(all) 篇列出"
        case .newVersion(let name): "\(name) 的新版本"
        case .introduced(let verb): "新名称，在“\(verb)”之后"
        case .quoted: "新名称，在引号或书名号中"
        case .form: "新名称，形似已知名称"
        }
    }
}

extension Keyword {
    var basis: String {
        (isInTitle ? "在标题中，" : "") + "\(places.count) 次，训练文章 \(texts)/\(records) 篇含有"
            + (listed > 0 ? "，\(listed) 篇列出" : "")
    }
}

extension Event {
    var basis: String {
        "第 \(position + 1) 句，含标题的 \(Int((titleShare * 100).rounded()))%，与其他句相似 "
            + String(format: "%.2f", centrality) + (hasFigure ? "，有数字" : "")
    }
}
