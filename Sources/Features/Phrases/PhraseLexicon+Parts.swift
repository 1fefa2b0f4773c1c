extension PhraseLexicon {
    /// Some of the phrases, in the order given.
    ///
    /// - Parameter chosen: indices in `phrases`, each once.
    /// - Complexity: linear in the chosen phrases; the words are shared.
    public func only(_ chosen: [Int]) -> PhraseLexicon {
        PhraseLexicon(chosen.map { phrases[$0] }, words: words)
    }

    /// The places of phrases among those of another lexicon; nil unless it has the same words and all of these phrases.
    ///
    /// - Complexity: linear in both.
    public func places(in other: PhraseLexicon) -> [Int]? {
        guard words.words == other.words.words else { return nil }
        var places: [[UInt32]: Int] = [:]
        places.reserveCapacity(other.count)
        for (place, phrase) in other.phrases.enumerated() { places[phrase.units] = place }
        var own: [Int] = []
        for phrase in phrases {
            guard let place = places[phrase.units] else { return nil }
            own.append(place)
        }
        return own
    }

    /// The pieces of a phrase that every normalized text with the phrase contains as they are: runs of characters, and
    /// single words.
    ///
    /// A text that contains all pieces may still not contain the phrase; `PhraseFinder` decides.
    public func pieces(of phrase: Int) -> [[UInt32]] {
        var pieces: [[UInt32]] = []
        var isInRun = false
        for unit in phrases[phrase].units {
            if let word = words.word(unit) {
                pieces.append(word.unicodeScalars.map(\.value))
                isInRun = false
            } else if isInRun {
                pieces[pieces.count - 1].append(unit)
            } else {
                pieces.append([unit])
                isInRun = true
            }
        }
        return pieces
    }
}
