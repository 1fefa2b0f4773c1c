import Corpus
import Foundation
import Models
import TestSupport
import Testing
import Text

@testable import Jobs

@Suite struct ReviewFromLabelsTests {
    private let folder: TemporaryFolder
    private let corpus: String
    private let corrections: String
    private let labels = ["财经", "体育"]

    init() throws {
        folder = try TemporaryFolder()
        let subjects = [["银行", "央行", "券商", "基金"], ["球队", "主帅", "前锋", "门将"]]
        let acts = [["上调利率", "发行债券", "下跌收盘", "公布财报"], ["赢得比赛", "打入进球", "遭遇伤病", "备战联赛"]]
        let lines = (0..<640).map { index in
            let text = subjects[index % 2][index / 2 % 4] + "今日" + acts[index % 2][index / 8 % 4] + "第\(index)次"
            return #"{"text": "\#(text)", "link": "u\#(index)"}"#
        }
        corpus = try folder.write(lines.joined(separator: "\n"), to: "a.jsonl")
        corrections = folder.path + "/c.jsonl"
    }

    private func job(_ count: Int = 12, threads: Int = 2) throws -> ReviewJob {
        try ReviewJob(
            ArticleSource([corpus]), labels: labels, correctionsPath: corrections, count: count, threads: threads)
    }

    private func label(_ article: Article) -> String { labels[Int(article.link.dropFirst())! % 2] }

    /// Answers a round as a person does, and saves the answers.
    private func answer(_ review: OpenReview) throws {
        let log = try CorrectionLog(path: corrections)
        var session = review.session
        while !session.isOver {
            let correction = session.take(label(session.items[session.position].article))
            try log.append(#require(correction))
        }
    }

    @Test func roundsGoOnFromTheCorrections() throws {
        let first = try job().open()
        #expect(first.classifier == nil && first.session.items.count == 12 && first.result.corrections?.count == 0)
        #expect(
            first.result.start == .init(learnedFrom: nil, answered: 0, needed: 20, sample: 640, articles: 640))
        #expect(first.result.articles.allSatisfy { $0.labels.isEmpty && $0.uncertainty == 1 })
        try answer(first)
        let second = try job().open()
        #expect(second.classifier == nil && second.result.corrected == 12 && second.result.start?.answered == 12)
        try answer(second)
        let third = try job().open()
        #expect(third.classifier?.labels.sorted() == labels.sorted() && third.classifier?.isSingleLabel == true)
        #expect(
            third.result.start == .init(learnedFrom: 24, answered: 24, needed: 20, sample: 616, articles: 616))
        #expect(third.result.articles.allSatisfy { !$0.labels.isEmpty })
        let all = [first, second, third].flatMap { $0.session.items.map(\.article.link) }
        #expect(Set(all).count == 36)

        // The answers and the same articles make a model.
        let model = folder.path + "/m.trend"
        _ = try TrainJob(
            ArticleSource([corpus]), way: .whole(TrainingOptions(threads: 2)), model: model,
            correctionsPath: corrections, background: [corpus]
        ).run()
        let trained = try Tagger.read(from: model).0.classifier
        #expect(trained.training.documents == 24 && trained.training.background?.texts == 616)
        let right = try CorpusReader.read(paths: [corpus]).articles.count {
            trained.predict([$0.normalized()])[0].first?.label == label($0)
        }
        #expect(right > 620)
    }

    @Test func threadsDoNotChangeTheChoice() throws {
        func links(_ threads: Int) throws -> [String] {
            try job(threads: threads).open().session.items.map(\.article.link)
        }
        for _ in 0..<3 {
            #expect(try links(1) == links(3))
            try answer(job().open())
        }
    }

    @Test func labeledArticlesAndOtherLabelsCount() throws {
        let other = try folder.write(
            """
            {"text": "银行发债", "link": "v1", "label": "债市"}
            {"text": "广告", "link": "v2"}
            """, to: "b.jsonl")
        try folder.write(
            #"{"链接": "v2", "行业": ["广告"]}"# + "\n", to: "c.jsonl")
        let review = try ReviewJob(
            ArticleSource([corpus, other]), labels: labels, correctionsPath: corrections, count: 3
        ).open()
        #expect(review.result.labeled == 1 && review.result.corrected == 1 && review.result.start?.answered == 2)
        #expect(Set(review.session.items[0].choices.map(\.label)) == Set(labels + ["债市", "广告"]))
    }

    @Test func optionsThatDoNotGoTogether() throws {
        func error(_ model: String?, _ labels: [String]) -> InvalidOption? {
            do { _ = try ReviewJob(ArticleSource([corpus]), model: model, labels: labels) } catch {
                return error as? InvalidOption
            }
            return nil
        }
        #expect(error(nil, [])?.name == "model")
        #expect(error("m", ["财经", "体育"])?.name == "labels")
        #expect(error(nil, ["财经", " ", "财经 "])?.name == "labels")
        #expect(error(nil, ["财经", "体育"]) == nil && error("m", []) == nil)
    }

    @Test func theScreenProposesNothingWithoutAModel() throws {
        let review = try job(2).open()
        var session = review.session
        func screen() -> ReviewScreen { ReviewScreen(session, review.classifier, width: 60) }
        #expect(screen().article.contains("1  ") && !screen().article.contains("because of"))
        #expect(!screen().prompt.contains("Enter accepts"))
        #expect(session.take("") == nil && session.position == 0 && screen().prompt.contains("no label is proposed"))
        #expect(session.take("2")?.industries == [session.items[0].choices[1].label])
        _ = session.take("q")
        #expect(screen().end.contains("1 labeled of 2 articles"))
    }

    @Test func anEvenSampleOfManyIsKept() {
        var sample = EvenSample<Int>(mostScalars: 100)
        for item in 0..<40 { sample.add(item, scalars: 10) }
        #expect(sample.items == stride(from: 0, to: 40, by: 4).map { $0 } && sample.seen == 40)
        // A lower limit takes effect at once, a higher one not at all.
        sample.limit(to: 1000)
        sample.limit(to: 50)
        #expect(sample.items == [0, 8, 16, 24, 32])
        for item in 40..<56 { sample.add(item, scalars: 10) }
        #expect(sample.items == [0, 16, 32, 48] && sample.seen == 56)
    }
}
