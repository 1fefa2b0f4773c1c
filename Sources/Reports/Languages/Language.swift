import Timeline

/// The language a report is written in. A new language is a case here and a `Phrasebook` of its own.
public enum Language: String, CaseIterable, Sendable, Encodable {
    case chinese = "zh"
    case english = "en"

    /// The words of a report by month, which are those of any other where no period is named.
    var phrasebook: any Phrasebook { phrasebook(by: .month) }

    /// - Parameter comparesSameDays: whether the last period is not complete and is compared with the same days before.
    func phrasebook(by rule: PeriodRule, comparesSameDays: Bool = false) -> any Phrasebook {
        switch self {
        case .chinese: Chinese(rule: rule, comparesSameDays: comparesSameDays)
        case .english: English(rule: rule, comparesSameDays: comparesSameDays)
        }
    }
}
