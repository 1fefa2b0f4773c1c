import Features
import Foundation

/// What other records tell about a candidate.
struct TechnologyEvidence {
    /// Other records that list the name, whose text has it, and both; none lists a name that is not known.
    var listed = 0
    var texts = 0
    var both = 0
    /// Whether there are other names of its family.
    var hasFamily = false
}

/// What a candidate looks like to the regression: features by their hashes.
struct TechnologyFeatures {
    struct Feature {
        var hash: UInt64
        var value: Float
    }

    private enum Kind: UInt64 {
        case bias, listed, unlisted, texts, family, title, count, position, pattern, length, prefix, suffix, left, right
        case introduced, quoted, words, field
    }

    /// By rising hash, each once.
    private(set) var features: [Feature] = []

    /// - Parameter field: `TechnologyFeatures.field` of the text.
    init(_ candidate: TechnologyCandidate, in text: NameText, _ evidence: TechnologyEvidence, field: Float) {
        features.reserveCapacity(32)
        // What is known and what is new are told apart by different signs, and what was often seen and never
        // listed stands between them.
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
        // Two patterns may have proposed one place.
        add(.count, [state], logarithm(Set(places.map(\.range)).count))
        add(.position, [state], Float(first.lowerBound) / Float(max(text.scalars.count, 1)))
        add(.field, [group], field)
        add(.length, [group], Float(candidate.letters.count) / 8)
        add(.words, [group, UInt32(text.scalars[first].count { $0 == 0x20 })], 1)
        for length in 1...3 where candidate.letters.count > length {
            add(.prefix, [group] + candidate.letters.prefix(length), 1)
            add(.suffix, [group] + candidate.letters.suffix(length), 1)
        }
        // A name that stands a hundred times tells no more by the words beside it.
        for place in places.prefix(8) {
            let range = place.range
            add(.pattern, [group, UInt32(place.pattern.rawValue)], 1)
            add(.left, [group, range.lowerBound > 0 ? text.scalars[range.lowerBound - 1] : 0], 1)
            add(.right, [group, range.upperBound < text.scalars.count ? text.scalars[range.upperBound] : 0], 1)
            if text.introduction(before: range.lowerBound) != nil { add(.introduced, [group], 1) }
            if text.isQuoted(range) { add(.quoted, [group], 1) }
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

    /// How much a text is about what technologies are listed for: the logarithm of its words of the field, less
    /// that of a usual text.
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
