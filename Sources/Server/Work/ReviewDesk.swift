import Archive
import Corpus
import Foundation
import Jobs
import Synchronization
import Text

/// Hands articles to people who review them: two at once never get the same one, and each answer is in the archive before
/// the next article is shown.
final class ReviewDesk: Sendable {
    /// How far a person is.
    struct Progress: Codable, Sendable {
        /// Answers of this person since the server started.
        let answered: Int
        /// Articles that are picked and wait.
        let waiting: Int
    }

    private struct State {
        var queue: [QueuedReview] = []
        /// By the number of the article, who has it on the screen and until when.
        var holders: [Int: (reviewer: String, until: Date)] = [:]
        var skipped: Set<String> = []
        /// By person, what was answered, the last one at the end.
        var answers: [String: [(review: QueuedReview, labels: [String])]] = [:]
        /// By person, the article that was taken back and comes again.
        var again: [String: QueuedReview] = [:]
        /// Names of labels to start from where there is no model.
        var labels: [String] = []
    }

    private let archive: String
    private let state = Mutex(State())
    private let writing = Mutex(())
    private let filling = Mutex(())
    /// Seconds until an article that nobody answers is handed to another.
    private static let patience = 600.0
    static let mostLabels = 20

    init(archive: String) { self.archive = archive }

    /// The article that a person has on the screen, or the next one.
    ///
    /// - Parameter fill: picks further articles, none of those with some numbers; called where none is left.
    /// - Returns: nil where nothing is left to review.
    func next(for reviewer: String, fill: (Set<Int>) throws -> [QueuedReview]) throws -> QueuedReview? {
        if let held = held(by: reviewer) { return held }
        if let next = take(for: reviewer) { return next }
        try filling.withLock { _ in
            let isEmpty = state.withLock { state in !state.queue.contains { ReviewDesk.isOpen($0, reviewer, state) } }
            guard isEmpty else { return }
            let known = state.withLock { state in
                Set(state.queue.map(\.number)).union(state.answers.values.lazy.flatMap { $0.map(\.review.number) })
            }
            let more = try fill(known)
            state.withLock { state in state.queue += more.filter { !known.contains($0.number) } }
        }
        return take(for: reviewer)
    }

    private func held(by reviewer: String) -> QueuedReview? {
        state.withLock { state in
            if let again = state.again[reviewer] { return again }
            guard let number = state.holders.first(where: { $0.value.reviewer == reviewer })?.key else { return nil }
            state.holders[number]?.until = Date(timeIntervalSinceNow: ReviewDesk.patience)
            return state.queue.first { $0.number == number }
        }
    }

    private static func isOpen(_ review: QueuedReview, _ reviewer: String, _ state: State) -> Bool {
        if let holder = state.holders[review.number], holder.until > Date() { return false }
        return !state.skipped.contains("\(review.number) \(reviewer)")
    }

    private func take(for reviewer: String) -> QueuedReview? {
        state.withLock { state in
            guard let next = state.queue.first(where: { ReviewDesk.isOpen($0, reviewer, state) }) else { return nil }
            state.holders[next.number] = (reviewer, Date(timeIntervalSinceNow: ReviewDesk.patience))
            return next
        }
    }

    /// Keeps an answer in the archive.
    ///
    /// - Throws: `Fault` where the person does not have the article; `CorpusError` where it cannot be kept.
    func answer(_ number: Int, _ labels: [String], by reviewer: String) throws {
        let labels = try ReviewDesk.checked(labels)
        let review = state.withLock { state -> QueuedReview? in
            if let again = state.again[reviewer], again.number == number { return again }
            guard state.holders[number]?.reviewer == reviewer else { return nil }
            return state.queue.first { $0.number == number }
        }
        guard let review else {
            throw Fault.notYourArticle(number)
        }
        try correct([review.correction(labels)])
        state.withLock { state in
            state.answers[reviewer, default: []].append((review, labels))
            state.again[reviewer] = nil
            state.holders[number] = nil
            state.queue.removeAll { $0.number == number }
        }
    }

    /// Cleans names of labels.
    ///
    /// - Throws: `Fault`.
    static func checked(_ labels: [String]) throws -> [String] {
        var seen: Set<String> = []
        let clean = labels.map { oneLine($0).trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
        guard !clean.isEmpty else { throw Fault.noLabel }
        guard clean.count <= mostLabels, clean.allSatisfy({ $0.unicodeScalars.count <= 100 }) else {
            throw Fault.longLabels
        }
        return clean
    }

    /// Names of labels that people start from where there is no model.
    var labels: [String] { state.withLock { $0.labels } }

    /// Adds names of labels to choose from.
    ///
    /// - Throws: `Fault`.
    func offer(_ labels: [String]) throws {
        let labels = try ReviewDesk.checked(labels)
        state.withLock { state in
            state.labels = Array((state.labels + labels.filter { !state.labels.contains($0) }).suffix(200))
        }
    }

    /// Passes an article over; it stays for others and for a later start.
    ///
    /// - Returns: whether it was before that person.
    @discardableResult
    func skip(_ number: Int, by reviewer: String) -> Bool {
        state.withLock { state in
            let isOwn = state.again[reviewer]?.number == number || state.holders[number]?.reviewer == reviewer
            guard isOwn else { return false }
            if state.again[reviewer]?.number == number { state.again[reviewer] = nil }
            if state.holders[number]?.reviewer == reviewer { state.holders[number] = nil }
            state.skipped.insert("\(number) \(reviewer)")
            return true
        }
    }

    /// Takes a person's last answer back, so that the article comes again.
    ///
    /// - Returns: whether there was one.
    /// - Throws: `CorpusError`.
    func undo(by reviewer: String) throws -> Bool {
        guard let last = state.withLock({ $0.answers[reviewer]?.last?.review }) else { return false }
        _ = try write { archive in try archive.withdraw(correctionOf: last.correction(["-"]).key) }
        state.withLock { state in
            _ = state.answers[reviewer]?.popLast()
            if let held = state.holders.first(where: { $0.value.reviewer == reviewer })?.key {
                state.holders[held] = nil
            }
            state.again[reviewer] = last
        }
        return true
    }

    func progress(of reviewer: String) -> Progress {
        state.withLock { state in
            Progress(answered: state.answers[reviewer]?.count ?? 0, waiting: state.queue.count)
        }
    }

    /// - Parameter numbers: of the articles, which need no review any more.
    /// - Throws: `Fault` where a correction names another title than its article has; `CorpusError`.
    func correct(_ corrections: [Correction], numbers: Set<Int> = []) throws {
        let conflicts = try write { try $0.correct(corrections) }
        state.withLock { state in
            state.queue.removeAll { numbers.contains($0.number) }
            for number in numbers { state.holders[number] = nil }
            state.again = state.again.filter { !numbers.contains($0.value.number) }
        }
        guard let conflict = conflicts.first else { return }
        throw Fault.anotherArticle(
            named: String(conflict.correction.title.prefix(60)), called: String(conflict.title.prefix(60)))
    }

    private func write<Value>(_ body: (Archive) throws -> Value) throws -> Value {
        // Opened for each: another program may have put another file in the archive's place.
        try writing.withLock { _ in try body(Archive(path: archive)) }
    }
}
