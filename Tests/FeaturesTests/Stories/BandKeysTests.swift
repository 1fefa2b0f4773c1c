import TestSupport
import Testing
import Text

@testable import Features

@Suite struct BandKeysTests {
    private func print(_ text: String) -> Fingerprint { Fingerprint(TextNormalizer().scalars(of: text)) }

    private func keys(_ text: String) -> BandKeys { BandKeys(print(text)) }

    @Test func alikeTextsShareAKeyAndKeysStayWhatTheyAre() {
        let article = "央行今日发布金融稳定报告，称整体风险可控，将继续支持实体经济发展"
        let own = keys(article)
        #expect(own.keys.count == BandKeys.titleBands && own.isTitle)
        #expect(!Set(own.keys).isDisjoint(with: keys("【转载】" + article).keys))
        #expect(Set(own.keys).isDisjoint(with: keys("国产芯片工厂开始量产").keys))
        #expect(keys("").keys.isEmpty && keys("？").keys.isEmpty)
        // Archives store these values.
        #expect(Array(own.keys.prefix(2)) == [1_257_760_759, 1_878_688_111])
        #expect(own.sketch == BandKeys.Sketch(low: 156_153_141_441, high: 142_447_224_752))
        var random = Letters(seed: 3)
        #expect(Array(keys(random.text(200)).keys.prefix(2)) == [1_342_039_482, 3_162_824_505])
    }

    /// Titles that are alike but for their numbers are never compared.
    @Test func titlesOfOtherNumbersShareNoKey() {
        let stem = "如何评价综艺节目脱口秀大会最新一季里各位新老演员的表现和口碑以及最后公布的现场观众投票结果第"
        #expect(Set(keys(stem + "三期").keys).isDisjoint(with: keys(stem + "四期").keys))
        #expect(!Set(keys(stem + "三期").keys).isDisjoint(with: keys(stem + "三期呢").keys))
    }

    /// Texts about as long as the longest title and the shortest article find each other, whichever they are.
    @Test func textsAtTheBorderHaveTheKeysOfBoth() {
        var random = Letters(seed: 4)
        var (pairs, shared) = (0, 0)
        for length in 60...100 {
            let text = random.text(length)
            for more in [0, 4, 9] {
                let longer = text + random.text(more)
                guard print(text).similarity(to: print(longer)) >= 0.85 else { continue }
                pairs += 1
                if !Set(keys(text).keys).isDisjoint(with: keys(longer).keys) { shared += 1 }
            }
        }
        #expect(pairs > 80 && shared == pairs)
        #expect(!keys(random.text(90)).isTitle && keys(random.text(90)).sketch == nil)
    }

    @Test func sketchesTellLikeFromUnlike() throws {
        var random = Letters(seed: 5)
        let stem = random.text(8)
        var titles: [Fingerprint] = []
        for _ in 0..<300 {
            let title = stem + random.text(24)
            titles += [print(title), print(random.edited(title, edits: 1))]
        }
        let sketches = try titles.map { try #require(BandKeys($0).sketch) }
        var (alike, found, taken, unlike) = (0, 0, 0, 0)
        for a in titles.indices {
            for b in 0..<a {
                let resembles = sketches[a].resembles(sketches[b])
                if titles[a].similarity(to: titles[b]) >= 0.8 {
                    alike += 1
                    found += resembles ? 1 : 0
                } else {
                    unlike += 1
                    taken += resembles ? 1 : 0
                }
            }
        }
        #expect(alike > 100 && found * 100 >= alike * 99, "\(found) of \(alike)")
        #expect(taken * 100 < unlike, "\(taken) of \(unlike)")
    }
}
