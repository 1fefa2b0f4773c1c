import Text
import TestSupport
import Corpus
import Foundation
import Testing

@testable import Features

@Suite struct PhraseDiscoveryTests {
    private func lexicon(_ texts: [String], threads: Int = 1) -> PhraseLexicon {
        var discovery = PhraseDiscovery(threads: threads)
        discovery.minimumDocumentFrequency = 3
        return discovery.lexicon(of: texts.map { TextNormalizer().scalars(of: $0) }).spelled(
            as: texts.map { ArticleText(title: "", body: $0) })
    }

    private func found(_ texts: [String]) -> [String] { lexicon(texts).phrases.map(\.text) }

    /// Sentences about `names`, with varying characters before and after each of them.
    private func sentences(about names: [String]) -> [String] {
        let around = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉".map(String.init)
        return names.enumerated().flatMap { index, name in
            (0..<10).map { around[$0] + name + around[($0 * 3 + index + 1) % 20] }
        }
    }

    @Test func findsWhatHoldsTogetherAndStandsFree() {
        #expect(found(sentences(about: ["人工智能", "芯片"])).sorted() == ["人工智能", "芯片"].sorted())
    }

    @Test func aFragmentIsNone() {
        let phrases = found(sentences(about: ["葡萄", "葡萄酒", "人工智能"]))
        #expect(Set(phrases) == ["葡萄", "葡萄酒", "人工智能"])
    }

    @Test func aPhraseMustStandByItself() {
        func isByItself(free: Int32, cut: Int32, of occurrences: Int) -> Bool {
            PhraseDiscovery.isByItself(.init(free: free, cut: cut), of: occurrences, minimum: 3)
        }
        #expect(isByItself(free: 5, cut: 0, of: 100) && !isByItself(free: 4, cut: 0, of: 100))
        #expect(isByItself(free: 3, cut: 0, of: 10) && !isByItself(free: 2, cut: 0, of: 10))
        #expect(isByItself(free: 5, cut: 5, of: 10) && !isByItself(free: 5, cut: 6, of: 11))
        // A phrase stays if it occurs inside a longer one, but not only there.
        let phrases = Set(found(sentences(about: ["光刻机", "光刻机厂", "人形机器人", "机器人"])))
        #expect(phrases == ["光刻机", "光刻机厂", "人形机器人", "机器人"])
    }

    @Test func namesWithWordsAreWholeAndSpelledAsTheyAre() {
        let texts = sentences(about: ["GPT-4o", "Scaling Law", "通义千问2.5", "Mate 60 Pro", "3D打印", "𠮷野家"])
        #expect(Set(found(texts)) == ["GPT-4o", "Scaling Law", "通义千问2.5", "Mate 60 Pro", "3D打印", "𠮷野家"])
    }

    @Test func amountsAndDatesAreNone() {
        let numbers = (0..<40).map { "\($0 / 4)" }
        let around = "甲乙丙丁戊己庚辛壬癸".map(String.init)
        let texts = numbers.enumerated().map { around[$0 % 10] + "增长" + $1 + "月" + around[($0 + 1) % 10] + "降至" + $1 }
        #expect(found(texts).allSatisfy { text in !text.contains { $0.isNumber } })
        #expect(found(texts).contains("增长"))
    }

    @Test func aFunctionWordBesideAPhraseIsNotPartOfIt() {
        let phrases = found(sentences(about: ["在旧金山", "旧金山", "旧金山", "在线教育", "理由是", "理由", "的红绿灯"]))
        #expect(Set(phrases) == ["旧金山", "在线教育", "理由"])
    }

    @Test func onlyLatinText() {
        let words = ["alpha", "beta", "gamma", "delta", "kappa", "omega", "sigma", "theta", "iota", "zeta"]
        let texts = (0..<10).map { "\(words[$0]) Machine Learning \(words[($0 + 3) % 10])" }
        #expect(found(texts) == ["Machine Learning"])
    }

    @Test func orderDoublesAndThreadsChangeNothing() {
        let texts = sentences(about: ["人工智能", "GPT-4o", "Scaling Law", "新能源汽车", "新能源"])
        let expected = lexicon(texts).phrases
        #expect(expected.count > 3)
        #expect(lexicon(texts.reversed()).phrases == expected)
        #expect(lexicon(texts + texts).phrases == expected)
        #expect(lexicon(texts, threads: 3).phrases == expected)
    }

    @Test(arguments: [[], [""], ["人工智能人工智能"], ["，", "。", "！"], ["同", "同", "同"]])
    func thereIsNothingToFind(texts: [String]) {
        #expect(found(texts).isEmpty)
        #expect(lexicon(texts).occurrences(in: scalars("人工智能")).isEmpty)
    }

    @Test func findsThePhrasesOfTheSampleCorpus() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("datasets").path
        let months = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("20") }.sorted()
        let (articles, _) = try CorpusReader.read(paths: months.map { folder + "/" + $0 })
        let contents = articles.map(\.content)
        let texts = contents.map { TextNormalizer().scalars(of: $0) }
        let lexicon = PhraseDiscovery(threads: 2).lexicon(of: texts).spelled(as: articles.normalized(), threads: 2)
        let phrases = Set(lexicon.phrases.map(\.text))
        for phrase in SamplePhrases.wanted { #expect(phrases.contains(phrase), "\(phrase)") }
        for fragment in SamplePhrases.unwanted { #expect(!phrases.contains(fragment), "\(fragment)") }
    }
}
