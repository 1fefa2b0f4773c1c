import Jobs
import Reports

/// The words of the page in one language.
struct PageWords: Sendable {
    let language: Language

    // Whole page
    let site: String
    let skipToContent: String
    let navigation: String
    let overview: String
    let trends: String
    let articles: String
    let topics: String
    let review: String
    let tag: String
    let reports: String
    let train: String
    let otherLanguage: String
    let search: String
    let searchArticles: String
    let show: String
    let all: String
    let home: String
    let goOn: String
    let download: String
    let noModel: String
    let modelLoaded: String

    // Names of figures
    let month: String
    let day: String
    let title: String
    let source: String
    let industry: String
    let technology: String
    let keywords: String
    let events: String
    let certainty: String
    let term: String
    let share: String
    let change: String
    let yearChange: String
    let stories: String
    let bursts: String
    let trendNote: String
    let burstIsShaded: String
    let burstsAreBars: String
    let tooFew: String

    // Overview
    let volume: String
    let industriesNow: String
    let emerging: String
    let emergingWait: String
    let emergingNone: String
    let emergingFailed: String
    let noArticles: String
    let noDates: String
    let isNew: String
    let firstSeen: String
    let example: String
    let toReview: String
    let startReview: String
    let undated: String

    // Trends
    let termsToWatch: String
    let by: String
    let byDay: String
    let byWeek: String
    let byMonth: String
    let byQuarter: String
    let from: String
    let to: String
    let draw: String
    let noTerm: String
    let related: String
    let usedAlike: String
    let rising: String

    // Articles
    let results: String
    let nothingFound: String
    let newer: String
    let older: String
    let filters: String
    let removeFilter: String
    let words: String
    let original: String
    let why: String
    let tags: String
    let now: String
    let kept: String
    let record: String
    let reposts: String
    let nearest: String
    let origin: String
    let correct: String
    let save: String
    let corrected: String
    let labeled: String
    let sure: String
    let doubtful: String
    let untagged: String

    // Review
    let reviewKeys: String
    let accept: String
    let noneOfThem: String
    let otherLabel: String
    let undo: String
    let skip: String
    let anotherLabel: String
    let labelsToStartFrom: String
    let reviewDone: String
    let reviewNext: String

    // Tag
    let pasteText: String
    let text: String
    let tagIt: String
    let dropFile: String
    let fileHelp: String
    let takeAs: String
    let chooseFile: String
    let needsScript: String
    let notSent: String

    // Reports
    let noReport: String
    let makeReport: String
    let lastMonth: String
    let watched: String
    let languageOfReport: String
    let make: String

    // Jobs and training
    let job: String
    let waiting: String
    let running: String
    let done: String
    let failed: String
    let cancelled: String
    let cancel: String
    let openResult: String
    let trainText: String
    let trainStart: String
    let oldModel: String
    let newModel: String
    let takeIt: String
    let leaveIt: String
    let judgedOn: String
    let taken: String
    let left: String
    let measure: String
    let labelsCount: String
    let learnedFrom: String

    // Topics
    let topicsText: String
    let noTopics: String
    let findTopics: String
    let sortTopics: String
    let topicShares: String
    let name: String
    let mergeInto: String
    let hide: String
    let central: String
    let phrases: String

    // Login
    let token: String
    let enter: String
    let wrongToken: String
    let problem: String

    // With figures
    let countOfArticles: @Sendable (Int) -> String
    let countShown: @Sendable (Int) -> String
    let earlierLeftOut: @Sendable (Int) -> String
    let undatedLeftOut: @Sendable (Int) -> String
    let someOf: @Sendable (Int, Int) -> String
    let waitingArticles: @Sendable (Int) -> String
    let answeredSoFar: @Sendable (Int) -> String
    let times: @Sendable (Int) -> String
    let sharesOf: @Sendable (String) -> String
    let onCorrected: @Sendable (Int) -> String
    let onLabeled: @Sendable (Int) -> String
    let fewCorrected: @Sendable (Int) -> String
    let leftOfBatch: @Sendable (Int) -> String
    let othersHave: @Sendable (Int) -> String
    let newestOf: @Sendable (Int) -> String
    let moreReposts: @Sendable (Int) -> String
    let mostFrequentOf: @Sendable (Int) -> String

    // Of a server and its jobs
    let fault: @Sendable (Fault) -> String
    let note: @Sendable (JobNote) -> String
    let step: @Sendable (JobProgress) -> String
}

extension PageWords {
    init(_ language: Language) {
        switch language {
        case .chinese: self = .chinese
        case .english: self = .english
        }
    }
}
