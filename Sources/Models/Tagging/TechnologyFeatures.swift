import Features
import Foundation

/// The statistics of a candidate in other records.
struct TechnologyEvidence {
    /// The number of other records that list the name (`listed`), whose text has it (`texts`), and both (`both`). No
    /// record lists an unknown name.
    var listed = 0
    var texts = 0
    var both = 0
    /// Whether its family has other names.
    var hasFamily = false
}

/// The features of a candidate for the regression, by hash.
struct TechnologyFeatures {
    struct Feature {
        var hash: UInt64
        var value: Float
    }

    private enum Kind: UInt64 {
        case bias, listed, unlisted, texts, family, title, count, position, pattern, length, prefix, suffix, left, right
        case introduced, quoted, words, field
        case company, product, role, companyAlone, productAlone, oftener, order, candidates, oftenest, earliest
    }

    /// The features in ascending order of hash, each once.
    private(set) var features: [Feature] = []

    /// Computes the features of a candidate.
    ///
    /// - Parameters:
    ///   - candidate: the candidate.
    ///   - text: the text that contains it.
    ///   - evidence: its statistics in other records.
    ///   - field: `TechnologyFeatures.field` of the text.
    ///   - rank: its place among the text's candidates; nil where they do not matter.
    init(
        _ candidate: TechnologyCandidate, in text: NameText, _ evidence: TechnologyEvidence, field: Float,
        rank: TechnologyRank? = nil
    ) {
        features.reserveCapacity(32)
        // Known and new names need different evidence. Names that were seen and never listed are a third group.
        let isKnown = evidence.listed > 0
        let state: UInt32 = isKnown ? 2 : evidence.texts > 0 ? 1 : 0
        let group: UInt32 = isKnown ? 1 : 0
        func logarithm(_ count: Int) -> Float { Float(log(Double(count))) }

        add(.bias, [state], 1)
        if isKnown {
            add(
                .listed, [],
                Float(log((Double(evidence.listed) + 0.5) / Double(max(evidence.texts - evidence.both, 0) + 1))))
            add(.texts, [], logarithm(evidence.texts + 1))
        } else if evidence.texts > 0 {
            add(.unlisted, [], logarithm(evidence.texts))
        }
        if evidence.hasFamily { add(.family, [group], 1) }

        let places = candidate.places
        let first = places.min { $0.range.lowerBound < $1.range.lowerBound }!.range
        add(.title, [state], first.lowerBound < text.titleEnd ? 1 : 0)
        // Two patterns may have proposed the same place.
        add(.count, [state], logarithm(Set(places.map(\.range)).count))
        add(.position, [state], Float(first.lowerBound) / Float(max(text.scalars.count, 1)))
        add(.field, [group], field)
        add(.length, [group], Float(candidate.letters.count) / 8)
        add(.words, [group, UInt32(text.scalars[first].count { $0 == 0x20 })], 1)
        for length in 1...3 where candidate.letters.count > length {
            add(.prefix, [group] + candidate.letters.prefix(length), 1)
            add(.suffix, [group] + candidate.letters.suffix(length), 1)
        }
        // The neighbors of further occurrences add no information.
        for place in places.prefix(8) {
            let range = place.range
            add(.pattern, [group, UInt32(place.pattern.rawValue)], 1)
            add(.left, [group, range.lowerBound > 0 ? text.scalars[range.lowerBound - 1] : 0], 1)
            add(.right, [group, range.upperBound < text.scalars.count ? text.scalars[range.upperBound] : 0], 1)
            if text.introduction(before: range.lowerBound) != nil { add(.introduced, [group], 1) }
            if text.isQuoted(range) { add(.quoted, [group], 1) }
        }
        let roles = TechnologyRoles(places.prefix(8).map(\.range), in: text)
        add(.company, [group], roles.company)
        add(.product, [group], roles.product)
        add(.role, [group], roles.product - roles.company)
        if roles.company > 0, roles.product == 0 { add(.companyAlone, [group], 1) }
        if roles.product > 0, roles.company == 0 { add(.productAlone, [group], 1) }
        if let rank {
            add(.oftener, [group], log(1 + rank.oftener))
            add(.order, [group], log(1 + rank.order))
            add(.candidates, [group], log(rank.count))
            if rank.oftener == 0 { add(.oftenest, [group], 1) }
            if rank.order == 0 { add(.earliest, [group], 1) }
        }
        features.sort { $0.hash < $1.hash }
        var last: UInt64?
        features.removeAll { feature in
            defer { last = feature.hash }
            return feature.hash == last
        }
    }

    private mutating func add(_ kind: Kind, _ scalars: [UInt32], _ value: Float) {
        features.append(Feature(hash: HashedValues.hash(kind.rawValue, scalars), value: value))
    }

    /// The degree to which a text is about technology: the logarithm of its number of field words, less that of a
    /// typical text.
    static func field(_ text: NameText) -> Float {
        var count = text.words.count { text.scalars[$0].elementsEqual(TechnologyWords.ai) }
        text.scalars.withUnsafeBufferPointer { scalars in
            for place in scalars.indices.dropLast() {
                for word in TechnologyWords.field where scalars[place] == word[0] && scalars[place + 1] == word[1] {
                    count += 1
                }
            }
        }
        return Float(log(Double(1 + count))) - 1.5
    }
}

extension NameText {
    func isQuoted(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && [0x201C, 0x300A, 0x300C].contains(scalars[range.lowerBound - 1])
    }
}
