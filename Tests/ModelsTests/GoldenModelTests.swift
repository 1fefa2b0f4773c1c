import TrendNumerics
import TestSupport
import Corpus
import Foundation
import Testing
import Text

@testable import Models

/// Model files that programs of each version wrote, with the results they must give. A golden file is never made again:
/// a new version adds another file. To refuse old files from then on is a deliberate decision.
///
/// They were made from the articles of `Articles.several` in JSON lines: `trend train … --model classifier-2.trend`,
/// `trend topics … --count 2 --model topics-2.trend`. `tagger-2.trend` has every section there is: `trend train …
/// --ngrams 1-1` of 36 records with technologies, keywords and events, whose texts are long enough for keywords to be
/// learned.
@Suite struct GoldenModelTests {
    private static func path(_ name: String) throws -> String {
        try #require(
            Bundle.module.url(forResource: name, withExtension: "trend", subdirectory: "Fixtures/golden")
        ).path
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
    }

    /// Reads a model of either kind and uses it.
    private static func use(_ bytes: [UInt8]) throws {
        try withTemporaryFile { path in
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            if bytes.count > 20, bytes[16] == UInt8(ascii: "C") {
                let tagger = try Tagger.read(from: path).0
                for article in Articles.bare {
                    #expect(
                        !tagger.tags(of: article.normalized(), parts: Set(InferredTags.fields), top: 2).industries
                            .isEmpty)
                }
            } else {
                let model = try TopicModel.read(from: path)
                #expect(model.fold(Articles.bare).weights.count == Articles.bare.count * model.count)
            }
        }
    }

    @Test func theClassifierOfVersion2() throws {
        let (classifier, settings) = try ArticleClassifier.read(from: GoldenModelTests.path("classifier-2"))
        #expect(
            classifier.labels == ["半导体", "汽车"] && !classifier.isSingleLabel
                && classifier.vectorizer.columns.count == 112)
        // Its texts are read as they were when it was trained.
        let normalizer = TextNormalizer(version: .one)
        #expect(settings == ReadingSettings(fields: FieldMapping(), isSingleLabel: false, normalizer: normalizer))
        #expect(classifier.training.documents == 36)
        let expected = [
            [("半导体", 0.9992), ("汽车", 0.2267)], [("汽车", 0.9993), ("半导体", 0.1887)], [("半导体", 0.9428), ("汽车", 0.9296)],
        ]
        for (labels, expected) in zip(classifier.predict(Articles.bare, top: 2), expected) {
            #expect(labels.map(\.label) == expected.map(\.0))
            for (label, expected) in zip(labels, expected) { #expect(abs(label.probability - expected.1) < 1e-4) }
        }
    }

    @Test func theTaggerOfVersion2() throws {
        let (tagger, _) = try Tagger.read(from: GoldenModelTests.path("tagger-2"))
        let tags = tagger.tags(
            of: Article(title: "上海芯片公司投产", text: "上海芯片公司投产，产能21万片，芯片用GPT-2。芯片产能下降。").normalized(),
            parts: Set(InferredTags.fields))
        #expect(tags.industries.map(\.label) == ["半导体"])
        #expect(tags.technologies.map(\.name) == ["GPT-2"])
        #expect(tags.keywords.map(\.text).prefix(2) == ["芯片", "产能"])
        #expect(tags.events.map(\.head) == ["上海芯片公司投产"])
    }

    @Test func theTopicsOfVersion2() throws {
        let model = try TopicModel.read(from: GoldenModelTests.path("topics-2"))
        #expect(model.topics.map { $0.phrases.first } == ["电动汽车销量创新高", "芯片工厂扩大产能"])
        let (weights, fits) = model.fold([Article(title: "电动汽车销量创新高"), Article(title: "芯片工厂扩大产能")])
        #expect(weights[0] > 10 * weights[1] && weights[3] > 10 * weights[2])
        #expect(fits.allSatisfy { $0 > 0.3 && $0 <= 1.001 })
    }

    @Test(arguments: ["classifier-2", "tagger-2", "topics-2"])
    func everyFlippedBitIsRefused(name: String) throws {
        let bytes = try GoldenModelTests.bytes(name)
        try GoldenModelTests.use(bytes)
        var refused = 0
        for bit in 0..<bytes.count * 8 {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << (bit % 8)
            do { _ = try ModelFile(bytes: damaged) } catch is ModelError { refused += 1 }
        }
        #expect(refused == bytes.count * 8)
    }

    private static let sections = [
        "CLAS", "CALB", "NODE", "HASH", "TOPC", "PHRS", "COLW", "WGHT", "ICPT", "TERM", "TECH", "TNAM", "TCNT", "TUNL",
        "TWGT", "KWRD",
        "KWGT", "KWDF", "KWLS", "KWPH", "TAGS",
    ]

    /// A golden file with one section changed, under matching checksums.
    private static func crafted(_ name: String, _ section: String, _ change: (inout [UInt8]) -> Void) throws -> [UInt8]
    {
        let file = try ModelFile(bytes: bytes(name))
        var other = ModelFile()
        for entry in sections where file.has(entry) || entry == section {
            var content = file.has(entry) ? try file.bytes(entry) : []
            if entry == section { change(&content) }
            other.add(entry, content)
        }
        return try withTemporaryFile { path in
            try other.write(to: path)
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }

    @Test(arguments: [
        ("classifier-2", "CLAS", "\"labels\":[\"半导体\",\"汽车\"]", "\"labels\":[]"),
        ("classifier-2", "CLAS", "\"labels\":[\"半导体\",\"汽车\"]", "\"labels\":[\"半导体\"]"),
        ("classifier-2", "CLAS", "\"longest\":2", "\"longest\":9223372036854775807"),
        ("classifier-2", "CLAS", "\"longest\":2", "\"longest\":-1"),
        ("classifier-2", "CLAS", "\"longest\":2", "\"longest\":1e400"),
        ("classifier-2", "CLAS", "\"threshold\":0", "\"threshold\":9"),
        ("classifier-2", "CLAS", "\"slope\":", "\"slope\":-"),
        ("tagger-2", "CALB", "\"slope\":", "\"slope\":-"),
        ("tagger-2", "TECH", "\"threshold\":0", "\"threshold\":9"),
        ("tagger-2", "TNAM", "GPT-1", "GPT-2"),
        ("tagger-2", "TNAM", "GPT-1", "G"),
        ("tagger-2", "KWRD", "\"count\":3", "\"count\":0"),
        ("tagger-2", "KWRD", "\"count\":3", "\"count\":9223372036854775807"),
        ("tagger-2", "KWRD", "\"records\":36", "\"records\":0"),
        ("topics-2", "TOPC", "\"leastFit\":0", "\"leastFit\":7"),
        ("topics-2", "TOPC", "\"leastLength\":", "\"leastLength\":-"),
        ("topics-2", "TOPC", "\"topics\":[{", "\"topics\":[{\"phrases\":[],\"share\":1},{"),
        ("topics-2", "PHRS", "\"units\":[", "\"units\":[4294967295,"),
        ("topics-2", "PHRS", "\"units\":[", "\"units\":[55296,"),
        ("topics-2", "PHRS", "\"units\":[", "\"units\":[-1,"),
        ("topics-2", "PHRS", "\"words\":[", "\"words\":[\"b\",\"a\","),
    ])
    func absurdSettingsAreRefused(name: String, section: String, old: String, new: String) throws {
        let bytes = try GoldenModelTests.crafted(name, section) { content in
            let text = String(decoding: content, as: UTF8.self)
            guard let place = text.range(of: old) else {
                Issue.record("\(old) is not in \(text.prefix(500))")
                return
            }
            content = Array(text.replacingCharacters(in: place, with: new).utf8)
        }
        #expect(throws: ModelError.self) { try GoldenModelTests.use(bytes) }
    }

    // Not an argument of the test above, because a failure would print all of it.
    @Test func settingsNestedDeepAreRefused() throws {
        let bytes = try GoldenModelTests.crafted("classifier-2", "CLAS") {
            $0 = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        }
        #expect(throws: ModelError.self) { try GoldenModelTests.use(bytes) }
    }

    /// A NaN, a number that is too large and one below 0, in the first place of each section of numbers; then sections
    /// that are longer, shorter or of other wrong sizes.
    @Test(arguments: [
        ("classifier-2", ["NODE", "COLW", "WGHT", "ICPT"]), ("tagger-2", ["KWGT"]), ("topics-2", ["COLW", "TERM"]),
    ])
    func absurdNumbersAreRefused(name: String, sections: [String]) throws {
        for section in sections {
            for bits in [Float.nan.bitPattern, Float.infinity.bitPattern, UInt32.max] {
                let bytes = try GoldenModelTests.crafted(name, section) { content in
                    for byte in 0..<4 { content[byte] = UInt8(truncatingIfNeeded: bits >> (8 * UInt32(byte))) }
                }
                #expect(throws: ModelError.self, "\(section) \(bits)") { try GoldenModelTests.use(bytes) }
            }
            for change in [{ $0.removeLast() }, { $0.removeLast(4) }, { $0 += [0, 0, 0, 0] }, { $0 = [] }]
                as [(inout [UInt8]) -> Void]
            {
                let bytes = try GoldenModelTests.crafted(name, section, change)
                #expect(throws: ModelError.self, "\(section)") { try GoldenModelTests.use(bytes) }
            }
        }
    }

    @Test(arguments: [[], [0], [9], [24], [25], [255], [10, 0], [63]] as [[UInt8]])
    func absurdHashBitsAreRefused(bits: [UInt8]) throws {
        let bytes = try GoldenModelTests.crafted("classifier-2", "HASH") { $0 = bits }
        #expect(throws: ModelError.self) { try GoldenModelTests.use(bytes) }
    }

    /// Thousands of changes at random places, each under matching checksums: the file is refused, or the model works.
    @Test(arguments: ["classifier-2", "tagger-2", "topics-2"])
    func hostileSectionsDoNoHarm(name: String) throws {
        var generator = SeededGenerator(seed: 7)
        let file = try ModelFile(bytes: GoldenModelTests.bytes(name))
        let sections = try GoldenModelTests.sections.filter { try file.has($0) && !file.bytes($0).isEmpty }
        var refused = 0
        for _ in 0..<1000 {
            let section = sections.randomElement(using: &generator)!
            let bytes = try GoldenModelTests.crafted(name, section) { content in
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    let place = Int.random(in: 0..<content.count, using: &generator)
                    switch Int.random(in: 0..<3, using: &generator) {
                    case 0: content[place] = UInt8.random(in: .min ... .max, using: &generator)
                    case 1: content[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                    default: content.replaceSubrange(place..<min(content.count, place + 3), with: Array("999".utf8))
                    }
                }
            }
            do { try GoldenModelTests.use(bytes) } catch is ModelError { refused += 1 }
        }
        #expect(refused > 0)
    }
}
