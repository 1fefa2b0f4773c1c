import Features
import Foundation

/// The statistics of phrases in the training records, by hash.
struct KeywordTables: Sendable {
    /// The number of records whose texts contain each discovered phrase and candidate.
    var documentFrequency: HashedValues
    /// The number of records that list each phrase: 1 per record with the phrase among its keywords, one half per
    /// record with the phrase among its technologies only.
    var listed: HashedValues
    /// 1 for each discovered phrase.
    var phrases: HashedValues
    /// The number of records.
    var records: Int
}

/// A phrase of a text that may be one of its keywords.
struct KeywordCandidate {
    let hash: UInt64
    /// The units of its first occurrence.
    let units: Range<Int>
    /// The ranges of its occurrences in scalars, in the order of the text.
    let places: [Range<Int>]
    let isQuoted: Bool
    let isRepeated: Bool
    /// The share of its occurrences with a border or a function word before; `freeBehind` is the same for behind.
    let freeBefore: Float
    let freeBehind: Float

    /// The candidates of a text: phrases that records list, discovered phrases, Latin names, quoted phrases and titles,
    /// and phrases that the text repeats. A phrase that always stands beside the same neighbor is a fragment. A
    /// fragment is not a candidate unless a record lists it.
    ///
    /// - Complexity: three lookups per n-gram of up to 8 units.
    static func all(in text: KeywordText, _ tables: KeywordTables) -> [KeywordCandidate] {
        let repeated = repeatedLengths(text)
        var found: [UInt64: [(place: Int, length: Int)]] = [:]
        var order: [UInt64] = []
        for place in text.units.indices where text.units[place].kind != .border {
            var gram = ScalarHash()
            for length in 1...min(KeywordText.longest, text.units.count - place) {
                let last = place + length - 1
                guard text.units[last].kind != .border else { break }
                gram.add(unit: text.scalars[text.units[last].range])
                if length == 1, text.units[place].kind == .character { continue }
                let hash = gram.value
                let isListed = tables.listed.value(of: hash) > 0
                let isWhole = !text.isFunction(place) && !text.isFunction(last) && !text.isNumber(place)
                guard
                    isListed
                        || isWhole
                            && (tables.phrases.value(of: hash) > 0 || repeated[place] & 1 << UInt16(length) != 0
                                || isLatinName(text, place, length) || text.isQuoted(text.range(place, length)))
                else { continue }
                if found[hash] == nil { order.append(hash) }
                found[hash, default: []].append((place, length))
            }
        }
        return order.compactMap { hash in
            let candidate = KeywordCandidate(hash, found[hash]!, in: text)
            let isListed = tables.listed.value(of: hash) > 0
            return isListed || candidate.isQuoted || !isFragment(found[hash]!, in: text) ? candidate : nil
        }
    }

    private init(_ hash: UInt64, _ occurrences: [(place: Int, length: Int)], in text: KeywordText) {
        self.hash = hash
        units = occurrences[0].place..<occurrences[0].place + occurrences[0].length
        places = occurrences.map { text.range($0.place, $0.length) }
        isQuoted = places.contains(where: text.isQuoted)
        isRepeated = places.count > 1
        func isFree(_ place: Int) -> Bool { place < 0 || text.units[place].kind == .border || text.isFunction(place) }
        freeBefore = Float(occurrences.count { isFree($0.place - 1) }) / Float(occurrences.count)
        freeBehind = Float(occurrences.count { isFree($0.place + $0.length) }) / Float(occurrences.count)
    }

    /// For each position, one bit for each length of 2 or more whose n-gram at the position also occurs elsewhere. It
    /// is computed length by length, since a longer n-gram can be repeated only where the shorter one is.
    private static func repeatedLengths(_ text: KeywordText) -> [UInt16] {
        var repeated = [UInt16](repeating: 0, count: text.units.count)
        var places = text.units.indices.filter { text.units[$0].kind != .border }
        for length in 2...KeywordText.longest {
            places.removeAll { $0 + length > text.units.count || text.units[$0 + length - 1].kind == .border }
            if places.isEmpty { break }
            let hashes = places.map { text.hash($0, length) }
            var counts: [UInt64: Int] = [:]
            for hash in hashes { counts[hash, default: 0] += 1 }
            places = zip(places, hashes).filter { counts[$0.1]! > 1 }.map(\.0)
            for place in places { repeated[place] |= 1 << UInt16(length) }
        }
        return repeated
    }

    /// Whether an n-gram is one to four Latin words and numbers, with at least two letters in all.
    private static func isLatinName(_ text: KeywordText, _ place: Int, _ length: Int) -> Bool {
        length <= 4 && text.range(place, length).count >= 2
            && text.units[place..<place + length].allSatisfy { $0.kind == .word }
    }

    private static func isFragment(_ occurrences: [(place: Int, length: Int)], in text: KeywordText) -> Bool {
        guard occurrences.count > 1 else { return false }
        func areSame(_ places: [Int]) -> Bool {
            guard places[0] >= 0, text.units[places[0]].kind != .border, !text.isFunction(places[0]) else {
                return false
            }
            let first = text.scalars[text.units[places[0]].range]
            return places.allSatisfy { text.units[$0].kind != .border && text.scalars[text.units[$0].range] == first }
        }
        return occurrences[0].place > 0 && areSame(occurrences.map { $0.place - 1 })
            || areSame(occurrences.map { $0.place + $0.length })
    }

    static let features = 28

    /// The features for the regression, each roughly from 0 to 1.
    ///
    /// - Parameters:
    ///   - text: the text of the candidate.
    ///   - texts: the number of other records whose texts contain the candidate.
    ///   - listed: the number of other records that list it.
    ///   - isPhrase: whether it is a discovered phrase.
    ///   - records: the number of other records.
    func features(in text: KeywordText, texts: Float, listed: Float, isPhrase: Bool, records: Int) -> [Float] {
        let all = Float(max(records, 2) + 1)
        let idf = log(all / (texts + 1)) / log(all)
        let count = log(Float(places.count))
        let length = Float(max(text.scalars.count, 1))
        let first = Float(places[0].lowerBound)
        let isInTitle = places[0].lowerBound < text.titleEnd
        let words = text.units[units].count { $0.kind == .word }
        var values: [Float] = [
            count / 2, isRepeated ? 1 : 0, idf, (1 + count) * idf / 2, isInTitle ? 1 : 0,
            isInTitle && isRepeated ? 1 : 0,
            first / length, log(1 + first) / 6, (Float(places[places.count - 1].lowerBound) - first) / length,
            isQuoted ? 1 : 0, isPhrase ? 1 : 0, listed > 0 ? 1 : 0, log(1 + listed), min(1, listed / max(1, texts)),
            freeBefore, freeBehind, words == units.count ? 1 : 0, words > 0 && words < units.count ? 1 : 0,
            words == units.count && words > 1 ? 1 : 0, text.isNumber(units.upperBound - 1) ? 1 : 0,
        ]
        for length in 1...KeywordText.longest { values.append(units.count == length ? 1 : 0) }
        return values
    }
}
