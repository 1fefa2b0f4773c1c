import Corpus
import Foundation
import GRDB

/// What counts need of an article, without its record.
public struct ArticleFacts: Equatable, Sendable {
    /// In days since 1970-01-01; nil for an article without a date.
    public var day: Int32?
    /// An earlier article of the same story; 0 for the first one. Following these leads to the first.
    var earlier: UInt32 = 0
    public var marks: Marks = []

    /// What else is to be known of an article.
    public struct Marks: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The same article as another one, which counts in its place (`Likeness.same`).
        public static let `repeat` = Marks(rawValue: 1)
        /// Deleted: the number is all that is left of it.
        public static let deleted = Marks(rawValue: 2)
        /// There is a title at most.
        public static let withoutText = Marks(rawValue: 4)
        /// Neither title nor text.
        public static let empty = Marks(rawValue: 8)
        /// Markup was removed from it.
        public static let markup = Marks(rawValue: 16)
        /// Only the beginning was read (`Article.longestText`).
        public static let cut = Marks(rawValue: 32)
    }

    /// Whether the article is one of the corpus that the archive is.
    public var counts: Bool { marks.isDisjoint(with: [.repeat, .deleted]) }
}

extension ArticleFacts.Marks {
    /// - Parameter article: read as readers of the archive read it; nil for one with neither title nor text.
    init(_ article: Article?) {
        self = []
        guard let article else {
            insert(.empty)
            return
        }
        if article.text.isEmpty { insert(.withoutText) }
        if article.hadMarkup { insert(.markup) }
        if article.isCut { insert(.cut) }
    }
}

/// The facts of articles whose numbers follow on each other, in columns: nine bytes an article.
struct FactChunk {
    /// Articles are numbered from 1; the first chunk is 0.
    static let size = 1024

    private(set) var days: [Int32] = []
    private(set) var earlier: [UInt32] = []
    private(set) var marks: [UInt8] = []
    private static let noDay = Int32.min

    init() {}

    var count: Int { days.count }

    subscript(index: Int) -> ArticleFacts {
        get {
            ArticleFacts(
                day: days[index] == FactChunk.noDay ? nil : days[index], earlier: earlier[index],
                marks: ArticleFacts.Marks(rawValue: marks[index]))
        }
        set {
            days[index] = newValue.day ?? FactChunk.noDay
            earlier[index] = newValue.earlier
            marks[index] = newValue.marks.rawValue
        }
    }

    mutating func append(_ facts: ArticleFacts) {
        days.append(facts.day ?? FactChunk.noDay)
        earlier.append(facts.earlier)
        marks.append(facts.marks.rawValue)
    }

    static func place(of article: Int64) -> (chunk: Int64, index: Int) {
        ((article - 1) / Int64(size), Int((article - 1) % Int64(size)))
    }

    static func articles(of chunk: Int64) -> ClosedRange<Int64> {
        (chunk * Int64(size) + 1)...((chunk + 1) * Int64(size))
    }

    // MARK: Rows

    /// - Throws: `ArchiveDamage` if the columns are not of one length, or an article is said to follow a later one.
    init(chunk: Int64, days: Data, earlier: Data, marks: Data) throws {
        let count = marks.count
        guard count <= FactChunk.size, days.count == 4 * count, earlier.count == 4 * count else {
            throw ArchiveDamage.facts("those of articles \(FactChunk.articles(of: chunk)) have no possible length")
        }
        self.days = days.withUnsafeBytes { bytes in
            (0..<count).map { Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Int32.self)) }
        }
        self.earlier = earlier.withUnsafeBytes { bytes in
            (0..<count).map { UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
        }
        self.marks = Array(marks)
        let first = FactChunk.articles(of: chunk).lowerBound
        for (index, earlier) in self.earlier.enumerated() where Int64(earlier) >= first + Int64(index) {
            throw ArchiveDamage.facts("article \(first + Int64(index)) is said to follow a later one")
        }
    }

    /// The columns as bytes, little-endian.
    var columns: (days: Data, earlier: Data, marks: Data) {
        func data(_ values: [some FixedWidthInteger]) -> Data {
            values.map(\.littleEndian).withUnsafeBytes { Data($0) }
        }
        return (data(days), data(earlier), data(marks))
    }

    /// The first and the last day of the articles with a date; nil where none has one.
    var span: ClosedRange<Int32>? {
        let dated = days.lazy.filter { $0 != FactChunk.noDay }
        guard let first = dated.min(), let last = dated.max() else { return nil }
        return first...last
    }

    var undated: Int { days.count { $0 == FactChunk.noDay } }
}

extension ArchiveDamage {
    static func facts(_ fault: String) -> ArchiveDamage {
        ArchiveDamage("the table of what counts need", "\(fault); trend archive --rebuild makes it anew")
    }
}
