import Text
import Corpus
import Foundation
import Models
import Reports

/// The text of a review for a person at a terminal.
public struct ReviewScreen {
    private let session: ReviewSession
    private let classifier: ArticleClassifier?
    private let width: Int

    /// - Parameters:
    ///   - classifier: tells how likely labels are and why; nil where there is no model yet.
    ///   - width: columns of the terminal.
    public init(_ session: ReviewSession, _ classifier: ArticleClassifier?, width: Int) {
        self.session = session
        self.classifier = classifier
        self.width = width
    }

    /// Title, beginning of the text, and the labels to choose from with the words that speak for them.
    public var article: String {
        let item = session.items[session.position]
        let number = " \(session.position + 1) of \(session.items.count) "
        var lines = ["", "──" + number + String(repeating: "─", count: max(0, width - 2 - number.count))]
        lines += terminalLines(item.article.headline, width: width, maximum: 2)
        if !item.article.link.isEmpty { lines += terminalLines(item.article.link, width: width, maximum: 1) }
        if !item.article.title.isEmpty, !item.article.text.isEmpty {
            lines += terminalLines(item.article.text, width: width - 2, maximum: 5).map { "  " + $0 }
        }
        lines.append("")
        lines.append(choices(of: item))
        if let decided = session.decided[session.position] {
            lines.append(
                "decided before: " + terminalLines(decided.joined(separator: ", "), width: width, maximum: 1).joined())
        }
        return lines.joined(separator: "\n")
    }

    private func choices(of item: ReviewSession.Item) -> String {
        guard let classifier else {
            var table = Table([.init(""), .init("label")])
            for (index, choice) in item.choices.enumerated() { table.append(["  \(index + 1)", choice.label]) }
            return table.plain()
        }
        let explained = classifier.explain(
            item.article.normalized(), labels: classifier.labels.count, terms: 0, spans: 5)
        let reasons = Dictionary(explained.map { ($0.label, $0.spans) }) { first, _ in first }
        var table = Table([.init(""), .init("label"), .init("", isNumber: true), .init("because of")])
        for (index, choice) in item.choices.enumerated() {
            table.append([
                (index < item.proposed ? "* " : "  ") + "\(index + 1)", choice.label,
                percent(choice.probability, digits: 0),
                (reasons[choice.label] ?? []).map(\.text).joined(separator: " · "),
            ])
        }
        return table.plain()
    }

    /// What is to be said, and the mark at which a line is typed.
    public var prompt: String {
        if let question = session.question {
            let name = terminalLines(question.name, width: 40, maximum: 1).joined()
            let similar = question.similar.enumerated().map { "\($0 + 1) \($1)" }
            let meant = similar.isEmpty ? "" : "; is it " + similar.joined(separator: ", ") + "?"
            return
                "“\(name)” is not a label yet\(meant) (n: a new label\(similar.isEmpty ? "" : "; number: that one"); Enter: again) > "
        }
        let said =
            switch session.notice {
            case .help:
                """
                Enter accepts the labels with a star. Numbers or names, separated by commas,
                replace them; a name that is not a label yet can become one. w shows the whole
                article, s skips it, b goes back to the previous one, q quits. Answers are
                saved at once.

                """
            case .wholeArticle: wholeArticle + "\n\n"
            case .noSuchNumber(let number): "there is no label \(number)\n"
            case .oneLabelOnly: "give one label per article\n"
            case .firstArticle: "this is the first article\n"
            case .nothingProposed: "no label is proposed yet; give a number or a name, such as 1\n"
            case nil: ""
            }
        let proposed = session.items[session.position].proposed > 0
        return said + (proposed ? "Enter accepts *, 1,3 or names correct," : "Numbers such as 1,3 or names label,")
            + " w whole article, s skip, b back, q quit, ? help > "
    }

    /// Title and text, a paragraph on lines of its own.
    private var wholeArticle: String {
        let article = session.items[session.position].article
        return ([article.title] + article.text.split(whereSeparator: \.isNewline).map(String.init))
            .filter { !$0.isEmpty }
            .map { terminalLines($0, width: width, maximum: $0.unicodeScalars.count).joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    public var end: String {
        let decided = session.decided
        let accepted = decided.count { index, labels in
            let item = session.items[index]
            return Set(labels) == Set(item.choices.prefix(item.proposed).map(\.label))
        }
        guard classifier != nil else {
            return "\n\(decided.count) labeled of \(counted(session.items.count, "article"))"
        }
        return
            "\n\(accepted) accepted, \(decided.count - accepted) corrected of \(counted(session.items.count, "article"))"
    }
}
