import Text
import Corpus

/// The state of a review, one answer per line, independent of screen and files: the current article, and the messages
/// to show.
public struct ReviewSession: Sendable {
    /// An article to review.
    public struct Item: Sendable {
        public var article: Article
        /// The numbered labels, from 1, the best first. The first `proposed` of them are the predicted labels.
        public var choices: [ArticleClassifier.Prediction]
        public var proposed: Int

        /// Creates an item.
        public init(article: Article, choices: [ArticleClassifier.Prediction], proposed: Int) {
            self.article = article
            self.choices = choices
            self.proposed = proposed
        }
    }

    /// An unknown name, to be resolved before its line counts.
    public struct Question: Equatable, Sendable {
        public var name: String
        /// The labels that it may stand for, numbered from 1.
        public var similar: [String]
        fileprivate var line: String
    }

    /// A message to show before the next line is read.
    public enum Notice: Equatable, Sendable {
        case help
        case wholeArticle
        case noSuchNumber(String)
        case oneLabelOnly
        case firstArticle
        /// There is no label to accept.
        case nothingProposed
    }

    public let items: [Item]
    /// The index of the current article; the number of articles at the end.
    public private(set) var position = 0
    public private(set) var question: Question?
    public private(set) var notice: Notice?
    /// The labels that were decided on, by article.
    public private(set) var decided: [Int: [String]] = [:]
    private let isSingleLabel: Bool
    private var labels: [String]
    private var hasQuit = false
    /// The labels that the names of the line being resolved stand for.
    private var meant: [String: String] = [:]

    /// Starts a review.
    ///
    /// - Parameters:
    ///   - items: the articles to review.
    ///   - labels: all known labels.
    ///   - isSingleLabel: whether an article has exactly one label.
    public init(_ items: [Item], labels: [String], isSingleLabel: Bool) {
        self.items = items
        self.labels = labels
        self.isSingleLabel = isSingleLabel
    }

    /// Whether the reviewer has quit or has seen all articles.
    public var isOver: Bool { hasQuit || position >= items.count }

    /// Processes a line.
    ///
    /// - Parameter line: the line; `nil` at the end of input, which quits.
    /// - Returns: a correction to store now; `nil` if there is none.
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
        case .accept where item.proposed == 0: notice = .nothingProposed
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
        case .whole: notice = .wholeArticle
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

    /// Resolves a question. `n` makes the name a new label, a number picks a label, and any other answer returns to the
    /// article.
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
