import TrendNumerics
import TestSupport
import Testing

@testable import Features

@Suite struct TFIDFVectorizerTests {
    private static let fixture = Fixture.shared
    private let texts = fixture.texts.map(scalars)

    private func matches(_ matrix: CSRMatrix, _ rows: [[[Double]]]) -> Bool {
        guard matrix.rows == rows.count else { return false }
        return rows.indices.allSatisfy { row in
            let entries = matrix.rowOffsets[row]..<matrix.rowOffsets[row + 1]
            return entries.count == rows[row].count
                && zip(entries, rows[row]).allSatisfy { entry, pair in
                    Double(matrix.columnIndices[entry]) == pair[0]
                        && abs(Double(matrix.values[entry]) - pair[1]) < 1e-6
                }
        }
    }

    @Test(arguments: fixture.cases.indices) func equalsScikitLearn(_ index: Int) throws {
        let expected = Self.fixture.cases[index]
        let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(texts, options: expected.options.options)
        #expect((0..<vectorizer.vocabulary.count).map(vectorizer.vocabulary.ngram) == expected.vocabulary)
        #expect(zip(vectorizer.columnWeights, expected.idf).allSatisfy { abs(Double($0) - $1) < 1e-6 })
        #expect(matrix.columns == expected.vocabulary.count)
        #expect(matches(matrix, expected.fitted))
        #expect(vectorizer.transform(texts) == matrix)
        #expect(matches(vectorizer.transform(Self.fixture.unseen.map(scalars)), expected.unseen))
    }

    @Test func threadsDoNotChangeTheResult() throws {
        let vectorizer = try TFIDFVectorizer.fitTransform(texts, options: TFIDFOptions()).0
        let many = (0..<700).map { texts[$0 % texts.count] + texts[$0 * 7 % texts.count] }
        let one = vectorizer.transform(many, threads: 1)
        #expect(one.rows == 700)
        #expect(vectorizer.transform(many, threads: 2) == one)
        #expect(vectorizer.transform(Array(many[300..<310])) == one.selecting(rows: Array(300..<310)))
        #expect(vectorizer.transform([]).rows == 0)
    }

    @Test func reweightingEqualsComputingAnew() throws {
        let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(texts, options: TFIDFOptions(ngrams: 1, to: 3))
        let weights = (0..<matrix.columns).map { Float($0 % 5) / 2 }
        let (reweighted, product) = try vectorizer.reweighting(matrix, with: weights)
        let direct = reweighted.transform(texts)
        #expect(reweighted.columnWeights == weights)
        #expect(product.columnIndices == direct.columnIndices && product.rowOffsets == direct.rowOffsets)
        #expect(zip(product.values, direct.values).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(product.squaredRowNorms.allSatisfy { abs($0 - 1) < 1e-5 })
        #expect(throws: FeatureError.damagedVocabulary) {
            try vectorizer.reweighting(matrix, with: weights.map { -$0 })
        }
        #expect(throws: FeatureError.damagedVocabulary) { try vectorizer.reweighting(matrix, with: [1]) }
    }

    @Test func emptyDocumentIsAZeroRow() throws {
        let (_, matrix) = try TFIDFVectorizer.fitTransform([[], scalars("芯片"), []], options: TFIDFOptions())
        #expect(matrix.rowOffsets == [0, 0, 3, 3])
    }

    @Test func nothingToLearnThrows() throws {
        #expect(throws: FeatureError.noDocuments) {
            try TFIDFVectorizer.fitTransform([], options: TFIDFOptions())
        }
        #expect(throws: FeatureError.emptyVocabulary(documents: 2)) {
            try TFIDFVectorizer.fitTransform([[], []], options: TFIDFOptions())
        }
        #expect(throws: FeatureError.emptyVocabulary(documents: 2)) {
            try TFIDFVectorizer.fitTransform(
                ["ab", "cd"].map(scalars), options: TFIDFOptions(minimumDocumentFrequency: .count(2)))
        }
        for (shortest, longest) in [(0, 2), (3, 2), (1, 9)] {
            #expect(throws: FeatureError.badNGramRange(shortest, longest)) {
                try TFIDFOptions(ngrams: shortest, to: longest)
            }
        }
    }

    @Test func placesAreThoseOfTheLastScalars() throws {
        let options = try TFIDFOptions(ngrams: 1, to: 2)
        let vectorizer = try TFIDFVectorizer.fitTransform([scalars("ab")], options: options).0
        #expect(vectorizer.places(in: scalars("xabab")) == [0: ["a": [1, 3]], 1: ["ab": [2, 4]], 2: ["b": [2, 4]]])
        let found = try #require(vectorizer.featurePlaces(in: scalars("xabab")))
        #expect(found.map(\.column) == [0, 0, 1, 1, 2, 2] && found.map(\.place) == [1, 3, 2, 4, 2, 4])
        #expect(found.map(\.length) == [1, 1, 2, 2, 1, 1])
        for text in ["xabab", "", "x", "aaab"] {
            let places = try #require(vectorizer.featurePlaces(in: scalars(text)))
            #expect(vectorizer.row(of: places) == vectorizer.transform([scalars(text)]))
        }
        let hashed = try TFIDFVectorizer(
            options: options, columns: .hashed(HashedColumns(bits: 10)),
            columnWeights: Array(repeating: 1, count: 1024))
        #expect(hashed.featurePlaces(in: scalars("ab")) == nil)
    }
}
