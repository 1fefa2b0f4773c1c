import Corpus
import Foundation
import Jobs
import Text
import Timeline
import TrendNumerics

/// How articles are read, as options of every job that reads some.
struct ReadingOption: Decodable {
    /// Files, folders, archives and data frames; nil for none.
    var articles: [String]?
    var text: String?
    var title: String?
    var label: String?
    var date: String?
    var link: String?
    var aliases: String?
    var words: String?
    var format: String?
    var sheet: String?
    var columns: [String]?
    var encoding: String?
    var rejects: String?
    var maxRejects: String?
    /// What messages call a model that is open already.
    var model: String?

    func source() throws -> ArticleSource {
        var names: [RecordField: String] = [:]
        (names[.text], names[.title], names[.industries]) = (text, title, label)
        (names[.date], names[.link]) = (date, link)
        return ArticleSource(
            articles ?? [], format: try format.map { try choice($0, "format", CorpusFormat.init, CorpusFormat.list) },
            encoding: try encoding.map {
                try choice($0, "encoding", TextEncoding.init(name:), "utf-8, gb18030 or big5")
            }, sheet: sheet, columns: columns, fields: FieldMapping(names: names), aliasesPath: aliases,
            regionalWords: try words.map {
                try choice($0, "words", TextNormalizer.RegionalWords.init(rawValue:), "taiwan")
            },
            rejectsPath: rejects,
            rejectLimit: try maxRejects.map {
                try choice($0, "maxRejects", RejectLimit.init, "a share such as \"1%\" or a count")
            } ?? .share(0.01), latestDay: today)
    }
}

/// In China.
private var today: CalendarDate? { CalendarDate(chinaTimeAt: Int(Date().timeIntervalSince1970)) }

/// The value that a text stands for.
///
/// - Throws: `InvalidOption` with what may stand there.
func choice<Value>(_ text: String, _ name: String, _ value: (String) -> Value?, _ choices: String) throws -> Value {
    guard let value = value(text) else { throw InvalidOption(name, "'\(text)'", "write \(choices)") }
    return value
}

/// What every computation takes.
struct ComputeOption: Decodable {
    var seed: UInt64?
    var threads: Int?

    /// - Throws: `InvalidOption`.
    func cores() throws -> Int {
        if let threads, threads < 1 { throw InvalidOption("threads", "\(threads)", "it must be at least 1") }
        // More would only wait for each other.
        let cores = ProcessInfo.processInfo.activeProcessorCount
        return Fork.threads(min(threads ?? cores, cores))
    }

    func compute(_ job: RunningJob) throws -> Compute {
        Compute(seed: seed ?? 1, threads: try cores(), meter: job.meter)
    }
}

/// Whether this process is a copy of another one, such as those of Python's `multiprocessing`.
enum Fork {
    /// The process that used the library first.
    private static let first = getpid()

    /// How many threads may work. The threads of the library stay behind in the process that was copied, and whoever
    /// hands them work waits for ever.
    static func threads(_ asked: Int) -> Int { getpid() == first ? asked : 1 }
}

/// The days of the articles to take.
struct DaysOption: Decodable {
    var from: String?
    var to: String?

    func range() throws -> DayRange? {
        try DayRange(from: from.map { try period($0, "from") }, to: to.map { try period($0, "to") })
    }
}

/// The periods to look at.
struct SpanOption: Decodable {
    var by: String?
    var month: String?
    var week: String?
    var quarter: String?
    var last: String?
    var from: String?
    var to: String?

    func span() throws -> ReportedSpan {
        var named: [Period] = []
        if let month { named.append(try choice(month, "month", Period.init(month:), "2024-05")) }
        if let week { named.append(try single(week, "week", .week, "2024-W23")) }
        if let quarter { named.append(try single(quarter, "quarter", .quarter, "2024-Q2")) }
        guard named.count <= 1 else {
            let name = named[0].length.rawValue
            throw InvalidOption(name, "\(named[0])", "it excludes \(named[1].length.rawValue); use one of the two")
        }
        return try ReportedSpan(
            by: by.map { try length($0, "by") }, single: named.first, from: from.map { try period($0, "from") },
            to: to.map { try period($0, "to") }, last: last)
    }

    /// The length of the periods, in a word.
    var name: String {
        if last != nil { return "period" }
        return by ?? (week != nil ? "week" : quarter != nil ? "quarter" : "month")
    }

    private func single(_ text: String, _ name: String, _ length: PeriodLength, _ example: String) throws -> Period {
        try choice(
            text, name, { Period($0).flatMap { $0.length == length && $0.runLength == nil ? $0 : nil } }, example)
    }
}

func period(_ text: String, _ name: String) throws -> Period {
    try choice(text, name, Period.init(named:), "2024-05, 2024-W23, 2024-Q2 or 2024-05-31")
}

func day(_ text: String, _ name: String) throws -> CalendarDate {
    try choice(text, name, { Period($0).flatMap { $0.length == .day ? $0.firstDay : nil } }, "2024-05-31")
}

func length(_ text: String, _ name: String) throws -> PeriodLength {
    try choice(text, name, PeriodLength.init, "day, week, month or quarter")
}

/// `800M` or `1G`, or a number of bytes.
func memory(_ text: String) throws -> Int {
    try choice(
        text, "memory",
        { text in
            let units: [Character: Double] = ["M": 0x1p20, "m": 0x1p20, "G": 0x1p30, "g": 0x1p30]
            let unit = text.last.flatMap { units[$0] }
            guard let count = Double(unit == nil ? text[...] : text.dropLast()), count > 0, count * (unit ?? 1) < 0x1p50
            else { return nil }
            return Int(count * (unit ?? 1))
        }, "a size such as \"800M\" or \"1G\"")
}
