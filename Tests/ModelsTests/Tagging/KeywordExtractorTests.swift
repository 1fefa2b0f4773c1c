import Text
import TestSupport
import Corpus
import Testing

@testable import Models

/// Records whose keywords are quoted, or are in the title and again in the text.
let keywordRecords: [Article] = (0..<40).map { index in
    let names = ["量子电池", "光子芯片", "海藻燃料", "深海机床", "星际货运"]
    let name = names[index % names.count] + (index < 20 ? "" : "联盟")
    let other = names[(index + 1) % names.count]
    let places = ["东城", "西岭", "南湖", "北港", "中山"][index / 8]
    return Article(
        title: "\(places)试产\(name)",
        text: "\(places)的工厂昨天试产\(name)，产量比去年多了\(index + 3)%。\(name)由“\(other)”团队设计，用Rotor\(index % 3)控制。"
            + String(repeating: "厂长说，今后几年还会继续投入，工人也会增加。", count: 3 + index % 2),
        keywords: [name, other], industries: ["制造"], events: "1. **试产**:\(places)试产\(name)")
}

@Suite struct KeywordExtractorTests {
    @Test func findsTheKeywordsOfSimilarRecords() throws {
        let extractor = try #require(try KeywordExtractor.learn(from: keywordRecords))
        let article = Article(
            title: "青岛有了云母电机", text: "青岛的工厂昨天试产云母电机，产量不多。云母电机由“光子芯片”团队设计，用Rotor1控制。" + keywordRecords[0].text.suffix(40)
        )
        let keywords = extractor.keywords(in: article.normalized())
        #expect(keywords.count == extractor.count)
        #expect(Set(keywords.map(\.text)).isSuperset(of: ["云母电机", "光子芯片"]))
        #expect(keywords.map(\.probability) == keywords.map(\.probability).sorted(by: >))
        let scalars = TextNormalizer().scalars(of: article.content)
        for keyword in keywords {
            #expect((0...1).contains(keyword.probability))
            for place in keyword.places {
                #expect(Array(scalars[place]) == TextNormalizer().scalars(of: keyword.text))
            }
            for other in keywords where other != keyword { #expect(!other.text.contains(keyword.text)) }
        }
        let known = try #require(keywords.first { $0.text == "光子芯片" })
        #expect(known.listed > 0 && known.texts > 0 && known.records == 40 && !known.isInTitle)
        let new = try #require(keywords.first { $0.text == "云母电机" })
        #expect(new.listed == 0 && new.texts == 0 && new.isInTitle && new.places.count == 3)
    }

    @Test func itsOwnKeywordsAreNotLookedAt() throws {
        let extractor = try #require(try KeywordExtractor.learn(from: keywordRecords))
        var bare = keywordRecords[3]
        bare.keywords = []
        #expect(extractor.keywords(in: bare.normalized()) == extractor.keywords(in: keywordRecords[3].normalized()))
    }

    @Test func titlesAndRecordsWithoutKeywordsTeachNothing() throws {
        #expect(try KeywordExtractor.learn(from: Array(keywordRecords.prefix(19))) == nil)
        let titles = keywordRecords.map { Article(text: $0.title, keywords: $0.keywords) }
        #expect(try KeywordExtractor.learn(from: titles) == nil)
        let bare = keywordRecords.map { Article(title: $0.title, text: $0.text) }
        #expect(try KeywordExtractor.learn(from: bare) == nil)
    }

    @Test func theSameOnAnyNumberOfCoresAndFromAFile() throws {
        let one = try #require(try KeywordExtractor.learn(from: keywordRecords, threads: 1))
        let two = try #require(try KeywordExtractor.learn(from: keywordRecords, threads: 2))
        var file = ModelFile()
        try one.add(to: &file)
        let again = try #require(try KeywordExtractor(from: file))
        for article in keywordRecords {
            #expect(one.keywords(in: article.normalized()) == two.keywords(in: article.normalized()))
            #expect(one.keywords(in: article.normalized()) == again.keywords(in: article.normalized()))
        }
        #expect(try KeywordExtractor(from: ModelFile()) == nil)
    }

    @Test func damagedPartsAreRefused() throws {
        let extractor = try #require(try KeywordExtractor.learn(from: keywordRecords))
        for bad in [[Float](repeating: 0, count: 3), [Float](repeating: .nan, count: KeywordCandidate.features)] {
            let damaged = KeywordExtractor(tables: extractor.tables, weights: bad, intercept: 0, count: 4)
            var file = ModelFile()
            try damaged.add(to: &file)
            #expect(throws: ModelError.self) { try KeywordExtractor(from: file) }
        }
    }

    @Test(arguments: [
        "", " ", "的", "《》“”", String(repeating: "标题: 甲", count: 3000), "\u{202E}\u{0}\u{301}\u{FEFF}", "1 2 3 4 5",
        String(repeating: "啊", count: 10_000),
    ])
    func anyTextIsAccepted(text: String) throws {
        let extractor = try #require(try KeywordExtractor.learn(from: keywordRecords))
        for article in [Article(title: text), Article(text: text), Article(title: text, text: text)] {
            #expect(extractor.keywords(in: article.normalized()).count <= extractor.count)
        }
    }

    @Test func fragmentsAreNotCandidates() {
        let tables = KeywordTables(
            documentFrequency: HashedValues(rising: [])!, listed: HashedValues(rising: [])!,
            phrases: HashedValues(rising: [])!, records: 1)
        let text = KeywordText(ArticleText(title: "代码解释器上线", body: "他说代码解释器不贵。我用代码解释器画图。"))
        let found = KeywordCandidate.all(in: text, tables).map {
            String(String.UnicodeScalarView(text.scalars[$0.places[0]].map { Unicode.Scalar($0)! }))
        }
        #expect(found == ["代码解释器"])
    }
}
