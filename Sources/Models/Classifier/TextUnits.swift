import Features
import Text

/// The units of a text that spans are made of: Chinese characters, and Latin words and numbers, which are never cut.
///
/// Up to four Latin words with single spaces between them are one unit, since a name in a Chinese text is written so
/// (`Scaling Law`). More are a text in another language, of which each word is a unit.
public struct TextUnits: Sendable {
    let scalars: [UInt32]
    let ranges: [Range<Int>]
    /// By scalar: its unit; −1 outside of units.
    let unitOfScalar: [Int32]
    /// By unit: whether nothing stands between it and the unit before it.
    let touchesPrevious: [Bool]
    /// By unit: whether it is a function character, which no span contains beside others.
    let isFunction: [Bool]

    private static let mostWords = 4

    /// Finds the units of a text.
    public init(_ text: ArticleText) {
        scalars = text.scalars
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(scalars.count)
        scalars.withUnsafeBufferPointer { scalars in
            for part in [0..<text.titleEnd, text.bodyStart..<scalars.count] where !part.isEmpty {
                var words: [Range<Int>] = []
                func finishWords() {
                    if (2...TextUnits.mostWords).contains(words.count) {
                        ranges.append(words[0].lowerBound..<words[words.count - 1].upperBound)
                    } else {
                        ranges += words
                    }
                    words.removeAll(keepingCapacity: true)
                }
                PhraseUnit.forEach(in: UnsafeBufferPointer(rebasing: scalars[part])) { unit in
                    guard unit.kind != .border else { return }
                    let range = unit.range.lowerBound + part.lowerBound..<unit.range.upperBound + part.lowerBound
                    if unit.kind == .word {
                        if let last = words.last,
                            last.upperBound + 1 != range.lowerBound || scalars[last.upperBound] != 0x20
                        {
                            finishWords()
                        }
                        words.append(range)
                    } else {
                        finishWords()
                        ranges.append(range)
                    }
                }
                finishWords()
            }
        }
        var unitOfScalar = [Int32](repeating: -1, count: scalars.count)
        var touchesPrevious = [Bool](repeating: false, count: ranges.count)
        var isFunction = touchesPrevious
        for (unit, range) in ranges.enumerated() {
            for index in range { unitOfScalar[index] = Int32(truncatingIfNeeded: unit) }
            touchesPrevious[unit] = unit > 0 && ranges[unit - 1].upperBound == range.lowerBound
            isFunction[unit] = range.count == 1 && PhraseUnit.functionCharacters.contains(scalars[range.lowerBound])
        }
        (self.ranges, self.unitOfScalar) = (ranges, unitOfScalar)
        (self.touchesPrevious, self.isFunction) = (touchesPrevious, isFunction)
    }
}
