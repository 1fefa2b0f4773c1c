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
        router.post("/articles/{number}/industries") { request, context in
            let number = try Routes.number(context)
            let form = try await desk.form(request)
            try await desk.correct([.init(article: number, industries: Desk.labels(form))])
            return Answer.redirect(to: "/articles/\(number)")
        }
        router.post("/api/v1/corrections") { request, _ in
            let body = try await desk.json(Corrected.self, request)
            guard body.corrections.count <= 1000 else {
                throw Problem(.contentTooLarge, "Too many", "send at most 1000 corrections at once")
            }
            try await desk.correct(body.corrections)
            return try Answer.json(["kept": body.corrections.count])
        }
        router.get("/api/v1/review") { request, _ in
            let reviewer = desk.query(request).first("reviewer") ?? ""
            guard !reviewer.isEmpty, reviewer.count <= 64 else {
                throw Problem(.badRequest, "Who asks?", "name yourself in up to 64 characters: ?reviewer=NAME")
            }
            return try Answer.json(try await desk.next(for: reviewer))
        }
    }

    private static func pages(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/review") { request, _ in
            let (reviewer, isNew) = desk.reviewer(request)
            let page = desk.page(request)
            let review = try await desk.review(for: reviewer)
            var response = Answer.page(
                ReviewPage(request: page, review: review, progress: desk.review.progress(of: reviewer)).page)
            if isNew {
                response.setCookie(
                    Cookie(name: "trend-reviewer", value: reviewer, path: "/", httpOnly: true, sameSite: .strict))
            }
            return response
        }
        router.post("/review") { request, _ in
            let form = try await desk.form(request)
            let (reviewer, _) = desk.reviewer(request)
            let (number, labels) = (try form.number("number", default: 0), Desk.labels(form))
            try await desk.workSlowly { try desk.review.answer(number, labels, by: reviewer) }
            desk.views.forget()
            return Answer.redirect(to: "/review")
        }
        router.post("/review/skip") { request, _ in
            let number = try await desk.form(request).number("number", default: 0)
            desk.review.skip(number, by: desk.reviewer(request).id)
            return Answer.redirect(to: "/review")
        }
        router.post("/review/undo") { request, _ in
            let (reviewer, _) = desk.reviewer(request)
            if try await desk.workSlowly({ try desk.review.undo(by: reviewer) }) { desk.views.forget() }
            return Answer.redirect(to: "/review")
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

    fileprivate static func labels(_ form: Query) -> [String] {
        form.all("label")
            + form.all("labels").flatMap { $0.split(whereSeparator: { ",，、;；".contains($0) }).map(String.init) }
    }

    fileprivate func review(for reviewer: String) async throws -> QueuedReview? {
        let tagger = try tagger()
        return try await workSlowly {
            try self.review.next(for: reviewer) {
                try ReviewQueue().run(in: self.views.view(), by: tagger, leavingOut: $0, threads: 2)
            }
        }
    }

    fileprivate func next(for reviewer: String) async throws -> ReviewAnswer {
        let review = try await review(for: reviewer)
        return ReviewAnswer(
            next: review.map {
                .init(
                    number: $0.number, article: ArticleReference($0.article), text: $0.article.text,
                    choices: $0.choices,
                    proposed: $0.proposed)
            }, progress: self.review.progress(of: reviewer))
    }

    /// Keeps what people say of articles.
    ///
    /// - Throws: `Problem` where there is no such article; nothing is kept then.
    fileprivate func correct(_ corrections: [Corrected.One]) async throws {
        try await workSlowly {
            let view = try self.views.view()
            let found = try corrections.map { one in
                let labels = try ReviewDesk.checked(one.industries)
                guard one.article >= 1, let found = try view.correction(ofArticle: one.article, industries: labels)
                else {
                    throw Problem(.notFound, "No such article", "the archive has no article \(one.article)")
                }
                return found
            }
            try self.review.correct(found, numbers: Set(corrections.map(\.article)))
        }
        views.forget()
    }
}
