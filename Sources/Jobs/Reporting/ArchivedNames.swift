import Archive
import Corpus
import Models
import Reports
import Timeline
import TrendNumerics

/// Counts of the names that an archive keeps of its articles, for a report that reads few of them.
struct ArchivedNames: Sendable {
    private let archive: Archive
    private let places: CountedPlaces
    private let names: [String?]
    /// Corrected labels by place, under the names that are in use.
    private let corrected: [Int: [String]]
    private let aliases: LabelAliases?
    /// What spellings of labels are joined into.
    private var spellings: [String: String] = [:]

    /// - Throws: `CorpusError`.
    init(_ archive: Archive, _ places: CountedPlaces, aliases: LabelAliases?) throws {
        (self.archive, self.places, self.aliases) = (archive, places, aliases)
        names = try archive.names()
        var corrected: [Int: [String]] = [:]
        let numbers = places.numbers
        for (article, industries) in try archive.correctedIndustries() {
            let place = numbers.partitioningIndex { $0 >= article }
            guard place < numbers.count, numbers[place] == article else { continue }
            corrected[place] = aliases?(industries) ?? industries
        }
        self.corrected = corrected
    }

    /// Takes labels that differ only in the width of signs or in spaces for one, as a report on files does.
    ///
    /// - Returns: by spelling, the label.
    mutating func joinSpellings() throws -> [String: String] {
        var counts: [String: Int] = [:]
        var byName = [Int](repeating: 0, count: names.count)
        try forEach(.industries) { place, own, _ in
            if corrected[place] != nil { return }
            guard own.count > 1, aliases != nil else {
                for name in own { byName[Int(name)] += 1 }
                return
            }
            for name in labels(own) { counts[name, default: 0] += 1 }
        }
        for (name, count) in byName.enumerated() where count > 0 { counts[label(UInt32(name)), default: 0] += count }
        for name in corrected.values.lazy.flatMap(\.self) { counts[name, default: 0] += 1 }
        let joined = LabelSpellings.joined(counts)
        spellings = Dictionary(uniqueKeysWithValues: joined.map { ($0.spelling, $0.label) })
        return spellings
    }

    // MARK: Industries

    /// What is to be known of the industries of articles before any are counted.
    struct Industries {
        /// The number of articles with each industry.
        var articles: [String: Int] = [:]
        var uncertain: ReportHistory.Counts?
        /// Of all articles, also those that are read: how many have tags of a model in place of labels, and how many
        /// neither.
        var tagged = 0
        var unlabeled = 0
    }

    func industries() throws -> Industries {
        var result = Industries()
        var counts = [Int](repeating: 0, count: names.count)
        var several: [String: Int] = [:]
        var uncertain = NameCounter(rows: 1, places)
        var hasUncertain = false
        var labeled = 0
        try forEachIndustry { place, names, isOwn, isUncertain in
            if isOwn { labeled += 1 } else { result.tagged += 1 }
            guard places.periods[place] >= 0 else { return }
            hasUncertain = hasUncertain || isUncertain
            if isUncertain {
                uncertain.add(row: 0, place)
            } else if case .numbers(let numbers) = names {
                if numbers.count == 1 {
                    counts[Int(numbers.first!)] += 1
                } else {
                    for name in Set(labels(numbers)) { several[name, default: 0] += 1 }
                }
            } else if case .labels(let labels) = names {
                for name in Set(labels) { several[name, default: 0] += 1 }
            }
        }
        result.articles = several
        for name in names.indices where counts[name] > 0 {
            result.articles[label(UInt32(name)), default: 0] += counts[name]
        }
        result.unlabeled = places.numbers.count - labeled - result.tagged
        result.uncertain = hasUncertain ? uncertain.counts[0] : nil
        return result
    }

    /// Counts industries.
    private func count(industries order: [String]) throws -> [ReportHistory.Counts] {
        let rows = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        let rowOfName = names.indices.map { Int32(rows[label(UInt32($0))] ?? -1) }
        var counter = NameCounter(rows: order.count, places)
        try forEachIndustry { place, names, _, isUncertain in
            if isUncertain || places.periods[place] < 0 { return }
            switch names {
            case .numbers(let numbers): counter.add(numbers, rowOfName, place)
            case .labels(let labels):
                for name in Set(labels) { if let row = rows[name] { counter.add(row: row, place) } }
            }
        }
        return counter.counts
    }

    /// The places of the articles that count toward each industry.
    func placesByIndustry() throws -> [String: [Int32]] {
        var byName = [[Int32]](repeating: [], count: names.count)
        var parts: [String: [Int32]] = [:]
        try forEachIndustry { place, names, _, isUncertain in
            if isUncertain { return }
            switch names {
            case .numbers(let numbers) where numbers.count == 1: byName[Int(numbers[0])].append(Int32(place))
            case .numbers(let numbers):
                for label in Set(labels(numbers)) { parts[label, default: []].append(Int32(place)) }
            case .labels(let labels): for label in labels { parts[label, default: []].append(Int32(place)) }
            }
        }
        for name in names.indices where !byName[name].isEmpty {
            parts[label(UInt32(name)), default: []] += byName[name]
        }
        return parts
    }

    /// The industries that each article counts for, by place, and how sure they are.
    func industryColumn() throws -> (NameColumn, [ArchiveView.Certainty]) {
        var builder = NameColumn.Builder()
        var certainty = [ArchiveView.Certainty](repeating: .untagged, count: places.numbers.count)
        // A name is looked up once, not once for each article.
        var numberOfName: [UInt32: Int32] = [:]
        try forEachIndustry { place, names, isOwn, isUncertain in
            switch names {
            case .labels(let labels):
                certainty[place] = .corrected
                for label in Set(labels).sorted() { builder.add(builder.number(of: label), to: place) }
            case .numbers(let numbers):
                certainty[place] = isUncertain ? .doubtful : isOwn ? .labeled : .sure
                if isUncertain { return }
                if numbers.count > 1, aliases != nil {
                    for label in Set(labels(numbers)).sorted() { builder.add(builder.number(of: label), to: place) }
                    return
                }
                for number in numbers {
                    if numberOfName[number] == nil { numberOfName[number] = builder.number(of: label(number)) }
                    builder.add(numberOfName[number]!, to: place)
                }
            }
        }
        return (builder.column(places: places.numbers.count), certainty)
    }

    /// The names of a kind that each article has, by place, or those of another kind where it has none.
    func column(_ kind: NameKind, orElse other: NameKind? = nil) throws -> NameColumn {
        var builder = NameColumn.Builder()
        var numbers: [UInt32: Int32] = [:]
        var hasOwn = [Bool](repeating: false, count: places.numbers.count)
        func add(_ names: UnsafeBufferPointer<UInt32>, to place: Int) {
            for name in names {
                if numbers[name] == nil { numbers[name] = builder.number(of: self.name(name)) }
                builder.add(numbers[name]!, to: place)
            }
        }
        try forEach(kind) { place, names, _ in
            hasOwn[place] = true
            add(names, to: place)
        }
        if let other { try forEach(other) { place, names, _ in if !hasOwn[place] { add(names, to: place) } } }
        return builder.column(places: places.numbers.count)
    }

    private enum Names {
        case numbers(UnsafeBufferPointer<UInt32>)
        case labels([String])
    }

    /// Passes the articles that have industries to `use`, those that have labels of their own first.
    private func forEachIndustry(
        _ use: (_ place: Int, Names, _ isOwn: Bool, _ isUncertain: Bool) throws -> Void
    ) throws {
        var hasOwn = [Bool](repeating: false, count: places.numbers.count)
        for (place, labels) in corrected.sorted(by: { $0.key < $1.key }) where !labels.isEmpty {
            hasOwn[place] = true
            try use(place, .labels(LabelSpellings.renamed(labels, spellings)), true, false)
        }
        try forEach(.industries) { place, names, _ in
            if corrected[place] != nil { return }
            hasOwn[place] = true
            try use(place, .numbers(names), true, false)
        }
        try forEach(.inferredIndustries) { place, names, value in
            if hasOwn[place] { return }
            let isUncertain =
                names.isEmpty
                || InferredNames.probability(value).map { $0 < ArticleClassifier.sureProbability } ?? false
            try use(place, .numbers(names), false, isUncertain)
        }
    }

    private func name(_ number: UInt32) -> String { Int(number) < names.count ? names[Int(number)] ?? "" : "" }

    private func label(_ number: UInt32) -> String {
        let name = name(number)
        let label = aliases?[name] ?? name
        return spellings[label] ?? label
    }

    private func labels(_ numbers: UnsafeBufferPointer<UInt32>) -> [String] {
        let names = numbers.map(name)
        return LabelSpellings.renamed(aliases?(names) ?? names, spellings)
    }

    // MARK: Other names

    /// Counts names.
    func count(_ kind: ReportHistory.Kind, _ order: [String]) throws -> [ReportHistory.Counts] {
        switch kind {
        case .industries: try count(industries: order)
        case .technologies: try count(.technologies, orElse: .inferredTechnologies, order)
        case .keywords: try count(.keywords, orElse: .inferredKeywords, order)
        case .sources: try count(.source, orElse: nil, order)
        }
    }

    private func count(
        _ kind: NameKind, orElse other: NameKind?, _ order: [String]
    ) throws -> [ReportHistory.Counts] {
        guard !order.isEmpty else { return [] }
        let indices = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        let rows = names.map { name in Int32(name.flatMap { indices[$0] } ?? -1) }
        var counter = NameCounter(rows: order.count, places)
        var hasOwn = [Bool](repeating: false, count: other == nil ? 0 : places.numbers.count)
        try forEach(kind) { place, names, _ in
            if other != nil { hasOwn[place] = true }
            if places.periods[place] >= 0 { counter.add(names, rows, place) }
        }
        if let other {
            try forEach(other) { place, names, _ in
                if !hasOwn[place], places.periods[place] >= 0 { counter.add(names, rows, place) }
            }
        }
        return counter.counts
    }

    /// How many of all articles have names of a model where they have none of their own.
    func filled(_ kind: NameKind, by other: NameKind) throws -> Int {
        var hasOwn = [Bool](repeating: false, count: places.numbers.count)
        try forEach(kind) { place, _, _ in hasOwn[place] = true }
        var count = 0
        try forEach(other) { place, names, _ in if !names.isEmpty, !hasOwn[place] { count += 1 } }
        return count
    }

    /// Counts articles of which the places are known, such as those with a watched term.
    func count(_ articles: [Int]) -> ReportHistory.Counts {
        var counter = NameCounter(rows: 1, places)
        for place in articles where places.periods[place] >= 0 { counter.add(row: 0, place) }
        return counter.counts[0]
    }

    /// How the days of articles were found, by place, where that is not the usual way.
    func dates(_ use: (_ place: Int, DateFinding) throws -> Void) throws {
        try forEach(.date) { place, _, value in
            if let finding = DateFinding(value: value) { try use(place, finding) }
        }
    }

    /// Passes the articles that count and have names of a kind to `use`.
    private func forEach(_ kind: NameKind, _ use: (Int, UnsafeBufferPointer<UInt32>, UInt32) throws -> Void) throws {
        var place = 0
        let count = names.count
        try places.numbers.withUnsafeBufferPointer { numbers in
            try archive.forEachNames(kind) { article, names, value in
                while place < numbers.count, numbers[place] < article { place += 1 }
                guard place < numbers.count, numbers[place] == article else { return }
                guard names.allSatisfy({ $0 < count }) else {
                    throw CorpusError.wrongFormat(
                        path: archive.path,
                        reason: "the archive is damaged: article \(article) has a name that is in no list; "
                            + "trend archive --rebuild makes it anew")
                }
                try use(place, names, value)
            }
        }
    }
}
