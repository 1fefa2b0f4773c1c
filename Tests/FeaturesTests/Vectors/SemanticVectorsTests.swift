import TrendNumerics
import Testing
import Text

@testable import Features

@Suite struct SemanticVectorsTests {
    /// Sentences of a subject and an act of one of two fields.
    static let texts: [[UInt32]] = {
        let fields = [
            (["银行", "央行", "券商", "基金"], ["上调利率", "发行债券", "下跌收盘", "公布财报"]),
            (["球队", "主帅", "前锋", "门将"], ["赢得比赛", "打入进球", "遭遇伤病", "备战联赛"]),
        ]
        var generator = SeededGenerator(seed: 2)
        return (0..<900).map { index in
            let (subjects, acts) = fields[index % 2]
            // What stands beside a phrase varies, else it is part of a longer one.
            func filler() -> String { String("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥".randomElement(using: &generator)!) }
            let text =
                filler() + subjects.randomElement(using: &generator)! + filler()
                + acts.randomElement(using: &generator)! + filler() + "\(index)"
            return text.unicodeScalars.map(\.value)
        }
    }()

    private func learn(threads: Int = 2) throws -> SemanticVectors {
        try #require(try SemanticVectors.learn(from: SemanticVectorsTests.texts, rank: 8, threads: threads))
    }

    private func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    private func cosine(_ vectors: SemanticVectors, _ first: String, _ second: String) -> Float {
        let rows = vectors.rows([scalars(first), scalars(second)])
        return (0..<8).reduce(0) { $0 + rows[$1] * rows[8 + $1] }
    }

    @Test func ofTextsOfOneFieldAreNear() throws {
        let vectors = try learn()
        #expect(cosine(vectors, "央行", "发行债券") > 0.7)
        #expect(cosine(vectors, "央行", "打入进球") < 0.4)
    }

    @Test func haveTheAskedLengthAndTheSameBits() throws {
        let vectors = try learn()
        #expect(try learn(threads: 1) == vectors)
        let texts = SemanticVectorsTests.texts
        let rows = vectors.rows(texts, length: 2, threads: 3)
        #expect(rows == vectors.rows(texts, length: 2, threads: 1))
        for row in texts.indices {
            let squares = (0..<8).reduce(Float(0)) { $0 + rows[row * 8 + $1] * rows[row * 8 + $1] }
            #expect(abs(squares - 4) < 1e-3)
        }
        #expect(vectors.rows([scalars("xyz"), []]) == [Float](repeating: 0, count: 16))
    }

    @Test func contributionsAddUpToTheProduct() throws {
        let vectors = try learn()
        let direction: [Float] = [0.5, -1, 2, 0, 0.25, 1, -0.5, 3]
        for text in SemanticVectorsTests.texts.prefix(50) {
            let row = vectors.rows([text], length: 2)
            let product = (0..<8).reduce(Float(0)) { $0 + row[$1] * direction[$1] }
            let parts = vectors.contributions(in: text, length: 2, to: [direction])[0]
            #expect(abs(parts.reduce(0) { $0 + $1.contribution } - product) < 1e-4)
            #expect(Set(parts.map(\.column)).count == parts.count)
        }
        #expect(vectors.contributions(in: scalars("xyz"), to: [direction])[0].isEmpty)
    }

    @Test func areNotLearnedFromFewTexts() throws {
        #expect(try SemanticVectors.learn(from: Array(SemanticVectorsTests.texts.prefix(499))) == nil)
        // The same text again tells nothing.
        let again = [[UInt32]](repeating: SemanticVectorsTests.texts[0], count: 2000)
        #expect(try SemanticVectors.learn(from: again) == nil)
    }

    @Test func phrasesAreNearForWhatTheyStandWith() throws {
        let vectors = try learn()
        let fields = [Set("银行央券商基金上调利率发债下跌收盘公布财报"), Set("球队主帅前锋门将赢得比赛打入进遭遇伤病备战联")]
        func field(_ phrase: String) -> Int? { fields.firstIndex { $0.isSuperset(of: phrase) } }
        let known = vectors.phrases.phrases.filter { field($0) != nil }
        #expect(known.count >= 8)
        for phrase in known {
            let found = try #require(vectors.similar(to: phrase, count: 3))
            #expect(found.isKnown && found.neighbors.count == 3 && !found.neighbors.map(\.phrase).contains(phrase))
            #expect(field(found.neighbors[0].phrase) == field(phrase), "\(phrase): \(found.neighbors)")
        }
        // No phrase of the texts: its n-grams tell.
        let other = try #require(vectors.similar(to: "主帅球", count: 2))
        #expect(!other.isKnown && !other.neighbors.isEmpty)
        #expect(vectors.similar(to: "xyz", count: 2) == nil)
    }

    @Test func aDamagedFileHasNone() throws {
        let vectors = try learn()
        for (rank, codes) in [(7, vectors.codes), (8, Array(vectors.codes.dropLast())), (0, []), (-1, [])] {
            #expect(throws: FeatureError.damagedVocabulary) {
                try SemanticVectors(
                    vectorizer: vectors.vectorizer, rank: rank, codes: codes, phrases: vectors.phrases)
            }
        }
    }
}

@Suite struct TextWindowsTests {
    private func windows(_ text: String) -> [String] {
        TextWindows.windows(of: text.unicodeScalars.map(\.value)).map { window in
            String(String.UnicodeScalarView(window.map { Unicode.Scalar($0)! }))
        }
    }

    @Test func areCutAtEndsOfSentences() {
        let sentence = String(repeating: "字", count: 39) + "。"
        #expect(windows(String(repeating: sentence, count: 3)) == [sentence + sentence, sentence])
        let clause = String(repeating: "字", count: 59) + "，"
        #expect(windows(clause + clause) == [clause, clause])
    }

    @Test func keepTheWholeText() {
        let text = String(repeating: "没有标点的长文", count: 40)
        #expect(windows(text).joined() == text)
        #expect(windows(text).allSatisfy { $0.unicodeScalars.count <= TextWindows.longest })
        #expect(windows("短") == ["短"] && windows("").isEmpty)
    }

    @Test func areKeptOnce() {
        let text = "同一句话".unicodeScalars.map(\.value)
        #expect(TextWindows.distinct([text, [], text]) == [text])
    }
}
