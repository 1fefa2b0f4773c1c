import Jobs
import Text

/// What a form carries of what it showed. Where the same is of another mark once the form comes back, somebody has changed
/// it meanwhile, and nothing is kept.
enum ShownMark {
    static func of(_ stand: ArticleStand) -> String {
        of(["\(stand.key)", stand.correction == nil ? "" : "corrected"] + (stand.correction ?? []) + stand.industries)
    }

    static func of(_ topics: [TopicEdits.Row]) -> String {
        of(topics.flatMap { [$0.topic, $0.name, $0.mergeInto, $0.isHidden ? "hidden" : ""] })
    }

    private static func of(_ parts: [String]) -> String {
        var hash = FNV1a()
        for part in parts {
            for byte in part.utf8 { hash.add(byte) }
            // A byte of no text, so that parts cannot run together.
            hash.add(0xFF)
        }
        return String(hash.value, radix: 36)
    }
}
