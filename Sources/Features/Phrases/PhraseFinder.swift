/// Finds which phrases of a lexicon texts contain, one text after the other, without an allocation per text.
public struct PhraseFinder {
    /// The phrases of the last text, each once, in the order of their first occurrences. They are the same that
    /// `PhraseLexicon.occurrences` finds where they may overlap.
    public private(set) var found: [Int32] = []
    private let lexicon: PhraseLexicon
    private var units: [UInt32] = []
    /// By phrase: the number of the last text that contains it, from 1.
    private var lastTexts: [UInt32]
    private var texts: UInt32 = 0

    public init(_ lexicon: PhraseLexicon) {
        self.lexicon = lexicon
        lastTexts = [UInt32](repeating: 0, count: lexicon.count)
    }

    /// Finds the phrases of a normalized text.
    ///
    /// - Complexity: one look-up per unit of the text and per unit of every match that begins there.
    public mutating func find(in text: [UInt32]) {
        units.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
        lexicon.words.forEachUnit(in: text) { unit, _ in units.append(unit) }
        texts += 1
        // Taken out, so that nothing of `self` is looked at per unit.
        var found = found
        self.found = []
        let (trie, texts) = (lexicon.trie, texts)
        lastTexts.withUnsafeMutableBufferPointer { lastTexts in
            trie.withFinder { finder in
                units.withUnsafeBufferPointer { units in
                    for start in units.indices {
                        trie.forEachMatch(in: units, from: start, finder) { phrase, _ in
                            if lastTexts[phrase] != texts {
                                lastTexts[phrase] = texts
                                found.append(Int32(phrase))
                            }
                        }
                    }
                }
            }
        }
        self.found = found
    }
}
