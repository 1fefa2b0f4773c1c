import Corpus
import Testing

@testable import Models

@Suite struct TechnologyGazetteerFileTests {
    private let gazetteer = TechnologyGazetteerLearningTests.gazetteer

    @Test func comesBackAsItWas() throws {
        var file = ModelFile()
        #expect(try TechnologyGazetteer(from: file) == nil)
        try gazetteer.add(to: &file)
        let read = try #require(try TechnologyGazetteer(from: file))
        #expect(read.names.all == gazetteer.names.all && read.settings == gazetteer.settings)
        #expect(read.usage == gazetteer.usage && read.usage.records == 60)
        for article in TechnologyGazetteerLearningTests.records.prefix(10) {
            #expect(read.mentions(in: article.normalized()) == gazetteer.mentions(in: article.normalized()))
        }
    }

    @Test func aFileOfBeforeHasNoUsage() throws {
        var old = gazetteer.settings
        old.records = nil
        var file = ModelFile()
        try TechnologyGazetteer(
            names: gazetteer.names, unlisted: gazetteer.unlisted, weights: gazetteer.weights, usage: .none,
            settings: old
        ).add(to: &file)
        #expect(!file.has("TPRS") && !file.has("TOWN"))
        let read = try #require(try TechnologyGazetteer(from: file))
        #expect(
            read.usage == .none && !read.mentions(in: TechnologyGazetteerLearningTests.records[0].normalized()).isEmpty)
    }

    /// Reads the file with one section replaced.
    private func read(_ section: String, _ bytes: [UInt8]) throws -> TechnologyGazetteer? {
        var whole = ModelFile()
        try gazetteer.add(to: &whole)
        var file = ModelFile()
        for name in ["TECH", "TNAM", "TCNT", "TUNL", "TWGT", "TPRS", "TOWN"] {
            file.add(name, name == section ? bytes : try whole.bytes(name))
        }
        return try TechnologyGazetteer(from: file)
    }

    private func bytes(_ section: String) throws -> [UInt8] {
        var whole = ModelFile()
        try gazetteer.add(to: &whole)
        return try whole.bytes(section)
    }

    @Test func damagedSectionsAreErrors() throws {
        let names = String(decoding: try bytes("TNAM"), as: UTF8.self).split(separator: "\n").map(String.init)
        let bad: [(String, [UInt8])] = [
            ("TNAM", []), ("TNAM", Array(names.reversed().joined(separator: "\n").utf8)),
            ("TNAM", Array((["x"] + names.dropFirst()).joined(separator: "\n").utf8)),
            ("TNAM", Array(repeating: 0xFF, count: 10)), ("TNAM", Array(names.dropLast().joined(separator: "\n").utf8)),
            ("TCNT", []), ("TCNT", Array(repeating: 0, count: 12 * names.count)), ("TCNT", [1]),
            ("TUNL", Array(try bytes("TUNL").reversed())), ("TUNL", [0]), ("TWGT", Array(repeating: 0xFF, count: 32)),
            ("TECH", []), ("TECH", Array("{}".utf8)), ("TPRS", [0]), ("TPRS", Array(try bytes("TPRS").reversed())),
            ("TOWN", Array(repeating: 0xFF, count: 16)),
        ]
        for (section, bytes) in bad {
            #expect(throws: ModelError.self, "\(section)") { try read(section, bytes) }
        }
    }

    @Test func figuresOutOfRangeAreErrors() throws {
        let text = String(decoding: try bytes("TECH"), as: UTF8.self)
        for (from, to) in [(#""threshold":"#, #""threshold":7,"x":"#), (#""slope":"#, #""slope":1e300,"x":"#)] {
            #expect(throws: ModelError.self) { try read("TECH", Array(text.replacing(from, with: to).utf8)) }
        }
        // A count that does not fit into an integer.
        let huge = HashedValues([(hash: 1, value: 1e30)])
        #expect(throws: ModelError.self) { try read("TUNL", huge.entries.withUnsafeBytes { Array($0) }) }
        #expect(throws: ModelError.self) { try read("TWGT", huge.entries.withUnsafeBytes { Array($0) }) }
        #expect(throws: ModelError.self) { try read("TPRS", huge.entries.withUnsafeBytes { Array($0) }) }
    }
}
