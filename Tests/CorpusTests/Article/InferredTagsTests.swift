import Testing

@testable import Corpus

@Suite struct InferredTagsTests {
    private let tags = InferredTags([
        .industries: [.init(label: "芯片", probability: 0.5, reason: "芯、片"), .init(label: "a,b")],
        .technologies: [.init(label: "GPT-4o", probability: 0.25, reason: "训练记录 1/2 篇列出", new: false)], .keywords: [],
        .events: [.init(label: "头", reason: "第 1 句", line: "1. **头**:句一"), .init(label: "尾", line: "2. **尾**:句二")],
    ])

    private func members(_ tags: InferredTags, _ article: Article, _ fields: FieldMapping = .init()) -> [String] {
        tags.members(for: article, fields: fields).map { $0.name + String(decoding: $0.json, as: UTF8.self) }
    }

    @Test func areTheFieldsOfARecord() {
        #expect(
            tags.values == [
                .industries: #"芯片, a\,b"#, .technologies: "GPT-4o", .keywords: "", .events: "1. **头**:句一\n2. **尾**:句二",
            ])
    }

    @Test func theBasisIsOfEmptyFieldsAlone() {
        #expect(tags.basis(for: Article(technologies: ["x"])) == "行业 芯片 0.50: 芯、片\n行业 a,b\n重大事件 1: 第 1 句\n重大事件 2")
        #expect(tags.basis(for: Article(industries: ["x"], events: "x")) == "AI技术 GPT-4o 0.25: 训练记录 1/2 篇列出")
    }

    @Test func membersFillEmptyFieldsAlone() {
        let all =
            #"tags{"events":[{"label":"头","reason":"第 1 句"},{"label":"尾"}],"industries":[{"label":"芯片","probability":0.5,"reason":"芯、片"},{"label":"a,b"}],"keywords":[],"technologies":[{"label":"GPT-4o","new":false,"probability":0.25,"reason":"训练记录 1/2 篇列出"}]}"#
        let predicted = #"predicted[{"label":"芯片","probability":0.5},{"label":"a,b"}]"#
        #expect(members(tags, Article(industries: ["x"], events: "x")) == [#"AI技术["GPT-4o"]"#, predicted, all])
        #expect(
            members(tags, Article(technologies: ["x"]), FieldMapping(names: [.industries: "class"]))
                == [
                    #"class["芯片","a,b"]"#, #"重大事件摘要"1. **头**:句一\n2. **尾**:句二""#,
                    #"filled{"industries":[{"label":"芯片"},{"label":"a,b"}]}"#, predicted, all,
                ])
        #expect(
            members(InferredTags([.industries: [.init(label: "芯片", reason: "因")]]), Article()) == [
                #"predicted[{"label":"芯片"}]"#
            ])
    }
}
