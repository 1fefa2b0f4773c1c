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
        case quotedProduct, quotedAlone, quotedChinese, rarest, usual, mostUsual, rarestOfKind, mostUsualOfKind
        case functionCharacter, stem, owner, leftInList, rightInList
    }

    /// What a candidate has beside the evidence on itself.
    struct Context {
        var usage = TechnologyUsage.none
        var own = TechnologyUsage.Own()
        var left: Set<TechnologyNeighbor> = []
        var right: Set<TechnologyNeighbor> = []
    }

    /// The neighbors of further occurrences add no information.
    static let mostPlaces = 8

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
    ///   - context: what other records and the other candidates say.
    init(
        _ candidate: TechnologyCandidate, in text: NameText, _ evidence: TechnologyEvidence, field: Float,
        rank: TechnologyRank? = nil, context: Context = Context()
    ) {
        features.reserveCapacity(48)
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
        let nearby = places.prefix(TechnologyFeatures.mostPlaces)
        for place in nearby {
            let range = place.range
            add(.pattern, [group, UInt32(place.pattern.rawValue)], 1)
            // Too rare to have a weight of its own.
            if place.pattern == .bounded {
                add(.pattern, [group, UInt32(TechnologyCandidate.Pattern.latin.rawValue)], 1)
            }
            add(.left, [group, range.lowerBound > 0 ? text.scalars[range.lowerBound - 1] : 0], 1)
            add(.right, [group, range.upperBound < text.scalars.count ? text.scalars[range.upperBound] : 0], 1)
            if text.introduction(before: text.outside(range).lowerBound) != nil { add(.introduced, [group], 1) }
            if text.isQuoted(range) { add(.quoted, [group], 1) }
        }
        let roles = TechnologyRoles(nearby.map { text.outside($0.range) }, in: text)
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
        if nearby.contains(where: {
            context.usage.hasOwner(before: $0.range.lowerBound, in: text, besides: context.own)
        }) {
            add(.owner, [group], 1)
        }
        for neighbor in context.left { add(.leftInList, [group, neighbor.rawValue], 1) }
        for neighbor in context.right { add(.rightInList, [group, neighbor.rawValue], 1) }
        if !isKnown {
            addQuotation(nearby, candidate.letters, text)
            addCommonness(candidate.letters, context)
        }
        features.sort { $0.hash < $1.hash }
        var last: UInt64?
        features.removeAll { feature in
            defer { last = feature.hash }
            return feature.hash == last
        }
    }

    /// Whether a product's noun or verb stands beside the quotation marks. A name has one; a turn of phrase has none.
    private mutating func addQuotation(
        _ places: ArraySlice<TechnologyCandidate.Place>, _ letters: [UInt32], _ text: NameText
    ) {
        var (quoted, products) = (0, 0)
        for place in places {
            let outside = text.outside(place.range)
            guard outside != place.range else { continue }
            quoted += 1
            let before = text.scalars[..<outside.lowerBound]
            let behind = text.scalars[outside.upperBound...]
            if text.introduction(before: outside.lowerBound) != nil || TechnologyWords.beforeQuotedProducts.ends(before)
                || TechnologyWords.behindQuotedProducts.begins(behind)
            {
                products += 1
            }
        }
        guard quoted > 0 else { return }
        add(.quotedProduct, [], Float(products) / Float(quoted))
        if products == 0 { add(.quotedAlone, [], 1) }
        if letters.allSatisfy(TechnologyWords.isHan) { add(.quotedChinese, [products > 0 ? 1 : 0], 1) }
    }

    /// How usual the characters of a Chinese name are, without its suffix.
    private mutating func addCommonness(_ letters: [UInt32], _ context: Context) {
        let stem = TechnologyWords.stem(of: letters)
        guard let commonness = context.usage.commonness(of: stem, besides: context.own) else { return }
        let isShortened: UInt32 = stem.count < letters.count ? 1 : 0
        add(.rarest, [], commonness.least + 5)
        add(.usual, [], commonness.mean + 5)
        add(.mostUsual, [], commonness.most + 5)
        add(.rarestOfKind, [isShortened], commonness.least + 5)
        add(.mostUsualOfKind, [isShortened], commonness.most + 5)
        if stem.contains(where: TechnologyWords.noName.contains) { add(.functionCharacter, [], 1) }
        add(.stem, [UInt32(min(stem.count, 6))], 1)
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
