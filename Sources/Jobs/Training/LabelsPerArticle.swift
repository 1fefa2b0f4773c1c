import Corpus
import Text

/// How many labels articles have: one each, or several.
public struct LabelsPerArticle: Codable, Equatable, Sendable {
    public private(set) var labeled = 0
    /// Articles with more than one label.
    public private(set) var several = 0
    /// Whether articles differ in their first label.
    private(set) var isVaried = false
    /// Of the first labels the least in order.
    private var first: String?

    private enum CodingKeys: CodingKey { case labeled, several, isVaried }

    init(_ articles: [Article] = []) {
        for article in articles {
            guard let label = article.industries.first else { continue }
            labeled += 1
            if article.industries.count > 1 { several += 1 }
            add(first: label)
        }
    }

    /// Adds the articles of another part of the corpus.
    static func += (left: inout LabelsPerArticle, right: LabelsPerArticle) {
        left.labeled += right.labeled
        left.several += right.several
        left.isVaried = left.isVaried || right.isVaried
        if let label = right.first { left.add(first: label) }
    }

    private mutating func add(first label: String) {
        if let first, first != label { isVaried = true }
        first = first.map { min($0, label) } ?? label
    }

    /// Where fewer have several labels, they have them by accident.
    private static let mostByAccident = 0.01

    /// Whether articles have one label each, but for a few.
    var isOne: Bool { several == 0 || Double(several) < LabelsPerArticle.mostByAccident * Double(labeled) }

    /// What a user should know of the choice of one label or several; nil for nothing.
    ///
    /// - Parameter isChosen: whether the articles decided, not the user.
    func line(isSingleLabel: Bool, isChosen: Bool) -> String? {
        let counts = "\(several) of \(counted(labeled, "labeled article")) "
        switch (isSingleLabel, isChosen) {
        case (true, true) where several == 0:
            return "one label per article, as every article has exactly one; --no-single-label allows several"
        case (true, true):
            return "one label per article: only \(counts)\(several == 1 ? "has" : "have") several, of which the first "
                + "counts; --no-single-label allows several"
        case (true, false) where several > 0:
            return "one label per article: \(counts)\(several == 1 ? "has" : "have") several, of which the first counts"
        case (false, true) where several > 0 && several * 5 < labeled:
            return
                "several labels per article: \(counts)\(several == 1 ? "has" : "have") several; --single-label takes "
                + "one per article"
        default: return nil
        }
    }
}
