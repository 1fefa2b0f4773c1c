/// The language a report is written in.
public enum Language: String, CaseIterable, Sendable, Encodable {
    case chinese = "zh"
    case english = "en"

    /// One of the two wordings of a text, which stand side by side where it is used.
    func callAsFunction(_ chinese: String, _ english: String) -> String {
        self == .chinese ? chinese : english
    }

    func callAsFunction(prose chinese: Prose, _ english: Prose) -> Prose {
        self == .chinese ? chinese : english
    }
}
