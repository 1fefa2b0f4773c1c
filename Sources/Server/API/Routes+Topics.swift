import Corpus
import Foundation
import HTTPTypes
import Hummingbird
import Jobs
import Synchronization

/// Topics: their curves, and how they are shown.
extension Routes {
    static func topics(_ router: Router<PageContext>, _ desk: Desk) {
        let edits = TopicEdits(model: desk.options.topics, archive: desk.options.archive)
        let rows: @Sendable () throws -> [TopicEdits.Row] = { edits.hasTopics ? try edits.rows() : [] }
        let save: @Sendable ([TopicEdits.Row]) throws -> Void = { rows in
            desk.views.letGoOfReplaced()
            try edits.save(rows)
        }
        router.get("/topics") { request, _ in
            let page = desk.page(request)
            let kept = try await desk.work(rows)
            return Answer.page(
                TopicsPage(
                    request: page, rows: kept, seen: ShownMark.of(kept), result: desk.topics.result
                ).page)
        }
        router.post("/topics") { request, _ in
            let page = desk.page(request)
            let form = try await desk.form(request)
            let (asked, seen) = (Routes.edits(form), form.first("seen") ?? "")
            do {
                try await desk.work {
                    try desk.topics.alone {
                        guard try ShownMark.of(rows()) == seen else { throw Fault.topicsChanged }
                        try save(asked)
                    }
                }
            } catch let error where error is CorpusError || error is TopicFault {
                return Answer.page(
                    TopicsPage(
                        request: page, rows: asked, seen: seen, result: desk.topics.result, problem: Problem(of: error)
                    ).page,
                    status: .unprocessableContent)
            }
            desk.topics.forget()
            return Answer.redirect(to: "/topics")
        }
        router.post("/topics/find") { _, _ in Answer.redirect(to: "/jobs/\(try desk.findTopics().id)") }
        router.post("/api/v1/jobs/topics") { _, _ in try Answer.json(try desk.findTopics(), status: .accepted) }
        for path in ["/topics.json", "/api/v1/topics"] {
            router.get(RouterPath(path)) { _, _ in
                try Answer.json(ShownTopics(topics: try await desk.work(rows), curves: desk.topics.result))
            }
        }
        router.put("/api/v1/topics") { request, _ in
            let asked = try await desk.json(EditedTopics.self, request)
            try await desk.work {
                guard edits.hasTopics else { throw Fault.noTopics }
                try desk.topics.alone { try save(asked.topics) }
            }
            desk.topics.forget()
            return try Answer.json(ShownTopics(topics: try await desk.work(rows), curves: nil))
        }
        router.get("/topics.csv") { _, _ in
            guard let result = desk.topics.result else {
                throw Fault.noCurves
            }
            return Answer.csv(result, name: "topics")
        }
    }

    private static func edits(_ form: Query) -> [TopicEdits.Row] {
        func values(_ name: String) -> [String] { form.items.filter { $0.name == name }.map(\.value) }
        let (names, targets, hidden) = (values("name"), values("into"), Set(values("hide")))
        return values("topic").enumerated().map { index, topic in
            TopicEdits.Row(
                topic: topic, name: index < names.count ? names[index] : "",
                mergeInto: index < targets.count ? targets[index] : "", isHidden: hidden.contains("\(index)"))
        }
    }
}

/// How topics are to be shown.
struct EditedTopics: Codable, Sendable {
    let topics: [TopicEdits.Row]
}

/// Topics as a program gets them.
struct ShownTopics: Codable, Sendable {
    let topics: [TopicEdits.Row]
    /// Nil where the articles were not sorted into the topics since the server started or the topics changed.
    let curves: TopicsResult?
}

/// The topics that were worked out last.
final class KeptCurves: Sendable {
    private let kept = Mutex<TopicsResult?>(nil)
    private let saving = Mutex(())

    var result: TopicsResult? { kept.withLock { $0 } }

    func keep(_ result: TopicsResult) { kept.withLock { $0 = result } }

    /// Has nobody else save names of topics meanwhile.
    func alone<Value>(_ body: () throws -> Value) rethrows -> Value { try saving.withLock { _ in try body() } }

    func forget() { kept.withLock { $0 = nil } }
}

extension Desk {
    fileprivate func findTopics() throws -> JobBoard.State {
        try? FileManager.default.createDirectory(atPath: options.reports, withIntermediateDirectories: true)
        let job = try TopicsJob(
            ArticleSource([options.archive]), way: .whole(.auto, keptIn: options.topics), compute: .init(threads: 2))
        let topics = topics
        return try board.start(.topics) { progress in
            let result = try job.run(progress: progress)
            topics.keep(result.withoutNotes)
            return JobBoard.Outcome(result.notes.map { .text(Problem.plain($0)) }, page: "/topics")
        }
    }
}
