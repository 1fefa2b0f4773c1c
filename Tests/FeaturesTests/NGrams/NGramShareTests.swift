import Testing

@testable import Features

@Suite struct NGramShareTests {
    @Test(arguments: 1...5) func partsDivideTheHashSpace(parts: Int) {
        var next: UInt64 = 0
        for part in 0..<parts {
            let buckets = NGramSource.buckets(of: part, parts)
            #expect(buckets.lowerBound == next && !buckets.isEmpty)
            for bucket in [buckets.lowerBound, buckets.upperBound - 1] {
                #expect(NGramSource.part(of: bucket << 16 | 0xABC, parts) == part)
            }
            next = buckets.upperBound
        }
        #expect(next == NGramSource.buckets)
    }

    /// A table never has more n-grams than the limit, whatever the texts.
    @Test func tablesStaySmall() {
        let texts = [(0..<30_000).map { UInt32(0x4E00 + $0 * 7919 % 20_000) }]
        let source = NGramSource(length: 1, texts: texts, starts: [0, 30_000], previous: nil)
        let codes = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: 30_000)
        defer { codes.deallocate() }
        let whole = NGramShare(of: (0, 1), in: source, limit: .max, survey: nil, keeps: { _ in true }, codes: codes)
        defer { whole.counts.deallocate() }
        // Codes count up where an n-gram is met first.
        #expect((0..<20_000).allSatisfy { codes[$0] == UInt32($0 + 1) })
        #expect((20_000..<30_000).allSatisfy { codes[$0] == UInt32($0 - 20_000 + 1) })
        #expect(whole.isWhole && whole.counts.count == 20_000)
        var seen = 0
        let share = NGramShare(
            of: (0, 1), in: source, limit: 1000, survey: { slot, survey in survey.note(documentFrequency: 1) },
            keeps: { slot in
                seen += 1
                return slot.occurrences > 1
            }, codes: codes)
        defer { share.counts.deallocate() }
        #expect(!share.isWhole && seen == 20_000)
        #expect(share.counts.count == 10_000)
        #expect(share.survey.frequencies[1] == 20_000)
        share.counts.forEach { #expect($0.occurrences == 2 && $0.documentFrequency == 1) }
    }

    @Test func codesOfDifferentPartsDiffer() {
        let codes = (0..<3).flatMap { part in (0..<UInt32(4)).map { NGramShare.code($0, of: (part, 3)) } }
        #expect(codes.sorted() == Array(1...12))
    }

    @Test func theSurveyTellsWhichMinimumLeavesFewEnough() {
        var survey = NGramSurvey()
        for frequency: UInt32 in [1, 1, 1, 2, 2, 3, 9_000_000] { survey.note(documentFrequency: frequency) }
        #expect(survey.leastFrequency(leaving: 7) == 1)
        #expect(survey.leastFrequency(leaving: 6) == 2)
        #expect(survey.leastFrequency(leaving: 3) == 3)
        #expect(survey.leastFrequency(leaving: 1) == 4)
        #expect(survey.leastFrequency(leaving: 0) == 4095)
    }
}
