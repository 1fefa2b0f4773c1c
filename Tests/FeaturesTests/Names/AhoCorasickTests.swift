import TestSupport
import Testing

@testable import Features

@Suite struct AhoCorasickTests {
    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    private func matches(_ patterns: [String], _ text: String) -> [String] {
        let sorted = patterns.map(scalars).sorted { $0.lexicographicallyPrecedes($1) }
        let text = scalars(text)
        var found: [String] = []
        AhoCorasick(sorted: sorted).forEachMatch(in: text) { pattern, place in
            #expect(Array(text[place]) == sorted[pattern])
            found.append(
                String(String.UnicodeScalarView(text[place].map { Unicode.Scalar($0)! })) + "@\(place.lowerBound)")
        }
        return found
    }

    @Test func findsPatternsWithinAndAcrossOthers() {
        #expect(matches(["he", "she", "his", "hers"], "ushers") == ["she@1", "he@2", "hers@2"])
        #expect(
            matches(["a", "aa", "aaa"], "aaaa") == [
                "a@0", "aa@0", "a@1", "aaa@0", "aa@1", "a@2", "aaa@1", "aa@2", "a@3",
            ])
        // The suffix that matches is some failures away.
        #expect(matches(["abcd", "bcx", "c"], "abcabcx") == ["c@2", "c@5", "bcx@4"])
    }

    @Test func findsWhatAPlainSearchFinds() {
        var generator = WeylGenerator(state: 1)
        for _ in 0..<200 {
            // Rare characters too, which the root's bitmap does not know.
            let alphabet = Array("ab中😀")
            func word(_ longest: Int) -> String {
                String(
                    (0..<Int.random(in: 1...longest, using: &generator)).map { _ in
                        alphabet.randomElement(using: &generator)!
                    })
            }
            let patterns = Set((0..<6).map { _ in word(4) })
            let text = scalars(word(40))
            var expected: Set<String> = []
            for pattern in patterns {
                let wanted = scalars(pattern)
                for start in text.indices where text[start...].starts(with: wanted) {
                    expected.insert(pattern + "@\(start)")
                }
            }
            let found = matches(Array(patterns), String(String.UnicodeScalarView(text.map { Unicode.Scalar($0)! })))
            #expect(Set(found) == expected && found.count == expected.count)
        }
    }

    @Test func withoutPatternsNothingIsFound() {
        #expect(matches([], "abc").isEmpty)
        #expect(matches(["abc"], "").isEmpty)
    }
}
