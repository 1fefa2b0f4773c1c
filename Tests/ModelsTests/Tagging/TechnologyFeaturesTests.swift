import Text
import Features
import Testing

@testable import Models

@Suite struct TechnologyFeaturesTests {
    private func features(
        _ body: String, title: String = "", _ evidence: TechnologyEvidence = .init(), field: Float = 0
    ) -> [UInt64: Float] {
        let text = NameText(ArticleText(title: title, body: body))
        let candidate = TechnologyCandidate.all(in: text, names: TechnologyNamesTests.names([]))[0]
        let features = TechnologyFeatures(candidate, in: text, evidence, field: field).features
        #expect(zip(features, features.dropFirst()).allSatisfy { $0.hash < $1.hash })
        return Dictionary(uniqueKeysWithValues: features.map { ($0.hash, $0.value) })
    }

    @Test func knownAndNewNamesHaveDifferentFeatures() {
        let new = features("今天Sora登场")
        let known = features("今天Sora登场", .init(listed: 3, texts: 4, both: 3))
        #expect(Set(new.keys).intersection(known.keys).isEmpty)
        #expect(features("今天Sora登场", .init(texts: 3)).keys != new.keys)
    }

    @Test func wordsAndPositionMakeFeatures() {
        let plain = features("今天Sora登场")
        #expect(features("发布Sora登场").keys != plain.keys && features("今天“Sora”登场").keys != plain.keys)
        #expect(
            features("x", title: "今天Sora登场").values.filter { $0 == 1 }.count == plain.values.filter { $0 == 1 }.count
                + 1)
        #expect(features("今天Sora登场", field: 2) != plain)
        #expect(features("今天Sora登场", .init(hasFamily: true)).count == plain.count + 1)
    }

    @Test func wordsOfTheFieldAreCounted() {
        func field(_ body: String) -> Float { TechnologyFeatures.field(NameText(ArticleText(title: "", body: body))) }
        #expect(field("") == -1.5 && field("AI模型和算法") > field("AI") && field("AI") > field("said"))
    }
}
