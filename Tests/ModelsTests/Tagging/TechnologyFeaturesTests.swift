import Text
import Features
import Foundation
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

    @Test func quotationMarksDoNotHideNeighbors() {
        let text = NameText(ArticleText(title: "", body: "发布“轩辕”模型"))
        #expect(text.outside(3..<5) == 2..<6 && text.outside(0..<2) == 0..<2)
        // The verb before the marks introduces the name, and a product's noun tells it from a turn of phrase.
        #expect(features("芯片“轩辕”问世").keys != features("热衷“轩辕”之路").keys)
        #expect(
            features("发布“轩辕”了").count { $0.value == 1 } > features("热衷“轩辕”了").count { $0.value == 1 })
    }

    @Test func companiesAndProductsHaveTheirNeighbors() {
        func roles(_ body: String) -> TechnologyRoles {
            let text = NameText(ArticleText(title: "", body: body))
            return TechnologyRoles(
                TechnologyCandidate.all(in: text, names: TechnologyNamesTests.names([]))[0].places.map(\.range),
                in: text)
        }
        let company = roles("据悉，Zeta宣布裁员，收购Zeta 团队")
        #expect(company.company == 1.5 && company.product == 0)
        let product = roles("昨日推出Zeta模型，是Zeta芯片")
        #expect(product.product == 2 && product.company == 0)
        #expect(roles("，Zeta 5月14日走").company == 1 && roles("，Zeta走").company == 0)
    }

    @Test func aCandidateHasAPlaceAmongTheOthers() {
        let text = NameText(ArticleText(title: "", body: "看Alpha，看Beta，看Gamma，看Beta"))
        let ranks = TechnologyRank.all(
            TechnologyCandidate.all(in: text, names: TechnologyNamesTests.names([])), in: text)
        #expect(ranks.map(\.oftener) == [1, 0, 1] && ranks.map(\.order) == [0, 1, 2] && ranks[0].count == 3)
        let standings = TechnologyStanding.all([1, 3, 1], scale: 1)
        #expect(standings.map { $0[0] } == [log(2), 0, log(2)] && standings.map { $0[1] } == [2, -2, 2])
        #expect(standings.map { $0[2] } == [0, 1, 0] && standings.allSatisfy { $0[3] == log(3) && $0[4] > 0 })
        #expect(TechnologyStanding.all([], scale: 1).isEmpty && TechnologyStanding.all([1], scale: 1)[0][1] == -5)
        // A text twice as long has two best candidates.
        #expect(TechnologyStanding.all([1, 3, 2], scale: 2).map { $0[2] } == [0, 1, 1])
        #expect(TechnologyStanding.all([1, 3, 2], scale: 2).map { $0[1] } == [1, -2, -1])
        #expect(TechnologyStanding.all([0], scale: 9).allSatisfy { $0.count == TechnologyStanding.count })
    }

    @Test func wordsOfTheFieldAreCounted() {
        func field(_ body: String) -> Float { TechnologyFeatures.field(NameText(ArticleText(title: "", body: body))) }
        #expect(field("") == -1.5 && field("AI模型和算法") > field("AI") && field("AI") > field("said"))
    }
}
