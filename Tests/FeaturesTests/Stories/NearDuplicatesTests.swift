import Text
import TestSupport
import Corpus
import Testing

@testable import Features

@Suite struct NearDuplicatesTests {
    private func stories(_ texts: [String], days: [Int?]? = nil, threads: Int = 1) -> [Int] {
        NearDuplicates(threads: threads).storyNumbers(
            texts.map { Fingerprint(TextNormalizer().scalars(of: $0)) },
            days: days ?? Array(repeating: nil, count: texts.count))
    }

    @Test func repostsAreTheStoryOfTheFirst() {
        let article = "央行今日发布金融稳定报告，称整体风险可控，将继续支持实体经济发展"
        #expect(stories([article, "国产芯片工厂开始量产", article, "【转载】" + article, ""]) == [0, 1, 0, 0, 2])
        #expect(stories([]).isEmpty)
        #expect(stories(["", "", "？"]) == [0, 1, 2])
    }

    @Test func alikeTextsShareABandAndKeysStayWhatTheyAre() {
        func keys(_ text: String) -> [UInt32] {
            var keys: [UInt32] = []
            NearDuplicates.appendBandKeys(of: Fingerprint(TextNormalizer().scalars(of: text)), to: &keys)
            return keys
        }
        let article = "央行今日发布金融稳定报告，称整体风险可控，将继续支持实体经济发展"
        #expect(keys(article).count == NearDuplicates.bands)
        #expect(!Set(keys(article)).isDisjoint(with: keys("【转载】" + article)))
        #expect(Set(keys(article)).isDisjoint(with: keys("国产芯片工厂开始量产")))
        // Archives store these values.
        #expect(Array(keys(article).prefix(2)) == [3_412_948_666, 3_901_124_823])
    }

    @Test func shortTitlesThatDifferAreTwoStories() {
        #expect(stories(["芯片出口增长", "芯片进口增长", "芯片", "芯", "芯片"]) == [0, 1, 2, 3, 2])
        // So long that one numeral changes few of the n-grams.
        let stem = "如何评价综艺节目脱口秀大会最新一季里各位新老演员的表现和口碑以及最后公布的现场观众投票结果"
        let episodes = [stem + "第三期", stem + "第四期"]
        let prints = episodes.map { Fingerprint(TextNormalizer().scalars(of: $0)) }
        #expect(prints[0].similarity(to: prints[1]) > 0.8)
        #expect(stories(episodes) == [0, 1])
        #expect(stories(episodes.map { $0.replacing("三", with: "3").replacing("四", with: "4") }) == [0, 1])
        #expect(stories([episodes[0], episodes[0] + "呢"]) == [0, 0])
    }

    @Test func aStoryEndsWithALongSilence() {
        let title = "两会今天上午在人民大会堂开幕"
        // The first two texts are out of order. The third continues their story.
        #expect(stories(Array(repeating: title, count: 5), days: [20, 0, 45, 400, nil]) == [0, 0, 0, 1, 0])
    }

    /// Compares all pairs with their similarity: near-duplicates are found, and nothing else.
    @Test func findsWhatBruteForceFinds() {
        for (length, count) in [(24, 400), (60, 400), (600, 120)] {
            var random = Letters(seed: UInt64(length))
            var texts: [String] = []
            for _ in 0..<count {
                let text = random.text(length)
                texts.append(text)
                let copies = random.next(below: 3)
                for _ in 0..<copies { texts.append(random.edited(text, edits: 1 + random.next(below: length / 12))) }
            }
            let prints = texts.map { Fingerprint(TextNormalizer().scalars(of: $0)) }
            let found = stories(texts)
            var (alike, missed) = (0, 0)
            for a in prints.indices {
                for b in 0..<a where prints[a].similarity(to: prints[b]) >= 0.8 {
                    alike += 1
                    if found[a] != found[b] { missed += 1 }
                }
            }
            #expect(alike > 30 && missed * 100 <= alike, "length \(length): \(missed) of \(alike) missed")
            // All texts of a story are connected by similar pairs.
            for story in Set(found) {
                let members = found.indices.filter { found[$0] == story }
                var reached: Set = [members[0]]
                var isGrowing = true
                while isGrowing {
                    let more = members.filter { member in
                        !reached.contains(member)
                            && reached.contains { prints[$0].similarity(to: prints[member]) >= 0.8 }
                    }
                    reached.formUnion(more)
                    isGrowing = !more.isEmpty
                }
                #expect(reached.count == members.count)
            }
        }
    }

    @Test func isTheSameAtAnyNumberOfThreadsAndInAnyOrder() {
        var random = Letters(seed: 11)
        var texts: [String] = []
        for _ in 0..<1500 {
            let text = random.text(20 + random.next(below: 40))
            texts += [text, random.edited(text, edits: 1)]
        }
        let found = stories(texts)
        #expect(stories(texts, threads: 3) == found)
        let reversed = stories(texts.reversed(), threads: 2).reversed().map { $0 }
        // The numbers change, but the groups do not.
        var numberOf: [Int: Int] = [:]
        for (a, b) in zip(found, reversed) { #expect(numberOf.updateValue(b, forKey: a) ?? b == b) }
        #expect(Set(found).count == Set(reversed).count)
    }

    @Test func textsMadeToCollideCostNoMoreThanOthers() {
        // Ten thousand copies, and as many texts that share most, but not enough, of their n-grams.
        let text = Letters(seed: 5)
        var random = text
        let stem = random.text(30)
        let texts = (0..<10_000).map { _ in stem } + (0..<2_000).map { _ in stem + random.text(14) }
        let found = stories(texts, threads: 2)
        #expect(found[9_999] == 0 && Set(found).count > 1_900)
    }
}
