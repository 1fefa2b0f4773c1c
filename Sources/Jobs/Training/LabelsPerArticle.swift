import Corpus
import Text

/// How many labels articles have: one each, or several.
public struct LabelsPerArticle: Codable, Equatable, Sendable {
    public let labeled: Int
    /// Articles with more than one label.
    public let several: Int
    /// Whether articles differ in their first label.
    let isVaried: Bool

    init(_ articles: [Article]) {
        let labels = articles.lazy.map(\.industries).filter { !$0.isEmpty }
        labeled = labels.count
        several = labels.count { $0.count > 1 }
        let first = labels.first?[0]
        isVaried = labels.contains { $0[0] != first }
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
