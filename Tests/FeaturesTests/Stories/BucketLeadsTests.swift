import Testing
import Text

@testable import Features

@Suite struct BucketLeadsTests {
    /// The stories of texts that are sorted into buckets and compared there, in pieces of so many texts.
    private func stories(_ texts: [Fingerprint], piece: Int) -> [Int] {
        let finder = NearDuplicates()
        func pairs(_ buckets: [(bucket: UInt64, text: Int)]) -> [(Int, Int)] {
            var pairs: [(Int, Int)] = []
            var rest = buckets.sorted { $0 < $1 }[...]
            var kept: [(bucket: UInt64, text: Int)] = []
            while !rest.isEmpty {
                let own = kept + rest.prefix(piece)
                rest = rest.dropFirst(piece)
                let leads = finder.leads(of: own.map { texts[$0.text] }, in: own.map(\.bucket))
                for (place, lead) in leads.enumerated() where lead != place {
                    pairs.append((own[lead].text, own[place].text))
                }
                // The last bucket may go on.
                let last = own.indices.filter { own[$0].bucket == own.last!.bucket && leads[$0] == $0 }
                kept = last.prefix(NearDuplicates.comparisons).map { own[$0] }
            }
            return pairs
        }
        let filled = texts.indices.filter { !texts[$0].isEmpty }
        var found = pairs(filled.map { (texts[$0].copyBucket, $0) })
        let copies = Set(found.map(\.1))
        found += pairs(
            filled.filter { !copies.contains($0) }.flatMap { text in texts[text].bandBuckets.map { ($0, text) } })
        var story = Array(texts.indices)
        var isChanging = true
        while isChanging {
            isChanging = false
            for (a, b) in found where story[a] != story[b] {
                (story[a], story[b]) = (min(story[a], story[b]), min(story[a], story[b]))
                isChanging = true
            }
        }
        var numbers: [Int: Int] = [:]
        return story.map { lead in
            let number = numbers[lead] ?? numbers.count
            numbers[lead] = number
            return number
        }
    }

    @Test(arguments: [1, 7, 1000])
    func areTheStoriesOfOneMachine(piece: Int) {
        var random = Letters(seed: 17)
        var texts = ["", "", "芯片", "芯", "芯片", "芯片出口增长", "芯片进口增长"]
        for length in [6, 12, 24, 70, 90, 500] {
            for _ in 0..<12 {
                let text = random.text(length)
                for _ in 0..<random.next(below: 4) {
                    texts.append(random.edited(text, edits: random.next(below: length / 10 + 1)))
                }
                texts.append(text)
            }
        }
        // Many repeats of one text, and more texts than are compared that share most of their n-grams.
        let stem = random.text(30)
        texts += Array(repeating: stem, count: 90)
        texts += (0..<60).map { _ in stem + random.text(14) }
        texts += texts.suffix(20).map { random.edited($0, edits: 1) }
        for index in texts.indices.reversed() { texts.swapAt(index, random.next(below: index + 1)) }
        let prints = texts.map { Fingerprint(TextNormalizer().scalars(of: $0)) }
        let expected = NearDuplicates().storyNumbers(prints, days: prints.map { _ in nil })
        #expect(stories(prints, piece: piece) == expected)
        #expect(Set(expected).count < prints.count - 100)
    }

    @Test func copiesShareABucketAndNoOthersDo() {
        var random = Letters(seed: 1)
        let texts = (0..<50).map { Fingerprint(TextNormalizer().scalars(of: random.text(8 * $0))) }
        #expect(Set(texts.map(\.copyBucket)).count == 50)
        #expect(Fingerprint([]).bandBuckets.isEmpty)
        // A bucket is of one band: equal keys of two bands are two buckets.
        for text in texts { #expect(Set(text.bandBuckets.map { $0 >> 32 }).count == text.bandBuckets.count) }
    }
}
