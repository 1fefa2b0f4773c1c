import Corpus
import Testing

@testable import Models

@Suite struct ReviewSessionTests {
    private func session(isSingleLabel: Bool = false) -> ReviewSession {
        let items = (1...3).map { number in
            ReviewSession.Item(
                article: Article(title: "第\(number)篇", link: "u\(number)"),
                choices: [
                    .init(label: "半导体", probability: 0.6), .init(label: "汽车", probability: 0.5),
                    .init(label: "教育", probability: 0.1),
                ],
                proposed: isSingleLabel ? 1 : 2)
        }
        return ReviewSession(items, labels: ["半导体", "教育", "汽车"], isSingleLabel: isSingleLabel)
    }

    @Test func everyAnswerIsAtOnceACorrection() {
        var session = session()
        #expect(session.take("") == Correction(key: .link("u1"), title: "第1篇", industries: ["半导体", "汽车"]))
        #expect(session.take("s") == nil && session.position == 2)
        #expect(session.take("3")?.industries == ["教育"])
        #expect(session.isOver && session.decided == [0: ["半导体", "汽车"], 2: ["教育"]])
        #expect(session.take("") == nil)
    }

    @Test func theWholeArticleIsShownBeforeTheSameQuestion() {
        var session = session()
        #expect(session.take("ｗ") == nil && session.notice == .wholeArticle && session.position == 0)
        #expect(session.take("")?.title == "第1篇" && session.notice == nil)
    }

    @Test func goingBackAllowsAnotherDecision() {
        var session = session()
        #expect(session.take("b") == nil && session.notice == .firstArticle)
        _ = session.take("1")
        #expect(session.take("b") == nil && session.position == 0 && session.notice == nil)
        #expect(session.take("2") == Correction(key: .link("u1"), title: "第1篇", industries: ["汽车"]))
        #expect(session.decided == [0: ["汽车"]])
    }

    @Test func unknownNamesRaiseAQuestion() {
        var session = session()
        #expect(
            session.take("1,半导,生物") == nil && session.question?.name == "半导" && session.question?.similar == ["半导体"])
        #expect(session.take("1") == nil && session.question?.name == "生物" && session.question?.similar == [])
        #expect(
            session.take("n")?.industries
                == ["半导体", "半导体", "生物"].reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        // A new label is known from then on.
        #expect(session.take("生物")?.industries == ["生物"])
        #expect(session.take("新词") == nil && session.question != nil)
        #expect(session.take("") == nil && session.question == nil && session.position == 2 && !session.isOver)
        #expect(session.take("新词") == nil && session.take("7") == nil && session.position == 2)
    }

    @Test func nothingIsAcceptedWhereNothingIsProposed() {
        var item = session().items[0]
        item.proposed = 0
        var session = ReviewSession([item], labels: ["半导体", "教育", "汽车"], isSingleLabel: false)
        #expect(session.take("") == nil && session.notice == .nothingProposed && session.position == 0)
        #expect(session.take("2,3")?.industries == ["汽车", "教育"] && session.notice == nil && session.isOver)
    }

    @Test func badAnswersAskAgain() {
        var single = session(isSingleLabel: true)
        #expect(single.take("1,2") == nil && single.notice == .oneLabelOnly && single.position == 0)
        #expect(single.take("9") == nil && single.notice == .noSuchNumber("9"))
        #expect(single.take("?") == nil && single.notice == .help)
        #expect(single.take("")?.industries == ["半导体"])
    }

    @Test func theEndOfTheInputEnds() {
        var session = session()
        _ = session.take("1")
        #expect(session.take(nil) == nil && session.isOver && session.decided.count == 1)
        var quitting = self.session()
        #expect(quitting.take("生物") == nil && quitting.take(nil) == nil && quitting.isOver)
        var empty = ReviewSession([], labels: [], isSingleLabel: false)
        #expect(empty.isOver && empty.take("") == nil)
    }
}
