import Testing

@testable import Features

@Suite struct PhraseExtensionTests {
    private func phrase(of ngram: String, in texts: [String]) throws -> String? {
        let (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(
            texts.map(scalars), options: TFIDFOptions(ngrams: 2, to: 4))
        var frequency = [Int](repeating: 0, count: matrix.columns)
        for column in matrix.columnIndices { frequency[Int(column)] += 1 }
        let column = try #require((0..<matrix.columns).first { vectorizer.vocabulary.ngram($0) == ngram })
        return PhraseExtension(vectorizer, documentFrequency: frequency)
            .phrase(of: ngram, documents: frequency[column])
    }

    @Test func fragmentsGrowAtBothEnds() throws {
        let texts = ["发展人工智能好", "用人工智能的", "新人工智能与", "看人工智能吗"]
        for fragment in ["人工", "工智", "智能", "工智能"] {
            #expect(try phrase(of: fragment, in: texts) == "人工智能")
        }
    }

    @Test func growsBeyondTheLongestNGram() throws {
        let texts = ["甲新能源汽车乙", "丙新能源汽车丁", "戊新能源汽车己"]
        #expect(try phrase(of: "能源", in: texts) == "新能源汽车")
    }

    @Test func aNeighbourInHalfOfTheDocumentsStaysOut() throws {
        #expect(try phrase(of: "芯片", in: ["芯片厂", "芯片厂", "芯片股", "买芯片"]) == "芯片")
        #expect(try phrase(of: "芯片", in: ["甲芯片厂", "乙芯片厂", "丙芯片厂", "买芯片"]) == "芯片厂")
    }

    @Test func partsOfManyLatinWordsAreNone() throws {
        #expect(try phrase(of: "in", in: ["甲ring", "乙bind", "丙mine", "丁tint"]) == nil)
        #expect(try phrase(of: "hi", in: ["甲 chip 乙", "丙 chip 丁", "戊 chip 己"]) == "chip")
    }

    @Test func stopsAtTenCharacters() throws {
        let text = "一二三四五六七八九十百千万"
        #expect(try phrase(of: "一二", in: [text, text]) == "一二三四五六七八九十")
    }

    @Test(.timeLimit(.minutes(1))) func noDocumentsEnd() throws {
        let vectorizer = try TFIDFVectorizer.fitTransform([scalars("甲乙")], options: TFIDFOptions(ngrams: 2, to: 2)).0
        #expect(PhraseExtension(vectorizer, documentFrequency: [0]).phrase(of: "甲乙", documents: 0) == "甲乙")
    }
}
