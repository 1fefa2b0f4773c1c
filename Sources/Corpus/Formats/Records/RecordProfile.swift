/// What the beginning of a file of records tells about its fields.
///
/// A name before a colon is a field where it stands at the same place in many records: behind the short fields at a
/// record's head, or at the end of its text. A name that comes twice in a record (`问: …`) is none.
struct RecordProfile: Sendable {
    /// Names nobody knows that are fields of their own.
    private(set) var own: Set<String> = []
    /// Of these, the ones that are fields at the end of a text.
    private(set) var ownAfterText: Set<String> = []
    /// Known names, other than native ones, that are fields wherever they stand in a text.
    private(set) var inText: Set<String> = []
    /// How heads are marked.
    private(set) var style = RecordStyle.plain
    /// The name that every record begins with, where that is no title; records without titles may all begin so.
    private(set) var lead: String?

    init() {}

    /// In bytes of lines.
    private static let sampleSize = 1 << 18
    private static let fewestRecords = 3
    /// A hostile file must not fill the memory.
    private static let mostNames = 1000

    private struct Counts {
        /// Records in which the name stands: behind short fields, as one of the last lines of a text, anywhere in it.
        var short = 0
        var last = 0
        var inText = 0
        /// Records in which it stands more than once.
        var twice = 0
    }

    /// Reads the beginning of a file and gives it back.
    ///
    /// - Throws: `CorpusError` where the file cannot be read.
    init(sampling lines: inout LineReader, _ heads: RecordHeads) throws {
        var blocks: [LineBlock] = []
        var size = 0
        while size < RecordProfile.sampleSize, let block = try lines.nextBlock() {
            size += block.bytes.count
            blocks.append(block)
        }
        lines.giveBack(blocks)
        var sample = Sample(heads: heads)
        let style = RecordProfile.style(of: blocks.first, heads.mapping)
        size = 0
        // A pipe gives blocks of any size, so the lines are counted, not the blocks.
        scan: for block in blocks {
            var blockLines = block.lines()
            while let (text, _) = blockLines.next() {
                guard let text else { continue }
                size += text.count + 1
                if size > RecordProfile.sampleSize { break scan }
                if style != .plain {
                    var behind = blockLines
                    if let head = style.head(of: String(utf8: text), before: behind.nextContent()) {
                        sample.add(head)
                        continue
                    }
                }
                // Most lines are prose, which is seen without a string.
                if text.withUnsafeBufferPointer({ NativeRecord.colon(in: $0) == nil }) {
                    sample.addProse(text)
                } else {
                    sample.add(String(utf8: text))
                }
            }
        }
        sample.endRecord()
        self.init(sample)
        self.style = style
    }

    private static func style(of block: LineBlock?, _ fields: FieldMapping) -> RecordStyle {
        var lines = block?.lines()
        var above = 0
        while let (text, _) = lines?.next() {
            guard let text else { continue }
            let line = trimmed(String(utf8: text))
            if line.isEmpty || NativeRecord.isRule(line) { continue }
            let style = RecordStyle(firstLine: line)
            if style != .plain { return style }
            if let titles = TitleLines(line, lines!, fields) { return .titled(titles) }
            // Something may stand above the first record.
            if let (name, _) = NativeRecord.beginning(of: line), RecordStyle.isKnown(name) { return .plain }
            above += 1
            if above > RecordsStart.mostLinesAbove { return .plain }
        }
        return .plain
    }

    private init(_ sample: Sample) {
        let titles = sample.titles.values.max() ?? 0
        if let first = sample.first, sample.titles[first] == nil {
            let count = sample.firsts
            // As often as titles come, a little more or less, or with the same field behind it.
            let isLead =
                titles == 0 ? sample.follows * 5 >= count * 4 : count * 5 >= titles * 4 && count * 4 <= titles * 5
            if count > 1, titles != 1, isLead { lead = first }
        }
        let records = max(titles, titles == 0 && lead != nil ? sample.firsts : 1)
        for (name, counts) in sample.counts where counts.twice * 10 <= max(counts.short, counts.inText) {
            let isKnown: Bool
            switch sample.heads.find(name) {
            case .native, .named: continue
            case .usual: isKnown = true
            case .other, .unknown: isKnown = false
            }
            let isAfterShort = counts.short >= RecordProfile.fewestRecords && counts.short * 20 >= records
            if isKnown {
                if counts.inText >= RecordProfile.fewestRecords, counts.inText * 2 >= records { inText.insert(name) }
            } else if counts.last >= RecordProfile.fewestRecords, counts.last * 2 >= records {
                own.insert(name)
                ownAfterText.insert(name)
            } else if isAfterShort {
                own.insert(name)
            }
        }
        if let lead, case .unknown = sample.heads.find(lead) { own.insert(lead) }
    }

    /// The lines of the sample on their way.
    private struct Sample {
        var heads: RecordHeads
        var counts: [String: Counts] = [:]
        /// Titles by the name they have.
        var titles: [String: Int] = [:]
        /// The name at the very beginning, and how often it comes.
        var first: String?
        var firsts = 0
        /// The name behind it, and how often it stands there.
        private var second: String?
        var follows = 0
        private var isBehindFirst = false
        private var isInText = false
        /// Names in this record, of its short fields, of its text, and of the last lines of it.
        private var short: [String: Int] = [:]
        private var inText: [String: Int] = [:]
        private var last: [String] = []

        init(heads: RecordHeads) { self.heads = heads }

        mutating func addProse(_ line: ArraySlice<UInt8>) {
            guard !last.isEmpty, let first = line.first else { return }
            // A letter or a character other than those that may be white space.
            if first > 0x2D, first != 0xE2, first != 0xE3, first != 0xC2 {
                last.removeAll(keepingCapacity: true)
            } else {
                add(String(utf8: line))
            }
        }

        mutating func add(_ line: String) {
            guard let (name, rest) = NativeRecord.beginning(of: line), NativeRecord.looksLikeName(name),
                !rest.hasPrefix("//")
            else {
                let content = trimmed(line)
                if !content.isEmpty, !NativeRecord.isRule(content) { last.removeAll(keepingCapacity: true) }
                return
            }
            if first == nil { first = name }
            if name == first {
                // Records that have no title.
                if titles.isEmpty { endRecord() }
                firsts += 1
            } else if isBehindFirst {
                second = second ?? name
                if name == second { follows += 1 }
            }
            isBehindFirst = name == first
            switch heads.kind(of: name) {
            case .native(let field): begin(field, name)
            case .named(let field): begin(field, name)
            case .usual(let field):
                if isInText, titles[name] == nil {
                    count(name)
                } else {
                    if !isInText { short[name, default: 0] += 1 }
                    begin(field, name)
                }
            case .other, .unknown: count(name)
            }
        }

        private mutating func begin(_ field: RecordField?, _ name: String) {
            // What stands before a title without a text between is of its record.
            if field == .title, isInText || titles[name] != nil && hasTitle { endRecord() }
            if field == .title {
                hasTitle = true
                if titles[name] != nil || titles.count < RecordProfile.mostNames { titles[name, default: 0] += 1 }
            }
            flushLast()
            isInText = field == .text || field == .events
        }

        private var hasTitle = false

        private mutating func count(_ name: String) {
            if isInText {
                inText[name, default: 0] += 1
                last.append(name)
            } else {
                short[name, default: 0] += 1
            }
        }

        private mutating func flushLast() {
            for name in Set(last) where counts[name] != nil || counts.count < RecordProfile.mostNames {
                counts[name, default: Counts()].last += 1
            }
            last.removeAll(keepingCapacity: true)
        }

        mutating func endRecord() {
            flushLast()
            for name in Set(short.keys).union(inText.keys) {
                guard counts[name] != nil || counts.count < RecordProfile.mostNames else { continue }
                let (outside, inside) = (short[name] ?? 0, inText[name] ?? 0)
                if outside > 0 { counts[name, default: Counts()].short += 1 }
                if inside > 0 { counts[name, default: Counts()].inText += 1 }
                if outside + inside > 1 { counts[name, default: Counts()].twice += 1 }
            }
            short.removeAll(keepingCapacity: true)
            inText.removeAll(keepingCapacity: true)
            isInText = false
            hasTitle = false
        }
    }
}
