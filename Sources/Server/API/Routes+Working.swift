import Corpus
import Foundation
import HTTPTypes
import Hummingbird
import Jobs
import Models
import Reports
import Text
import Timeline

/// What takes a model, or longer.
extension Routes {
    static func working(_ router: Router<PageContext>, _ desk: Desk) {
        tagging(router, desk)
        reports(router, desk)
        training(router, desk)
        jobs(router, desk)
    }

    private static func tagging(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/tag") { request, _ in
            Answer.page(TagPage(request: desk.page(request), title: "", text: "", found: nil).page)
        }
        router.post("/tag") { request, _ in
            let page = desk.page(request)
            let form = try await desk.form(request)
            // As it was pasted; browsers end lines as the web does.
            let text = (form.items.first { $0.name == "text" }?.value ?? "")
                .replacingOccurrences(of: "\r\n", with: "\n")
            let title = form.first("title") ?? ""
            let isBlank = title.isBlank && text.isBlank
            let found = isBlank ? nil : try await desk.tags(title: title, text: text)
            return Answer.page(TagPage(request: page, title: title, text: text, found: found).page)
        }
        router.post("/api/v1/tag") { request, _ in
            let body = try await desk.json(Tagged.self, request)
            guard !body.text.isBlank else {
                throw Fault.nothingToTag
            }
            return try Answer.json(try await desk.tags(title: body.title ?? "", text: body.text).tags)
        }
        router.post("/api/v1/jobs/tag") { request, _ in
            let model = try desk.model()
            let query = desk.query(request)
            let type = request.headers[.contentType]?.lowercased() ?? ""
            guard !type.hasPrefix("multipart/") else { throw Fault.formInPlaceOfFile }
            let upload = try TagUpload(
                named: query.first("name") ?? "", as: query.first("as") ?? "xlsx", in: desk.folder,
                id: String(Keys.random().prefix(16)))
            try desk.board.checkRoom()
            do {
                try await upload.take(
                    request.body, isCalledForm: type.hasPrefix("application/x-www-form-urlencoded"))
                let state = try desk.board.start(.tag, file: upload.result, input: upload.path) {
                    try upload.run(by: model, $0)
                }
                return try Answer.json(state, status: .accepted)
            } catch {
                try? FileManager.default.removeItem(atPath: upload.path)
                throw error
            }
        }
    }

    private static func reports(_ router: Router<PageContext>, _ desk: Desk) {
        let shelf = ReportShelf(folder: desk.options.reports)
        router.get("/reports") { request, _ in
            let page = desk.page(request)
            return Answer.page(
                try await desk.look { view in
                    ReportsPage(request: page, reports: shelf.entries(), months: view.months()).page
                })
        }
        for path in ["/reports.json", "/api/v1/reports"] {
            router.get(RouterPath(path)) { _, _ in try Answer.json(try await desk.work { shelf.entries() }) }
        }
        router.get("/reports/{report}/**") { _, context in
            let parts = [context.parameters.get("report") ?? ""] + context.parameters.getCatchAll().map(String.init)
            let (bytes, type) = try await desk.work {
                try shelf.file(parts.map { $0.removingPercentEncoding ?? $0 })
            }
            var response = Answer.of(bytes, type)
            // A report carries its own style, and no script.
            response.headers[.contentSecurityPolicy] =
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox "
                + "allow-popups allow-popups-to-escape-sandbox allow-same-origin"
            return response
        }
        router.post("/reports") { request, _ in
            let form = try await desk.form(request)
            let asked = ReportAsked(
                month: form.first("month"), language: form.first("language"),
                terms: (form.first("terms") ?? "").split(whereSeparator: \.isNewline).map(String.init))
            return Answer.redirect(to: "/jobs/\(try await desk.report(asked).id)")
        }
        router.post("/api/v1/jobs/report") { request, _ in
            try Answer.json(try await desk.report(try await desk.json(ReportAsked.self, request)), status: .accepted)
        }
    }

    private static func training(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/train") { request, _ in
            let page = desk.page(request)
            return Answer.page(
                TrainPage(
                    request: page, offer: desk.retraining.offer?.result, hasModel: desk.loaded != nil,
                    decision: page.query.first("decision")
                ).page)
        }
        router.post("/train") { _, _ in Answer.redirect(to: "/jobs/\(try desk.train().id)") }
        router.post("/api/v1/jobs/train") { _, _ in try Answer.json(try desk.train(), status: .accepted) }
        router.post("/train/take") { _, _ in
            try await desk.work { try desk.takeModel() }
            return Answer.redirect(to: "/train?decision=taken")
        }
        router.post("/train/leave") { _, _ in
            _ = try await desk.work { desk.leaveModel() }
            return Answer.redirect(to: "/train?decision=left")
        }
        router.get("/api/v1/training") { _, _ in
            try Answer.json(TrainingAnswer(offer: desk.retraining.offer?.result))
        }
        router.post("/api/v1/training/take") { _, _ in
            try await desk.work { try desk.takeModel() }
            return try Answer.json(TrainingAnswer(offer: nil))
        }
        router.post("/api/v1/training/leave") { _, _ in
            guard try await desk.work({ desk.leaveModel() }) else { throw Fault.noNewModel }
            return try Answer.json(TrainingAnswer(offer: nil))
        }
    }

    private static func jobs(_ router: Router<PageContext>, _ desk: Desk) {
        router.get("/jobs/{id}") { request, context in
            Answer.page(JobPage(request: desk.page(request), state: try desk.job(context)).page)
        }
        router.post("/jobs/{id}/cancel") { _, context in
            let state = try desk.job(context)
            _ = desk.board.cancel(state.id)
            return Answer.redirect(to: "/jobs/\(state.id)")
        }
        for path in ["/jobs/{id}/file", "/api/v1/jobs/{id}/file"] {
            router.get(RouterPath(path)) { _, context in
                let state = try desk.job(context)
                guard let name = state.outcome?.file, let path = desk.board.file(state.id) else {
                    throw Fault.noFile
                }
                let bytes = try await desk.work {
                    guard let bytes = FileManager.default.contents(atPath: path) else {
                        throw Fault.noFile
                    }
                    return Array(bytes)
                }
                return Answer.file(bytes, "application/octet-stream", name: name)
            }
        }
        router.get("/api/v1/jobs") { request, _ in
            let words = desk.wordsOfProgram(request)
            return try Answer.json(desk.board.states.map { $0.said(in: words) })
        }
        router.get("/api/v1/jobs/{id}") { request, context in
            try Answer.json(try desk.job(context).said(in: desk.wordsOfProgram(request)))
        }
        router.post("/api/v1/jobs/{id}/cancel") { _, context in
            let state = try desk.job(context)
            guard desk.board.cancel(state.id) else { throw Fault.jobIsOver }
            return try Answer.json(try desk.job(context))
        }
        router.get("/api/v1/jobs/{id}/events") { request, context in
            let id = try desk.job(context).id
            let words = desk.wordsOfProgram(request)
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: ResponseBody { writer in
                    var last = ""
                    while let state = desk.board.state(id) {
                        let text = try CanonicalJSON.string(state.said(in: words))
                        if text != last {
                            try await writer.write(ByteBuffer(string: "event: state\ndata: \(text)\n\n"))
                        }
                        if state.isOver { break }
                        last = text
                        try await Task.sleep(for: .milliseconds(300))
                    }
                    try await writer.finish(nil)
                })
        }
    }
}

/// What a program wants tagged.
struct Tagged: Codable, Sendable {
    let title: String?
    let text: String
}

/// The new model that waits for a person to take or to leave it, as a program gets it.
struct TrainingAnswer: Codable, Sendable {
    /// Nil where none waits.
    let offer: RetrainResult?
}

/// Which report is asked for.
struct ReportAsked: Codable, Sendable {
    /// Nil for the last month with articles.
    var month: String?
    /// `zh` or `en`.
    var language: String?
    var terms: [String]?
}

extension Desk {
    /// The tags of a text, and which model says so.
    fileprivate func tags(title: String, text: String) async throws -> (tags: ArticleTags, model: JobNote) {
        let model = try model()
        return try await work {
            let tagger = try model.current()
            let tags = tagger.tags(of: ArticleText(title: title, body: text), parts: tagger.parts, spans: 8)
            return (tags, try model.note())
        }
    }

    /// - Throws: `Fault` where there is no such job.
    fileprivate func job(_ context: PageContext) throws -> JobBoard.State {
        guard let state = context.parameters.get("id").flatMap(board.state) else {
            throw Fault.noSuchJob
        }
        return state
    }

    fileprivate func report(_ asked: ReportAsked) async throws -> JobBoard.State {
        if let month = asked.month, month.isBlank { throw InvalidOption("month", "''", "write 2024-05") }
        let month = try Query([("month", asked.month ?? "")]).month()
        try Desk.checkWatched(asked.terms ?? [])
        guard let language = Language(rawValue: asked.language ?? "zh") else {
            throw InvalidOption("language", "'\((asked.language ?? "").prefix(20))'", "it is zh or en")
        }
        let last = try await look { $0.months().last }
        guard let name = month?.description ?? last else {
            throw Fault.nothingToReport
        }
        let report = language == .chinese ? name : "\(name)-\(language.rawValue)"
        let folder = "\(options.reports)/\(report)"
        let job = try ReportJob(
            .archive(options.archive, reading: ArticleSource([]), model: nil),
            span: ReportedSpan(single: month), terms: asked.terms ?? [],
            keptTopics: FileManager.default.fileExists(atPath: options.topics) ? .init(model: options.topics) : nil,
            language: language, folder: folder,
            compute: .init(threads: 2))
        return try board.start(.report) { progress in
            let isNew = !FileManager.default.fileExists(atPath: folder)
            let result: ReportResult
            do { result = try job.run(progress: progress) } catch {
                // A report that was given up leaves nothing; of a folder with anything in it this removes nothing.
                if isNew { rmdir(folder) }
                throw error
            }
            return JobBoard.Outcome(
                ([result.summary] + result.warnings + result.notes).map { .text(Problem.plain($0)) },
                page: "/reports/\(report)/report.html")
        }
    }

    fileprivate func train() throws -> JobBoard.State {
        let model = try model().path
        let file = "\(folder)/\(Keys.random().prefix(16)).trend"
        let job = RetrainJob(archive: options.archive, old: model, new: file, threads: 2)
        let retraining = retraining
        return try board.start(.train) { progress in
            let before = FileState(model)
            let result = try job.run(progress: progress)
            retraining.offer(.init(result, file: file, before: before))
            return JobBoard.Outcome(page: "/train")
        }
    }

    /// - Returns: whether a new model waited.
    fileprivate func leaveModel() -> Bool {
        guard let offer = retraining.take() else { return false }
        try? FileManager.default.removeItem(atPath: offer.file)
        return true
    }

    /// Puts the new model in the place of the one in use.
    ///
    /// - Throws: `Fault` where there is none, or the one in use is not the one that the training began from;
    ///   `CorpusError` where it cannot be written. The old one stays then.
    fileprivate func takeModel() throws {
        let model = try model()
        guard let offer = retraining.take() else { throw Fault.noNewModel }
        do {
            guard FileState(model.path) == offer.before else { throw Fault.modelReplaced }
            guard let bytes = FileManager.default.contents(atPath: offer.file) else {
                throw Fault.newModelIsGone
            }
            try AtomicFile.write(bytes, to: model.path)
            _ = try model.current()
        } catch {
            retraining.offer(offer)
            throw error
        }
        try? FileManager.default.removeItem(atPath: offer.file)
    }
}
