import TrendNumerics
import TestSupport
import Corpus
import Testing
import Text

@testable import Models

@Suite struct TopicModelTests {
    /// Whether the first topic of each article is its heaviest.
    private func isFirst(_ weights: [Float]) -> [Bool] {
        stride(from: 0, to: weights.count, by: 2).map { weights[$0] > weights[$0 + 1] }
    }

    // Fewer than 20 articles, so that no phrase is too frequent.
    private let articles = (0..<9).flatMap { [Articles.chip($0), Articles.car($0)] }

    @Test func findsTwoThemes() throws {
        let (model, weights) = try TopicModel.fit(articles, nmf: NMF(rank: 2))
        #expect(model.count == 2 && weights.count == 36)
        let first = isFirst(weights)
        for index in first.indices { #expect(first[index] == (first[0] == (index % 2 == 0))) }
        let names = model.topics.map { $0.phrases.joined(separator: " ") }
        let (chip, car) = first[0] ? (names[0], names[1]) : (names[1], names[0])
        #expect(chip.contains("芯片") && !chip.contains("汽车"))
        #expect(car.contains("汽车") && !car.contains("芯片"))
        #expect(model.topics.allSatisfy { $0.name == $0.phrases.prefix(3).joined(separator: " · ") })
    }

    /// All n-grams of a few texts without common phrases may be phrases, but not those of many.
    @Test func textsWithoutCommonPhrasesHaveNoTopicsIfTheyAreMany() throws {
        func articles(_ count: Int, length: Int) -> [Article] {
            (0..<count).map { number in
                // Every 20,000 characters in other steps, so that no two characters follow each other twice.
                let places = number * length..<(number + 1) * length
                return Article(
                    text: String(scalars: places.map { UInt32(0x4E00 + $0 * (7919 + 2 * ($0 / 20_000)) % 20_000) }))
            }
        }
        #expect(try TopicModel.fit(articles(2, length: 1000), nmf: NMF(rank: 2)).0.count > 0)
        let length = TopicModel.mostWithoutCommonPhrases / 2
        #expect(throws: ModelError.noCommonPhrases(articles: 2)) {
            try TopicModel.fit(articles(2, length: length + 1), nmf: NMF(rank: 2))
        }
        let texts = articles(60, length: 3000).normalized()
        let new = try NewTopics(among: texts, new: Array(texts.indices))
        #expect(new.topics.isEmpty && new.weights.isEmpty)
    }

    @Test func foldingKeepsTheTopics() throws {
        let (model, weights) = try TopicModel.fit(articles, nmf: NMF(rank: 2, tolerance: 1e-6, maximumIterations: 1000))
        let (folded, fits) = model.fold(articles)
        let scale = weights.max()!
        #expect(zip(folded, weights).allSatisfy { abs($0 - $1) < 0.01 * scale })
        let (new, newFits) = model.fold([Articles.chip(23), Articles.car(23), Article(title: "鲸")])
        #expect(isFirst(new)[0] == isFirst(weights)[0] && isFirst(new)[1] == isFirst(weights)[1])
        #expect(new.suffix(2) == [0, 0] && newFits[2] == 0 && newFits[2] < model.minimumFit)
        let again = model.fold(articles, threads: 2)
        #expect(again.weights == folded && again.fits == fits)
        // All but 5% of the articles fit the topics that were found in them; of 18 articles, all.
        #expect(fits.allSatisfy { $0 >= model.minimumFit - 0.01 } && model.minimumFit > 0.3)
    }

    @Test func distantArticlesHaveNoTopic() throws {
        #expect(TopicModel.ofMembers([1, 2, 3, 4, 5, 6], fits: [0.2, 0.09, 0.1]) == [1, 2, 0, 0, 5, 6])
        #expect(TopicModel.ofMembers([], fits: []) == [])
        // In a corpus of three themes, two topics leave one theme out.
        let whales = (0..<4).map { Article(title: "鲸鱼迁徙观察\($0)", text: "深海生物记录，鲸鱼迁徙观察") }
        let (model, weights) = try TopicModel.fit(articles + whales, nmf: NMF(rank: 2))
        let fits = model.fold(articles + whales).fits
        #expect(fits.suffix(4).allSatisfy { $0 < TopicModel.minimumMembership })
        #expect(weights.suffix(8).allSatisfy { $0 == 0 } && weights.prefix(36).contains { $0 > 0 })
    }

    @Test func fileKeepsTheTopics() throws {
        let (model, _) = try TopicModel.fit(articles, nmf: NMF(rank: 2))
        try withTemporaryFile { path in
            try model.write(to: path)
            let again = try TopicModel.read(from: path)
            #expect(again.topics == model.topics && again.H == model.H && again.minimumFit == model.minimumFit)
            #expect(again.fold(articles).weights == model.fold(articles).weights)
            #expect(throws: ModelError.otherKind("a topic model", wanted: "a classifier")) {
                try ArticleClassifier.read(from: path)
            }
        }
    }

    /// Parts that are valid separately but inconsistent with each other.
    @Test func hostileFilesAreRefused() throws {
        let model = try TopicModel.fit(articles, nmf: NMF(rank: 2)).0
        func file(without: String, _ other: [Float]? = nil, length: String = "1") throws -> ModelFile {
            var file = ModelFile()
            file.add(
                "TOPC",
                Array(
                    #"{"topics":[{"phrases":["甲"],"share":0.5},{"phrases":["乙"],"share":0.5}],"leastLength":\#(length),"leastFit":0.1}"#
                        .utf8))
            if without != "PHRS" { try file.add("PHRS", json: model.vectorizer.lexicon) }
            if without != "COLW" { file.add("COLW", array: model.vectorizer.columnWeights) }
            if without != "TERM" { file.add("TERM", array: model.H) }
            if let other { file.add(without, array: other) }
            return file
        }
        func read(_ file: ModelFile) throws -> TopicModel {
            try withTemporaryFile { path in
                try file.write(to: path)
                return try TopicModel.read(from: path)
            }
        }
        #expect(try read(file(without: "")).count == 2)
        for section in ["PHRS", "COLW", "TERM"] {
            #expect(throws: ModelError.self, "\(section)") { try read(file(without: section)) }
            #expect(throws: ModelError.self, "\(section)") { try read(file(without: section, [1])) }
        }
        for length in ["-1", "1e99", "null"] {
            #expect(throws: ModelError.self, "\(length)") { try read(file(without: "", length: length)) }
        }
    }

    @Test func topicsAreNamedByNeighboringPhrases() throws {
        // 董事会 is in as many articles as 晶圆, and more often in each, but far from 光刻机.
        var generator = SeededGenerator(seed: 4)
        func other(_ count: Int) -> String {
            String(
                String.UnicodeScalarView(
                    (0..<count).map { _ in UnicodeScalar(UInt32(0x4e00 + generator.next() % 20000))! }))
        }
        let articles = (0..<60).flatMap { _ in
            [
                Article(
                    title: "光刻机\(other(2))晶圆\(other(1))光刻机\(other(3))光刻机",
                    text: "\(other(150))董事会\(other(2))董事会"),
                Article(title: "玉米\(other(2))小麦", text: "\(other(150))水稻"),
            ]
        }
        let topics = try TopicModel.fit(articles, nmf: NMF(rank: 2)).0.topics
        let topic = try #require(topics.first { $0.phrases.contains("光刻机") }, "\(topics)")
        #expect(Set(topic.phrases.prefix(2)) == ["光刻机", "晶圆"] && topic.phrases.contains("董事会"), "\(topic.phrases)")
    }

    @Test func theSearchReplacesTheRank() throws {
        let search = TopicCountSearch(counts: [2], samples: 1)
        let (model, weights) = try TopicModel.fit(articles, nmf: NMF(rank: 40), search: search)
        #expect(model.count == 2 && weights.count == 36)
    }

    @Test func identicalArticlesGiveATopic() throws {
        let same = [Article](repeating: Articles.chip(0), count: 5)
        let model = try TopicModel.fit(same, nmf: NMF(rank: 4)).0
        // There is only one topic, however many are asked for.
        #expect(model.count == 1 && model.topics[0].phrases.count > 0 && model.topics[0].share == 1)
        let (alone, weights) = try TopicModel.fit([Articles.chip(0)], nmf: NMF(rank: 4))
        #expect(alone.count == 1 && weights.count == 1 && alone.fold([Articles.chip(0)]).fits[0] > 0.99)
    }

    @Test func orderAndRepetitionDoNotChangeTopics() throws {
        let articles = (0..<40).flatMap { [Articles.chip($0), Articles.car($0 / 2)] }
        let (model, weights) = try TopicModel.fit(articles, nmf: NMF(rank: 2))
        let order = articles.indices.map { $0 * 37 % 80 }
        let (shuffled, shuffledWeights) = try TopicModel.fit(order.map { articles[$0] }, nmf: NMF(rank: 2))
        let (doubled, _) = try TopicModel.fit(articles + articles, nmf: NMF(rank: 2))
        for other in [shuffled, doubled] {
            // Equally descriptive phrases may change places.
            let themes = { (model: TopicModel) in model.topics.map { $0.phrases.joined().contains("芯片") } }
            #expect(themes(other) == themes(model))
            #expect(zip(other.topics, model.topics).allSatisfy { abs($0.share - $1.share) < 0.01 })
            #expect(abs(other.minimumFit - model.minimumFit) < 0.02)
        }
        let scale = weights.max()!
        for (row, article) in order.enumerated() {
            for topic in 0..<2 {
                #expect(abs(shuffledWeights[row * 2 + topic] - weights[article * 2 + topic]) < 0.01 * scale)
            }
        }
    }

    @Test func sharesAddUpToOne() {
        #expect(TopicModel.shares([1, 3, 0, 0, 2, 0], topics: 2) == [0.25, 0.75, 0, 0, 1, 0])
    }

    @Test func mismatchedPartsThrow() throws {
        let model = try TopicModel.fit(articles, nmf: NMF(rank: 2)).0
        for H in [Array(model.H.dropLast()), model.H.map { -$0 - 1 }, model.H.map { _ in .nan }] {
            #expect(throws: ModelError.self) {
                try TopicModel(topics: model.topics, vectorizer: model.vectorizer, H: H, minimumFit: 0.5)
            }
        }
        for minimumFit in [-1, 2, .nan] as [Float] {
            #expect(throws: ModelError.self) {
                try TopicModel(topics: model.topics, vectorizer: model.vectorizer, H: model.H, minimumFit: minimumFit)
            }
        }
        #expect(throws: ModelError.self) {
            try TopicModel(topics: [], vectorizer: model.vectorizer, H: [], minimumFit: 0)
        }
    }
}
