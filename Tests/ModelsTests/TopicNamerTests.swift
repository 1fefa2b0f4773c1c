import Features
import Testing

@testable import Models

@Suite struct TopicNamerTests {
    /// Articles about chips, cars and companies, each name with other characters around it.
    private let texts: [[UInt32]] = {
        let around = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".map(String.init)
        return (0..<20).map { index in
            let name = index % 2 == 0 ? "光刻机" : "电动汽车"
            let (a, b, c) = (around[index], around[(index + 7) % 20], around[(index + 13) % 20])
            return Array((a + name + b + "公司" + c).unicodeScalars.map(\.value))
        }
    }()

    private func namer(threads: Int = 1) -> TopicNamer {
        var discovery = PhraseDiscovery()
        discovery.minimumDocumentFrequency = 3
        return TopicNamer(discovery.lexicon(of: texts), texts: texts, threads: threads)
    }

    @Test func aTopicIsNamedByWhatSetsItApart() {
        let shares: [Float] = (0..<40).map { $0 % 4 == 0 || $0 % 4 == 3 ? 0.9 : 0.1 }
        for threads in 1...2 {
            let names = namer(threads: threads).phrases(shares: shares, topics: 2)
            #expect(names.map { $0.first } == ["光刻机", "电动汽车"])
            #expect(names.allSatisfy { Set($0) == ["光刻机", "电动汽车", "公司"] && $0[1] == "公司" })
        }
    }

    @Test func noPhraseIsLikeAnother() {
        let around = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".map(String.init)
        let texts = (0..<40).map { index in
            let name = ["乌克兰国防部", "俄罗斯国防部", "国防部", "芯片"][index % 4]
            return Array((around[index / 2] + name + around[(index * 3 + 1) % 20]).unicodeScalars.map(\.value))
        }
        let namer = TopicNamer(PhraseDiscovery().lexicon(of: texts), texts: texts, threads: 1)
        #expect(namer.lexicon.count == 4)
        #expect(namer.phrases(shares: [Float](repeating: 1, count: 40), topics: 1)[0].count == 2)
    }

    @Test func aTopicWithoutArticlesHasNoPhrases() {
        let shares: [Float] = (0..<40).map { $0 % 2 == 0 ? 1 : 0 }
        let names = namer().phrases(shares: shares, topics: 2)
        #expect(!names[0].isEmpty && names[1] == [])
    }

    @Test func aCorpusWithoutPhrasesNamesNothing() {
        let namer = TopicNamer(PhraseDiscovery().lexicon(of: []), texts: [[], []], threads: 1)
        #expect(namer.phrases(shares: [1, 1], topics: 1) == [[]])
    }
}
