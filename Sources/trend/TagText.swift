import Corpus
import Foundation
import Models

extension ArticleTags {
    /// As the fields of a record.
    var fields: [RecordField: String] {
        [
            .industries: industries.map(\.label).joined(separator: ", "),
            .technologies: technologies.map(\.name).joined(separator: ", "),
            .keywords: keywords.map(\.text).joined(separator: ", "), .events: EventSummary.markdown(events),
        ]
    }

    /// What the tags rest on, a line a tag; of fields alone that the article has empty.
    func basis(for article: Article) -> String {
        var lines: [String] = []
        if article.industries.isEmpty { lines += industries.map { "行业 \($0.label) \(share($0.probability)): \($0.basis)" } }
        if article.technologies.isEmpty {
            lines += technologies.map { "AI技术 \($0.name) \(share($0.probability)): \($0.basis)" }
        }
        if article.keywords.isEmpty { lines += keywords.map { "关键词 \($0.text) \(share($0.probability)): \($0.basis)" } }
        if article.events.isEmpty { lines += events.enumerated().map { "重大事件 \($0 + 1): \($1.basis)" } }
        return lines.joined(separator: "\n")
    }

    /// What is added to the article's own members: the fields it has empty, the labels, and all tags with their
    /// probabilities and reasons.
    func members(for article: Article, fields mapping: FieldMapping) -> [(name: String, json: [UInt8])] {
        var members: [(name: String, json: [UInt8])] = []
        func fill(_ field: RecordField, isEmpty: Bool, _ list: [String]) {
            if isEmpty, !list.isEmpty { members.append((mapping.name(of: field), json(list))) }
        }
        fill(.technologies, isEmpty: article.technologies.isEmpty, technologies.map(\.name))
        fill(.keywords, isEmpty: article.keywords.isEmpty, keywords.map(\.text))
        fill(.industries, isEmpty: article.industries.isEmpty, industries.map(\.label))
        if article.events.isEmpty, !events.isEmpty {
            members.append((mapping.name(of: .events), json(EventSummary.markdown(events))))
        }
        members.append(("predicted", json(industries.map { Entry(label: $0.label, probability: $0.rounded) })))
        members.append(("tags", json(Entries(self))))
        return members
    }

    private struct Entry: Encodable {
        var label: String
        var probability: Double?
        var reason: String?
        var new: Bool?
    }

    private struct Entries: Encodable {
        var industries: [Entry]
        var technologies: [Entry]
        var keywords: [Entry]
        var events: [Entry]

        init(_ tags: ArticleTags) {
            industries = tags.industries.map { Entry(label: $0.label, probability: $0.rounded, reason: $0.basis) }
            technologies = tags.technologies.map {
                Entry(label: $0.name, probability: rounded($0.probability), reason: $0.basis, new: $0.isNew)
            }
            keywords = tags.keywords.map { Entry(label: $0.text, probability: rounded($0.probability), reason: $0.basis) }
            events = tags.events.map { Entry(label: $0.head, reason: $0.basis) }
        }
    }

    private func json(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and finite numbers can always be encoded.
        return Array((try? encoder.encode(value)) ?? Data("null".utf8))
    }

    private func share(_ probability: Double) -> String { String(format: "%.2f", probability) }
}

/// To four digits; nil for what is no number.
private func rounded(_ probability: Double) -> Double? {
    probability.isFinite ? (probability * 10_000).rounded() / 10_000 : nil
}

extension Explanation {
    fileprivate var rounded: Double? { probability.isFinite ? (probability * 10_000).rounded() / 10_000 : nil }

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
