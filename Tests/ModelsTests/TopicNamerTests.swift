import Features
import Testing

@testable import Models

@Suite struct TopicNamerTests {
    private func namer(_ texts: [String]) throws -> TopicNamer {
        let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(
            texts.map { $0.unicodeScalars.map(\.value) }, options: TFIDFOptions(ngrams: 2, to: 4))
        var frequency = [Int](repeating: 0, count: matrix.columns)
        for column in matrix.columnIndices { frequency[Int(column)] += 1 }
        return TopicNamer(vectorizer: vectorizer, documentFrequency: frequency)
    }

    @Test func phrasesAreWholeAndNoneIsWithinAnother() throws {
        let namer = try namer(["甲电动汽车乙", "丙电动汽车丁", "子芯片丑", "寅芯片卯", "12", "的了"])
        let terms = namer.vectorizer.vocabulary.count
        let H = (0..<terms).map { term in
            let ngram = namer.vectorizer.vocabulary.ngram(term)
            return Float(["电动", "动汽", "汽车", "芯片", "12", "的了"].contains(ngram) ? 1 : 0)
        }
        #expect(Set(namer.phrases(H: H, rank: 1)[0]) == ["电动汽车", "芯片"])
    }

    @Test func termsOfAllTopicsCountForLess() throws {
        let namer = try namer(["芯片", "汽车", "公司"])
        let columns = ["芯片", "汽车", "公司"].map { name in
            (0..<3).first { namer.vectorizer.vocabulary.ngram($0) == name }!
        }
        var H = [Float](repeating: 0, count: 6)
        H[columns[0] * 2] = 0.8
        H[columns[1] * 2 + 1] = 0.8
        for topic in 0..<2 { H[columns[2] * 2 + topic] = 0.9 }
        let phrases = namer.phrases(H: H, rank: 2)
        #expect(phrases == [["芯片", "公司"], ["汽车", "公司"]])
    }

    @Test func aTopicWithoutTermsHasNoPhrases() throws {
        let namer = try namer(["芯片", "汽车"])
        #expect(namer.phrases(H: [1, 0, 0, 0], rank: 2)[1] == [])
    }
}
