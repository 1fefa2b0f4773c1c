import Corpus
import Features
import Foundation
import TrendNumerics
import TestSupport
import Testing
import Text

@testable import Models

/// New articles among short ones, most of which share no phrase with the topics.
@Suite struct NoveltyTests {
    /// Titles of one kind, each of a few of its words in any order, with words that every kind has.
    private static func titles(_ words: String, _ count: Int, seed: UInt64) -> [Article] {
        let own = words.split(separator: " ").map(String.init)
        let common = "什么 今天 为何 我们 大家 终于 原来 消息 重磅 第一 最新 知道 到底 如何 发布".split(separator: " ").map(String.init)
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            let parts: [String] = [own, own, own, common, common].map { $0.randomElement(using: &generator)! }
            return Article(title: parts.shuffled(using: &generator).joined())
        }
    }

    private static let finance = """
        央行 降息 股市 银行 存款 基金 债券 楼市 汇率 贷款 上市 融资 利率 通胀 监管 券商 保险 分红 市值 退市 外资 北向 期货 黄金 税收 财政 \
        国债 信托 理财 净利 营收 亏损 并购 重组 停牌 涨停 跌停 大盘 散户 机构
        """
    private static let sports = """
        球队 主场 客场 进球 教练 联赛 冠军 决赛 射门 扣篮 篮板 助攻 门将 裁判 点球 加时 换人 伤病 转会 签约 训练 国足 女排 乒乓 羽毛 泳池 \
        田径 跨栏 短跑 跳高 体操 拳王 网球 高球 滑雪 冬奥 奥运 世锦 亚运 火炬
        """

    private static let known = titles(finance, 1500, seed: 1)

    private func model(_ articles: [Article] = known) throws -> TopicModel {
        try TopicModel.fit(articles, nmf: NMF(rank: 6), recognizesNew: true).0
    }

    /// A model of which many articles have no topic, as it is with titles.
    private func withoutFit(_ model: TopicModel, _ texts: [ArticleText]) throws -> TopicModel {
        var short = try TopicModel(topics: model.topics, vectorizer: model.vectorizer, H: model.H, minimumFit: 0)
        #expect(short.needsNovelty)
        short.novelty = Novelty(of: texts.scalars, threads: 1)
        return short
    }

    private func shareOfNew(_ articles: [Article], _ model: TopicModel, threads: Int = 1) -> Double {
        let texts = articles.normalized()
        let new = UnmatchedTexts(texts, fits: model.fold(texts).fits, in: model, threads: threads)
        #expect(new.basis == .characters && new.expectedShare == Novelty.expectedShare)
        #expect(new.likeness.count == texts.count)
        return Double(new.indices.count) / Double(texts.count)
    }

    @Test func articlesOfAnotherKindAreNewAndLikeOnesAreNot() throws {
        let model = try withoutFit(model(), NoveltyTests.known.normalized())
        #expect(shareOfNew(NoveltyTests.titles(NoveltyTests.finance, 400, seed: 2), model) < 0.13)
        let sports = NoveltyTests.titles(NoveltyTests.sports, 400, seed: 3)
        #expect(shareOfNew(sports, model) > 0.9)
        #expect(shareOfNew(sports, model) == shareOfNew(sports, model, threads: 2))
        // Nothing can be said of a text without letters.
        #expect(shareOfNew([Article(title: "……")], model) == 0)
    }

    @Test func aModelKeepsItOnlyIfItsArticlesNeedIt() throws {
        // Half of the articles share no phrase with any other.
        let lone = (0..<400).map { index -> Article in
            let scalars = (0..<9).map { place -> UInt32 in UInt32(0x5000 + (index * 9 + place) * 7 % 18_000) }
            return Article(title: String(scalars: scalars))
        }
        let mixed = try model(Array(NoveltyTests.known.prefix(400)) + lone)
        #expect(mixed.minimumFit < TopicModel.minimumMembership && mixed.novelty != nil)
        let long = try TopicModel.fit(
            (0..<40).flatMap { [Articles.chip($0), Articles.car($0)] }, nmf: NMF(rank: 2), recognizesNew: true
        ).0
        #expect(long.minimumFit >= TopicModel.minimumMembership && long.novelty == nil)
        #expect(try TopicModel.fit(NoveltyTests.known + lone, nmf: NMF(rank: 6)).0.novelty == nil)
    }

    @Test func theFileKeepsIt() throws {
        let model = try withoutFit(model(), NoveltyTests.known.normalized())
        let month =
            NoveltyTests.titles(NoveltyTests.sports, 50, seed: 4)
            + NoveltyTests.titles(NoveltyTests.finance, 50, seed: 5)
        let texts = month.normalized()
        let fits = model.fold(texts).fits
        try withTemporaryFile { path in
            try model.write(to: path)
            let again = try TopicModel.read(from: path)
            let (old, new) = (
                UnmatchedTexts(texts, fits: fits, in: model), UnmatchedTexts(texts, fits: fits, in: again)
            )
            #expect(old.likeness == new.likeness && old.indices == new.indices && new.basis == .characters)

            for section in ["CHAR", "PAIR", "PCNT"] {
                try expectRefusal(of: path, section) { $0 = [] }
                try expectRefusal(of: path, section) { $0.removeLast(4) }
                try expectRefusal(of: path, section) { $0[3] = 0xFF }
            }
        }
    }

    private func expectRefusal(of path: String, _ section: String, _ change: (inout [UInt8]) -> Void) throws {
        var file = ModelFile()
        for name in ["TOPC", "PHRS", "COLW", "TERM", "CHAR", "PAIR", "PCNT"] {
            var bytes = try ModelFile(path: path).bytes(name)
            if name == section { change(&bytes) }
            file.add(name, bytes)
        }
        try withTemporaryFile { damaged in
            try file.write(to: damaged)
            #expect(throws: ModelError.self, "\(section)") { try TopicModel.read(from: damaged) }
        }
    }

    /// A file of an earlier version, most of whose articles had no topic, tells nothing new and says so.
    @Test func withoutItNothingIsNew() throws {
        let model = try model()
        let old = try TopicModel(topics: model.topics, vectorizer: model.vectorizer, H: model.H, minimumFit: 0)
        let texts = NoveltyTests.titles(NoveltyTests.sports, 50, seed: 4).normalized()
        let new = UnmatchedTexts(texts, fits: old.fold(texts).fits, in: old)
        #expect(new.basis == .none && new.indices.isEmpty)
    }
}
