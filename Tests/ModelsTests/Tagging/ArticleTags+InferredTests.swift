import Corpus
import Testing

@testable import Models

@Suite struct ArticleTagsInferredTests {
    private let tags = ArticleTags(
        industries: [
            Explanation(
                label: "芯片", probability: 0.97104,
                terms: [
                    .init(ngram: "芯\n片", contribution: 1, places: [1]),
                    .init(ngram: "晶圆", contribution: 1, places: [4]),
                ])
        ],
        technologies: [
            TechnologyMention(
                name: "GPT-4", probability: 0.5, isNew: false, reason: .listed(records: 3, of: 5), places: [0..<5])
        ],
        keywords: [
            Keyword(
                text: "大模型", probability: .nan, places: [0..<3, 7..<10], isInTitle: true, texts: 4, records: 9,
                listed: 2)
        ],
        events: [
            Event(head: "头", sentence: "句。", position: 1, titleShare: 0.256, centrality: 0.125, hasFigure: true)
        ])

    @Test func findingsBecomeTagsWithTheirReasons() {
        #expect(
            tags.inferred(Set(InferredTags.fields))
                == InferredTags([
                    .industries: [.init(label: "芯片", probability: 0.971, reason: "芯片、晶圆")],
                    .technologies: [.init(label: "GPT-4", probability: 0.5, reason: "训练记录 3/5 篇列出", new: false)],
                    .keywords: [.init(label: "大模型", reason: "在标题中，2 次，训练文章 4/9 篇含有，2 篇列出")],
                    .events: [
                        .init(label: "头", reason: "第 2 句，含标题的 26%，与其他句相似 0.12，有数字", line: "1. **头**:句。")
                    ],
                ]))
        // A field that was not looked for is missing; a field in which nothing was found is empty.
        #expect(tags.inferred([.keywords]).tags.keys.elementsEqual([.keywords]))
        #expect(ArticleTags().inferred([.events]) == InferredTags([.events: []]))
    }

    @Test func reasonsAreSpansWithTheirShares() {
        let explanation = Explanation(
            label: "芯片", probability: 1, terms: [.init(ngram: "芯", contribution: 1, places: [0])],
            spans: [
                .init(text: "大模型", contribution: 2, share: 0.384, places: [0..<3]),
                .init(text: "Scaling\nLaw", contribution: 1, share: 0.1249, places: [4..<15]),
            ])
        #expect(explanation.reason() == "大模型 38%、ScalingLaw 12%")
    }

    @Test func newNamesHaveTheirReasons() {
        func reason(_ reason: TechnologyMention.Reason) -> String {
            TechnologyMention(name: "x", probability: 1, isNew: true, reason: reason, places: []).reason(in: .chinese)
        }
        #expect(reason(.newVersion(of: "GPT")) == "GPT 的新版本")
        #expect(reason(.introduced(by: "发布")) == "新名称，在“发布”之后")
        #expect(reason(.quoted) == "新名称，在引号或书名号中" && reason(.form) == "新名称，形似已知名称")
    }

    @Test func labelsAloneAreTheSameJSON() {
        let labels = [0.97104, 1, 0, 0.12345, .nan].map { ArticleClassifier.Prediction(label: "芯\"片", probability: $0) }
        var bytes: [UInt8] = []
        labels.appendJSON(to: &bytes)
        let coded = labels.inferred.members(for: Article(), fields: FieldMapping())
        #expect(coded.map(\.name) == ["predicted"])
        #expect(String(decoding: bytes, as: UTF8.self) == String(decoding: coded[0].json, as: UTF8.self))
        bytes = []
        [ArticleClassifier.Prediction]().appendJSON(to: &bytes)
        #expect(bytes == Array("[]".utf8))
    }
}
