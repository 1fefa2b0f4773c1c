import Models
import Reports
import Text

extension ExplainJob.Result {
    /// All tags as one line of JSON; of a model that knows industries alone, these.
    public func json() throws -> String { isPlain ? try jsonLines([tags.industries]) : try jsonLines([tags]) }

    /// The article's title, and what decided its tags, as tables with passages of the text.
    public var explanation: String {
        let content = text.unicodeScalars.map(\.value)
        return article.title + "\n" + text(tags.industries, content) + text(tags, content)
    }

    private func text(_ tags: ArticleTags, _ content: [UInt32]) -> String {
        var output = ""
        func append(_ title: String, _ rows: [(name: String, probability: Double, why: String, places: [Range<Int>])]) {
            guard !rows.isEmpty else { return }
            output += "\n\(title)\n"
            var table = Table([.init("found"), .init("sure", isNumber: true), .init("why"), .init("in the text")])
            for row in rows {
                table.append([
                    row.name, percent(row.probability), row.why,
                    row.places.first.map { passage(content, $0) } ?? "",
                ])
            }
            output += table.plain()
        }
        append("AI技术", tags.technologies.map { ($0.name, $0.probability, $0.reason(), $0.places) })
        append("关键词", tags.keywords.map { ($0.text, $0.probability, $0.reason(), $0.places) })
        if !tags.events.isEmpty { output += "\n重大事件摘要\n" }
        for event in tags.events { output += "**\(event.head)**:\(event.sentence)\n  \(event.reason())\n" }
        return output
    }

    private func text(_ explanations: [Explanation], _ content: [UInt32]) -> String {
        var output = ""
        for explanation in explanations {
            output += "\n\(explanation.label)  \(percent(explanation.probability))\n"
            var table = Table([
                .init("words"), .init("share", isNumber: true), .init("adds", isNumber: true),
                .init("times", isNumber: true), .init("in the text"),
            ])
            for span in explanation.spans {
                table.append([
                    span.text, percent(span.share), fixed(span.contribution, digits: 3), "\(span.places.count)",
                    span.places.first.map { passage(content, $0) } ?? "",
                ])
            }
            // The shares add up, however many spans are shown.
            let rest = 1 - explanation.spans.reduce(0) { $0 + $1.share }
            if explanation.spans.isEmpty {
                output += explanation.reason() + "\n"
                continue
            }
            if rest >= 0.0005 { table.append(["其余", percent(rest), "", "", ""]) }
            output += table.plain()
        }
        return output
    }

    /// A place between 【 and 】, with what stands around it.
    private func passage(_ content: [UInt32], _ place: Range<Int>) -> String {
        func text(_ range: Range<Int>) -> String { String(scalars: content[range.clamped(to: content.indices)]) }
        return "…" + text(place.lowerBound - 8..<place.lowerBound) + "【" + text(place) + "】"
            + text(place.upperBound..<place.upperBound + 8) + "…"
    }
}
