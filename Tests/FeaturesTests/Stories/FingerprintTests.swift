import Text
import TestSupport
import Corpus
import Testing

@testable import Features

@Suite struct FingerprintTests {
    private func print(_ text: String) -> Fingerprint { Fingerprint(TextNormalizer().scalars(of: text)) }

    /// The Jaccard similarity of the sets of 3-grams, computed from the strings themselves.
    private func jaccard(_ a: String, _ b: String) -> Double {
        func grams(_ text: String) -> Set<String> {
            let letters = Array(text)
            return Set((0...(letters.count - 3)).map { String(letters[$0..<($0 + 3)]) })
        }
        let (a, b) = (grams(a), grams(b))
        return Double(a.intersection(b).count) / Double(a.union(b).count)
    }

    @Test(arguments: [
        ("国产芯片工厂开始量产", "国产芯片工厂开始停产"), ("国产芯片", "国产芯片"), ("国产芯片工厂", "央行发布报告"),
        ("啊啊啊啊啊啊啊哈", "啊啊啊啊哈哈哈哈"),
    ])
    func titlesAreComparedExactly(_ a: String, _ b: String) {
        #expect(print(a).similarity(to: print(b)) == jaccard(a, b))
        #expect(print(b).similarity(to: print(a)) == jaccard(a, b))
    }

    @Test func theThresholdIsThatOfTheSimilarity() {
        for length in [2, 9, 40, 100, 700] {
            var random = Letters(seed: UInt64(length))
            for step in 0..<60 {
                let text = random.text(length)
                let other = step % 7 == 0 ? random.text(length + step) : random.edited(text, edits: step % 12)
                let (a, b) = (print(text), print(other))
                for threshold in [0.2, 0.5, 0.8, 0.95, 1] {
                    #expect(a.isSimilar(to: b, atLeast: threshold) == (a.similarity(to: b) >= threshold))
                    #expect(b.isSimilar(to: a, atLeast: threshold) == (a.similarity(to: b) >= threshold))
                }
            }
        }
    }

    @Test func articlesAreComparedClosely() {
        var errors: [Double] = []
        for seed in 0..<20 {
            var random = Letters(seed: UInt64(seed))
            let text = random.text(1500)
            let other = random.edited(text, edits: 10 + 10 * seed)
            errors.append(print(text).similarity(to: print(other)) - jaccard(text, other))
        }
        // The standard error of 256 draws is at most 0.031.
        #expect(errors.allSatisfy { abs($0) < 0.1 })
        #expect(abs(errors.reduce(0, +) / 20) < 0.02)
    }

    @Test func anArticleIsNoMoreLikeAnotherThanTheirLengthsAllow() {
        // A whole text inside one twice as long, and four times as long.
        var random = Letters(seed: 3)
        let text = random.text(1000)
        for factor in [2, 4] {
            let longer = text + random.text(1000 * (factor - 1))
            #expect(abs(print(text).similarity(to: print(longer)) - 1 / Double(factor)) < 0.09)
        }
        #expect(print(String(text.prefix(100))).similarity(to: print(text)) < 0.2)
    }

    @Test func keepsTheSmallestHashesWhateverTheTextRepeats() {
        var random = Letters(seed: 7)
        let few = random.text(60)
        #expect(print(String(repeating: few, count: 40)).grams.count == 60)
        let many = print(random.text(3000)).grams
        #expect(many.count == 256 && many == many.sorted() && Set(many).count == 256)
    }

    @Test func hashesAscendWhateverTheLength() {
        var random = Letters(seed: 11)
        for length in stride(from: 3, through: 2200, by: 13) {
            let grams = print(random.text(length)).grams
            #expect(zip(grams, grams.dropFirst()).allSatisfy(<), "\(length) characters")
            #expect(grams.count >= min(256, length - 2 - length / 100))
        }
    }

    @Test func blanksAndPunctuationDoNotMatter() {
        #expect(print("如何看待「虚幻 5」？") == print("如何看待“虚幻5”?"))
        #expect(print("").grams.isEmpty && print("？！ …").grams.isEmpty)
        #expect(print("").similarity(to: print("")) == 0)
        #expect(print("芯片").similarity(to: print("芯片")) == 1)
    }

    @Test func numbersAreKeptInTheirOrder() {
        #expect(print("第3集和第12集").numbers == print("3集12集").numbers)
        #expect(print("第12集和第3集").numbers != print("3集12集").numbers)
        #expect(print("第三集").numbers != print("第四集").numbers)
    }
}

/// Random texts of Chinese characters.
struct Letters {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2 &+ 1 }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func text(_ length: Int) -> String {
        // 2,000 Chinese characters, none of which is a numeral.
        String(String.UnicodeScalarView((0..<length).map { _ in Unicode.Scalar(UInt32(0x6000 + next(below: 2000)))! }))
    }

    /// The text after `edits` random replacements of letters.
    mutating func edited(_ text: String, edits: Int) -> String {
        var letters = Array(text)
        for _ in 0..<edits { letters[next(below: letters.count)] = Character(self.text(1)) }
        return String(letters)
    }
}
