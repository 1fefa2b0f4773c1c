import Features
import TrendNumerics
import Text

/// Chooses the spans of a text that a reader is shown, and spells them as the article does.
struct SpanWording {
    let units: TextUnits
    private let text: ArticleText

    init(_ text: ArticleText) {
        self.text = text
        units = TextUnits(text)
    }

    /// The spans that speak most for a label, of equal ones the first in the text.
    ///
    /// - Parameter count: the maximum number of spans. Function characters alone say nothing and are left out, but keep
    ///   their share.
    func best(_ spans: TextSpans, count: Int) -> [Explanation.Span] {
        let positive = spans.all.filter { $0.contribution > 0 }
        let total = positive.reduce(0) { $0 + $1.contribution }
        let shown = positive.filter { span in
            let letters = units.scalars[span.first]
            return letters.count > 1 || !PhraseUnit.functionCharacters.contains(letters.first!)
        }.first(count) {
            ($1.contribution, $0.first.lowerBound) < ($0.contribution, $1.first.lowerBound)
        }
        var spelling: OriginalSpelling?
        return shown.map { span in
            let letters = units.scalars[span.first]
            var written: String?
            if letters.contains(where: { $0 < 0x80 && $0 > 0x40 }) {
                if spelling == nil { spelling = OriginalSpelling(text) }
                written = spelling!.of(letters)
            }
            return Explanation.Span(
                text: written ?? String(scalars: letters), contribution: span.contribution,
                share: span.contribution / total, places: spans.places(span))
        }
    }
}
