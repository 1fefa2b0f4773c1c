import Testing

@testable import Models

@Suite struct LabelChoiceTests {
    @Test func rareLabelsAreListed() throws {
        let counts = ["乙": 5, "甲": 2, "丙": 1, "丁": 2]
        let choice = try LabelChoice(counts: counts, articles: 10, minimum: 3)
        #expect(choice.labels == ["乙"] && choice.minimum == 3)
        #expect(choice.rare.listed.map(\.label) == ["丁", "甲", "丙"] && choice.rare.count == nil)
        #expect(try LabelChoice(counts: counts, articles: 10, minimum: nil).labels.count == 4)
        #expect(try LabelChoice(counts: counts, articles: 400, minimum: nil).minimum == 2)
        #expect(try LabelChoice(counts: ["甲": 40], articles: 1 << 40, minimum: nil).minimum == 30)
        #expect(throws: ModelError.allLabelsRare(labels: 4, minimum: 6)) {
            try LabelChoice(counts: counts, articles: 10, minimum: 6)
        }
    }

    /// Texts with new labels each would fill the model with them.
    @Test func ofVeryManyRareLabelsTheMostFrequentAreListed() throws {
        var counts = Dictionary(uniqueKeysWithValues: (0..<RareLabels.maximum + 50).map { ("标签\($0)", 1) })
        counts["业"] = 9
        counts["常见的罕见标签"] = 2
        let choice = try LabelChoice(counts: counts, articles: 10, minimum: 3)
        #expect(choice.labels == ["业"])
        #expect(choice.rare.listed.count == RareLabels.maximum && choice.rare.count == RareLabels.maximum + 51)
        #expect(choice.rare.listed[0].label == "常见的罕见标签")
    }

    @Test func ofTooManyLabelsTheMostFrequentAreLearned() throws {
        let counts = ["乙": 5, "甲": 4, "丙": 4, "丁": 4, "罕": 1]
        let choice = try LabelChoice(counts: counts, articles: 10, minimum: 2, most: 2)
        #expect(choice.labels == ["丁", "乙"] && choice.most == 2)
        #expect(choice.rare.listed.map(\.label) == ["丙", "甲", "罕"])
        let all = try LabelChoice(counts: counts, articles: 10, minimum: 2, most: 4)
        #expect(all.labels == ["丁", "丙", "乙", "甲"] && all.most == nil)
    }

    /// What users have lies far within the bounds; labels × articles grow no further beyond them.
    @Test func theMostLabelsDependOnTheArticles() {
        func most(_ articles: Int, single: Bool) -> Int {
            ArticleClassifier.mostLabels(articles: articles, isSingleLabel: single)
        }
        #expect(most(2940, single: false) == 1024 && most(2940, single: true) == 1024)
        #expect(most(6000, single: false) == 699 && most(20_000, single: true) == 838)
        #expect(most(800_000, single: false) == 512 && most(800_000, single: true) == 512)
    }
}
