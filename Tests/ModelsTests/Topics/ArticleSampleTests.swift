import Corpus
import Testing

@testable import Models

@Suite struct ArticleSampleTests {
    private func sample(_ count: Int, limit: Int, seed: UInt64 = 1) -> ArticleSample {
        var sample = ArticleSample(limit: limit, seed: seed)
        for index in 0..<count { sample.add(Article(title: "\(index + 1000)", text: "123456")) }
        return sample
    }

    @Test func smallStreamsAreKeptWhole() {
        let whole = sample(100, limit: 1000)
        #expect(whole.isWhole && whole.articles.map(\.title) == (1000..<1100).map(String.init))
    }

    @Test func largeStreamsAreThinnedOut() {
        for seed in 1...5 as ClosedRange<UInt64> {
            let titles = sample(20_000, limit: 10_000, seed: seed).articles.compactMap { Int($0.title) }
            // Each title has ten bytes.
            #expect(titles.count <= 1000 && titles.count > 400)
            #expect(titles == titles.sorted() && Set(titles).count == titles.count)
            // The sample is spread evenly over the corpus.
            let half = titles.count { $0 < 11_000 }
            #expect(abs(2 * half - titles.count) < titles.count / 4)
        }
        #expect(!sample(101, limit: 1000).isWhole)
        #expect(sample(5000, limit: 1000).articles == sample(5000, limit: 1000).articles)
        #expect(sample(5000, limit: 1000).articles != sample(5000, limit: 1000, seed: 2).articles)
    }

    @Test func atLeastOneArticleIsKept() {
        #expect(sample(50, limit: 1).articles.count == 1)
    }
}
