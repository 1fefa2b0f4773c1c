import Text
import Corpus

/// A person going through articles, one answer a line: where they are and what is to be said, but neither screen nor
/// file.
public struct ReviewSession: Sendable {
    public struct Item: Sendable {
        public var article: Article
        /// The labels that are numbered, from 1, best first; the first `proposed` are those the model gives.
        public var choices: [ArticleClassifier.Prediction]
        public var proposed: Int

        public init(article: Article, choices: [ArticleClassifier.Prediction], proposed: Int) {
            self.article = article
            self.choices = choices
            self.proposed = proposed
        }
    }

    /// A name that is no label yet, to be settled before its line counts.
    public struct Question: Equatable, Sendable {
        public var name: String
        /// Labels that it may stand for, numbered from 1.
        public var similar: [String]
        fileprivate var line: String
    }

    /// What is to be said before the next line is asked for.
    public enum Notice: Equatable, Sendable {
        case help
        case noSuchNumber(String)
        case oneLabelOnly
        case firstArticle
    }

    public let items: [Item]
    /// The article that is being looked at; past the last one at the end.
    public private(set) var position = 0
    public private(set) var question: Question?
    public private(set) var notice: Notice?
    /// By article, the labels that were decided on.
    public private(set) var decided: [Int: [String]] = [:]
    private let isSingleLabel: Bool
    private var labels: [String]
    private var hasQuit = false
    /// What the names of the line that is being settled stand for.
    private var meant: [String: String] = [:]

    /// - Parameter labels: all that are known.
    public init(_ items: [Item], labels: [String], isSingleLabel: Bool) {
        self.items = items
        self.labels = labels
        self.isSingleLabel = isSingleLabel
    }

    public var isOver: Bool { hasQuit || position >= items.count }

    /// Takes a line.
    ///
    /// - Parameter line: nil where the input has ended, which is to quit.
    /// - Returns: a correction that is to be kept now.
    public mutating func take(_ line: String?) -> Correction? {
        notice = nil
        guard let line, !isOver else {
            hasQuit = true
            return nil
        }
        if let question { return settle(question, line) }
        meant = [:]
        return act(on: line)
    }

    private mutating func act(on line: String) -> Correction? {
        let item = items[position]
        let answer = ReviewAnswer(
            line, choices: item.choices.map(\.label), labels: LabelNames(labels), meant: meant)
        switch answer {
        case .accept: return decide(item.choices.prefix(item.proposed).map(\.label))
        case .labels(let labels):
            if isSingleLabel, labels.count > 1 {
                notice = .oneLabelOnly
                return nil
            }
            return decide(labels)
        case .skip: position += 1
        case .back:
            if position == 0 { notice = .firstArticle } else { position -= 1 }
        case .quit: hasQuit = true
        case .help: notice = .help
        case .noSuchNumber(let number): notice = .noSuchNumber(number)
        case .unknown(let name, let similar): question = Question(name: name, similar: similar, line: line)
        }
        return nil
    }

    private mutating func decide(_ chosen: [String]) -> Correction {
        decided[position] = chosen
        labels += chosen.filter { !labels.contains($0) }
        defer { position += 1 }
        return Correction(of: items[position].article, industries: chosen)
    }

    /// `n`: it is a new label; a number: that label is meant; anything else: the article is asked for again.
    private mutating func settle(_ question: Question, _ line: String) -> Correction? {
        self.question = nil
        let answer = TextNormalizer().normalize(line)
        if answer == "n" {
            meant[question.name] = question.name
        } else if let number = Int(answer), question.similar.indices.contains(number - 1) {
            meant[question.name] = question.similar[number - 1]
        } else {
            return nil
        }
        return act(on: question.line)
    }
}
