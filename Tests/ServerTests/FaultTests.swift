import Corpus
import Foundation
import Jobs
import Models
import Testing
import Timeline

@testable import Server

/// What readers are told that went wrong.
@Suite struct FaultTests {
    static let faults: [Fault] = [
        .unknownHost("evil.example"), .wrongMethod(["GET"]), .tokenNeeded, .forged, .noSuchAddress, .notJSON,
        .bodyTooLarge, .addressTooLong, .otherStatus(400), .option(InvalidOption("from", "'x'", "write 2024-05")),
        .option(InvalidOption("by", "'year'", "it is day, week, month or quarter")),
        .noSuchDay(name: "from", value: "2024-02-31"), .backwards(from: "2024-06", to: "2024-01"), .emptyTerm("|"),
        .sameTerm("AI"), .noLabel, .longLabels, .topics(.noSuchTopic("甲")), .topics(.missingRows(of: 3)),
        .topics(.unknownTarget(topic: "甲", target: "乙")), .topics(.intoItself(topic: "甲", target: "甲")),
        .topics(.hiddenAndMerged(topic: "甲")), .topics(.sameName("甲", other: "乙")), .unnamedReviewer,
        .noLabelsToReviewBy, .nothingToUndo, .tooManyCorrections(most: 9), .nothingToTag, .notAnArticle,
        .noSuchArticle(9), .notYourArticle(9), .anotherArticle(named: "甲", called: "乙"), .noModel, .noNewModel,
        .newModelIsGone, .noTopics, .noCurves, .nothingToReport, .nothingToDraw, .noSuchReport, .noSuchJob, .jobIsOver,
        .noFile, .tooManyJobs(most: 20), .fileTooLarge, .emptyFile, .noRoom, .textNamedOtherwise("a.xlsx"),
        .corpus(.busy(path: "a.db")), .corpus(.unwritable(path: "a", reason: "full")), .corpus(.notFound(path: "a")),
        .corpus(.noTextColumn(path: "a.csv", columns: ["编号"])), .job(.noDatedArticle),
        .job(.noSuchPeriod(Period("2024-01")!, first: Period("2024-02")!, last: Period("2024-03")!)),
        .model(.noLabels(articles: 3)), .report(.noDatedArticles(undated: 3)), .feature(.noDocuments),
        .numerics(.oneClass), .unforeseen, .otherSite, .notUTF8, .changedMeanwhile(9), .answerReplaced(9),
        .topicsChanged,
        .unknownName("form", known: ["from", "to"]), .unknownName("x", known: []), .notAForm, .contradiction(3),
        .modelReplaced, .notTaken("a.docx", kind: "a Word document"),
    ]

    @Test(arguments: faults) func eachIsSaidInBothLanguagesWithoutOptions(fault: Fault) {
        let (chinese, english) = (Problem(fault, in: .chinese), Problem(fault, in: .english))
        #expect(chinese.status == english.status && chinese.status >= 400 && chinese.title == english.title)
        #expect(!chinese.detail.contains("--") && !english.detail.contains("--"), "\(english.detail)")
        #expect(chinese.detail.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(chinese.detail)")
        #expect(!english.detail.isEmpty && !english.title.isEmpty)
    }

    @Test func aPageSaysItInItsLanguageAndAProgramIsToldInEnglish() async throws {
        let server = try await TestServer.start(hasModel: false)
        let html = ["Accept": "text/html"]
        let chinese = try await server.get("/articles?from=2024-06&to=2024-01", html)
        #expect(chinese.status == 422 && chinese.text.contains("起始时间 2024-06 晚于结束时间 2024-01"))
        let english = try await server.get("/articles?from=2024-06&to=2024-01&lang=en", html)
        #expect(english.text.contains("from is 2024-06, which is after the end, 2024-01"))
        let api = try await server.get("/api/v1/articles?from=2024-06&to=2024-01", ["Cookie": "trend-lang=zh"])
        #expect(try api.json(Problem.self).detail.hasPrefix("from is 2024-06"))
        #expect(try await server.get("/nowhere", html).text.contains("没有这个页面"))
        #expect(try await server.post("/train", []).text.contains("without a model"))
    }
}
