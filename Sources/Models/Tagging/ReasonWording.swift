import Foundation

/// The wording of the reasons for tags, one method per reason.
///
/// Chinese is the only language so far. A further language is a new case, with its words beside the Chinese ones.
public enum ReasonWording: Sendable {
    case chinese

    /// The n-grams with the highest contributions to an industry.
    func ngrams(_ ngrams: [String]) -> String { ngrams.joined(separator: "、") }

    /// The spans of the text that decided, with their shares of the decision.
    func spans(_ spans: [(text: String, share: Double)]) -> String {
        spans.map { "\($0.text) \(Int(($0.share * 100).rounded()))%" }.joined(separator: "、")
    }

    /// No word speaks for the label: it is there by punctuation, function words or its frequency.
    func noWords() -> String { "没有起作用的词，只有标点、虚词或模型未见过的字" }

    /// The number of records that list a name, out of those that have it in their text or list it.
    func listed(records: Int, of all: Int) -> String { "训练记录 \(records)/\(all) 篇列出" }

    func newVersion(of name: String) -> String { "\(name) 的新版本" }

    func introduced(by verb: String) -> String { "新名称，在“\(verb)”之后" }

    func quoted() -> String { "新名称，在引号或书名号中" }

    func form() -> String { "新名称，形似已知名称" }

    /// The position and frequency of a keyword, the number of training records whose texts contain it, and the number
    /// that list it.
    func keyword(isInTitle: Bool, times: Int, texts: Int, of records: Int, listed: Int) -> String {
        (isInTitle ? "在标题中，" : "") + "\(times) 次，训练文章 \(texts)/\(records) 篇含有"
            + (listed > 0 ? "，\(listed) 篇列出" : "")
    }

    /// The number of the sentence that reports an event, from 1, and its distinctive features.
    func sentence(_ number: Int, titleShare: Double, centrality: Double, hasFigure: Bool) -> String {
        "第 \(number) 句，含标题的 \(Int((titleShare * 100).rounded()))%，与其他句相似 "
            + String(format: "%.2f", centrality) + (hasFigure ? "，有数字" : "")
    }
}

extension Explanation {
    /// The reason for a label, in words: the spans of the text that decided, or its n-grams if no spans are known.
    public func reason(in wording: ReasonWording = .chinese) -> String {
        if !spans.isEmpty { return wording.spans(spans.map { ($0.text.filter { !$0.isNewline }, $0.share) }) }
        return terms.isEmpty ? wording.noWords() : wording.ngrams(terms.map { $0.ngram.filter { !$0.isNewline } })
    }
}

extension TechnologyMention {
    /// The reason for a mention, in words.
    public func reason(in wording: ReasonWording = .chinese) -> String {
        switch reason {
        case .listed(let records, let all): wording.listed(records: records, of: all)
        case .newVersion(let name): wording.newVersion(of: name)
        case .introduced(let verb): wording.introduced(by: verb)
        case .quoted: wording.quoted()
        case .form: wording.form()
        }
    }
}

extension Keyword {
    /// The reason for a keyword, in words.
    public func reason(in wording: ReasonWording = .chinese) -> String {
        wording.keyword(isInTitle: isInTitle, times: places.count, texts: texts, of: records, listed: listed)
    }
}

extension Event {
    /// The reason for an event, in words.
    public func reason(in wording: ReasonWording = .chinese) -> String {
        wording.sentence(position + 1, titleShare: titleShare, centrality: centrality, hasFigure: hasFigure)
    }
}
