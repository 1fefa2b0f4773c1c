/// The language a report is written in. A new language is a case here and a `Phrasebook` of its own.
public enum Language: String, CaseIterable, Sendable, Encodable {
    case chinese = "zh"
    case english = "en"

    var phrasebook: any Phrasebook {
        switch self {
        case .chinese: Chinese()
        case .english: English()
        }
    }
}
