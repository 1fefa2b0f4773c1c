import Corpus
import Features
import Foundation
import Testing
import Text

@testable import Models

@Suite struct TechnologyUsageTests {
    private static func text(_ body: String) -> NameText { NameText(ArticleText(title: "", body: body)) }

    private static let articles = [
        Article(title: "", text: "金融大模型", keywords: ["腾讯", "混元", "超过六个字的关键词"]),
        Article(title: "", text: "金融，金融，银河", keywords: ["腾讯"]),
        Article(title: "", text: "金融AI", keywords: ["甲"]), Article(title: "", text: "银 河"),
    ]

    private let usage = TechnologyUsage(
        articles.map { (text($0.text), TechnologyUsage.keywords(of: $0)) }, names: TechnologyNamesTests.names(["混元"]))

    private func commonness(
        _ word: String, besides own: TechnologyUsage.Own = .init()
    ) -> (least: Float, mean: Float, most: Float)? {
        usage.commonness(of: word.unicodeScalars.map(\.value)[...], besides: own)
    }

    @Test func aPairIsAsUsualAsTheTextsThatHaveIt() throws {
        let finance = try #require(commonness("金融"))
        #expect(finance.least == log(Float(3.5) / 4) && finance.mean == finance.least && finance.most == finance.least)
        // One text is not counted, and a pair has no space in it.
        #expect(commonness("银河")?.most == log(Float(0.5) / 4) && usage.pairs.entries.count == 1)
        let both = try #require(commonness("金融河"))
        #expect(both.least == log(Float(0.5) / 4) && both.most == finance.most)
        #expect(abs(both.mean - (both.least + both.most) / 2) < 1e-6)
        #expect(commonness("gpt") == nil && commonness("甲") == nil && commonness("") == nil)
        // As if the record had never been seen.
        let own = TechnologyUsage.Own(Self.text("金融"), keywords: [])
        #expect(commonness("金融", besides: own)?.most == log(Float(2.5) / 4))
        #expect(TechnologyUsage.none.commonness(of: [0x91D1, 0x878D], besides: .init()) == nil)
    }

    @Test func keywordsThatNoRecordListsAreOwners() {
        func hasOwner(_ before: String, besides keywords: Set<[UInt32]> = []) -> Bool {
            let text = Self.text(before + "Zeta")
            return usage.hasOwner(
                before: text.scalars.count - 4, in: text, besides: .init(Self.text(""), keywords: keywords))
        }
        #expect(hasOwner("看腾讯") && hasOwner("腾讯的") && hasOwner("腾讯 ") && !hasOwner("腾讯，"))
        // A listed name, one character, and a long one.
        #expect(!hasOwner("混元") && !hasOwner("甲") && !hasOwner("超过六个字的关键词") && !hasOwner(""))
        let own: Set<[UInt32]> = [NameText.letters(of: "腾讯")]
        #expect(hasOwner("腾讯", besides: own) && usage.owners.entries.map(\.value) == [2])
        #expect(!TechnologyUsage.none.hasOwner(before: 2, in: Self.text("腾讯Zeta"), besides: .init()))
    }

    @Test func neighborsInAList() {
        let text = Self.text("看Alpha、Beta和 Gamma，Delta")
        let candidates = TechnologyCandidate.all(in: text, names: TechnologyNamesTests.names([]))
        let evidence = [
            TechnologyEvidence(listed: 2, texts: 3, both: 2), TechnologyEvidence(texts: 4), TechnologyEvidence(),
            TechnologyEvidence(listed: 1, texts: 9, both: 1),
        ]
        let neighbors = TechnologyNeighbor.all(candidates, evidence, in: text)
        #expect(neighbors.map(\.right) == [[.unlisted], [.new], [], []])
        #expect(neighbors.map(\.left) == [[], [.listed], [], []])
        #expect(TechnologyNeighbor(evidence[3]) == .seldomListed)
    }
}
