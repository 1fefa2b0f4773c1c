import Corpus
import Foundation
import HTTPTypes
import Hummingbird
import Jobs
import Models

/// What people say of articles.
extension Routes {
    static func reviewing(_ router: Router<PageContext>, _ desk: Desk) {
        pages(router, desk)
        program(router, desk)
        router.post("/articles/{number}/industries") { request, context in
            let number = try Routes.number(context)
            try await desk.correct(number, as: try await desk.form(request))
            return Answer.redirect(to: "/articles/\(number)")
        }
        router.post("/api/v1/corrections") { request, _ in
            let body = try await desk.json(Corrected.self, request)
            guard body.corrections.count <= Corrected.most else { throw Fault.tooManyCorrections(most: Corrected.most) }
            var given: [Int: [String]] = [:]
            for one in body.corrections {
                guard given.updateValue(one.industries, forKey: one.article) ?? one.industries == one.industries else {
                    throw Fault.contradiction(one.article)
                }
            }
            try await desk.correct(body.corrections)
            return try Answer.json(["kept": body.corrections.count])
        }
    }

    private static func pages(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/review") { request, _ in
            let (reviewer, isNew) = desk.reviewer(request)
            let page = desk.page(request)
            let found = try await desk.review(for: reviewer)
            var response = Answer.page(
                ReviewPage(
                    request: page, review: found.review, labels: found.labels, needsLabels: found.needsLabels,
                    progress: desk.review.progress(of: reviewer)
                ).page)
            if isNew {
                response.setCookie(
                    Cookie(name: "trend-reviewer", value: reviewer, path: "/", httpOnly: true, sameSite: .strict))
            }
            return response
        }
        router.post("/review") { request, _ in
            let form = try await desk.form(request)
            let (reviewer, _) = desk.reviewer(request)
            let labels = try await desk.labels(form)
            try await desk.answer(try form.number("number", default: 0), labels, by: reviewer)
            return Answer.redirect(to: "/review")
        }
        router.post("/review/skip") { request, _ in
            let number = try await desk.form(request).number("number", default: 0)
            desk.review.skip(number, by: desk.reviewer(request).id)
            return Answer.redirect(to: "/review")
        }
        router.post("/review/undo") { request, _ in
            _ = try await desk.undo(by: desk.reviewer(request).id)
            return Answer.redirect(to: "/review")
        }
        router.post("/review/labels") { request, _ in
            try desk.review.offer(try await desk.labels(try await desk.form(request)))
            return Answer.redirect(to: "/review")
        }
    }

    /// The same for programs. Each answer brings the next article.
    private static func program(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/api/v1/review") { request, _ in
            try Answer.json(try await desk.next(for: Desk.named(desk.query(request).first("reviewer"))))
        }
        router.post("/api/v1/review/answer") { request, _ in
            let body = try await desk.json(ReviewAnswered.self, request)
            let reviewer = try Desk.named(body.reviewer)
            try await desk.answer(body.number, body.labels, by: reviewer)
            return try Answer.json(try await desk.next(for: reviewer))
        }
        router.post("/api/v1/review/skip") { request, _ in
            let body = try await desk.json(ReviewSkipped.self, request)
            let reviewer = try Desk.named(body.reviewer)
            guard desk.review.skip(body.number, by: reviewer) else { throw Fault.notYourArticle(body.number) }
            return try Answer.json(try await desk.next(for: reviewer))
        }
        router.post("/api/v1/review/undo") { request, _ in
            let reviewer = try Desk.named(try await desk.json(ReviewUndone.self, request).reviewer)
            guard try await desk.undo(by: reviewer) else { throw Fault.nothingToUndo }
            return try Answer.json(try await desk.next(for: reviewer))
        }
        router.post("/api/v1/review/labels") { request, _ in
            try desk.review.offer(try await desk.json(ReviewLabels.self, request).labels)
            return try Answer.json(ReviewLabels(labels: desk.review.labels))
        }
    }
}

/// What a program says of articles.
struct Corrected: Codable, Sendable {
    struct One: Codable, Sendable {
        /// The number of the article in the archive.
        let article: Int
        let industries: [String]
    }

    let corrections: [One]

    static let most = 1000
}

/// What a person says of the article before them.
struct ReviewAnswered: Codable, Sendable {
    let reviewer: String
    let number: Int
    let labels: [String]
}

struct ReviewSkipped: Codable, Sendable {
    let reviewer: String
    let number: Int
}

struct ReviewUndone: Codable, Sendable {
    let reviewer: String
}

/// Names of labels to start from where there is no model.
struct ReviewLabels: Codable, Sendable {
    let labels: [String]
}

/// The next article of a review, as a program gets it.
struct ReviewAnswer: Codable, Sendable {
    struct Item: Codable, Sendable {
        let number: Int
        let article: ArticleReference
        let text: String
        let choices: [QueuedReview.Choice]
        /// The first so many choices are what the model says.
        let proposed: Int
    }

    /// Nil where nothing is left.
    let next: Item?
    let progress: ReviewDesk.Progress
}

extension Desk {
    /// Who asks, by a cookie of the browser's session.
    fileprivate func reviewer(_ request: Request) -> (id: String, isNew: Bool) {
        if let known = request.cookies["trend-reviewer"]?.value, !known.isEmpty, known.count <= 64 {
            return (known, false)
        }
        return (String(Keys.random().prefix(16)), true)
    }

    /// - Throws: `Fault` where a program does not say for whom it asks.
    fileprivate static func named(_ reviewer: String?) throws -> String {
        guard let reviewer, !reviewer.isBlank, reviewer.unicodeScalars.count <= 64 else { throw Fault.unnamedReviewer }
        return reviewer
    }

    /// The labels that were chosen or typed in a form of the review.
    fileprivate func labels(_ form: Query) async throws -> [String] {
        let typed = form.all("labels")
        guard !typed.isEmpty else { return form.all("label") }
        return try await work {
            let known = TypedLabels(
                known: ReviewQueue.labels(in: try self.views.view(), and: self.review.labels)
                    + (try self.loaded?.current().classifier.labels ?? []))
            return form.all("label") + typed.flatMap(known.labels)
        }
    }

    fileprivate func answer(_ number: Int, _ labels: [String], by reviewer: String) async throws {
        try await workSlowly { try self.review.answer(number, labels, by: reviewer, standing: self.stand) }
        views.forget()
    }

    fileprivate func undo(by reviewer: String) async throws -> Bool {
        guard try await workSlowly({ try self.review.undo(by: reviewer, standing: self.stand) }) else { return false }
        views.forget()
        return true
    }

    /// The next article, with all labels that there are. Without a model it takes two labels to choose from.
    fileprivate func review(
        for reviewer: String
    ) async throws -> (review: QueuedReview?, labels: [String], needsLabels: Bool) {
        try await workSlowly {
            let view = try self.views.view()
            guard let loaded = self.loaded else {
                let names = self.review.labels
                let labels = ReviewQueue.labels(in: view, and: names)
                guard labels.count >= 2 else { return (nil, labels, true) }
                let next = try self.review.next(for: reviewer) {
                    // What was answered teaches more than what was picked, so few are picked at once.
                    try ReviewQueue(count: 20).run(in: self.views.view(), labels: names, leavingOut: $0, threads: 2)
                }
                return (next, labels, false)
            }
            let tagger = try loaded.current()
            let next = try self.review.next(for: reviewer) {
                try ReviewQueue().run(in: self.views.view(), by: tagger, leavingOut: $0, threads: 2)
            }
            return (next, view.industryNames, false)
        }
    }

    fileprivate func next(for reviewer: String) async throws -> ReviewAnswer {
        let found = try await review(for: reviewer)
        guard !found.needsLabels else { throw Fault.noLabelsToReviewBy }
        return ReviewAnswer(
            next: found.review.map {
                .init(
                    number: $0.number, article: ArticleReference($0.article), text: $0.article.text,
                    choices: $0.choices,
                    proposed: $0.proposed)
            }, progress: self.review.progress(of: reviewer))
    }

    /// Keeps what people say of articles.
    ///
    /// - Throws: `Fault` where there is no such article; nothing is kept then.
    fileprivate func correct(_ corrections: [Corrected.One]) async throws {
        try await workSlowly {
            try self.review.correct(Set(corrections.map(\.article))) {
                let view = try self.views.latest()
                return try corrections.map { one in
                    let labels = try ReviewDesk.checked(one.industries)
                    guard one.article >= 1, let found = try view.correction(ofArticle: one.article, industries: labels)
                    else { throw Fault.noSuchArticle(one.article) }
                    return found
                }
            }
        }
        views.forget()
    }

    /// What the archive says of an article now.
    @Sendable private func stand(_ number: Int) throws -> ArticleStand? {
        try views.latest().stand(ofArticle: number)
    }

    /// Keeps the labels of a form on an article's page. The article must be as the form showed it.
    fileprivate func correct(_ number: Int, as form: Query) async throws {
        try await workSlowly {
            try self.review.correct([number]) {
                let view = try self.views.latest()
                guard let stand = try view.stand(ofArticle: number) else { throw Fault.noSuchArticle(number) }
                guard form.first("seen") == ShownMark.of(stand) else { throw Fault.changedMeanwhile(number) }
                let typed = form.first("labels") ?? ""
                let labels = try ReviewDesk.checked(
                    typed == TypedLabels.line(stand.industries)
                        ? stand.industries
                        : TypedLabels(known: stand.industries + view.industryNames).labels(in: typed))
                guard stand.correction == nil || labels != stand.industries else { return [] }
                return [try view.correction(ofArticle: number, industries: labels)].compactMap(\.self)
            }
        }
        views.forget()
    }
}
