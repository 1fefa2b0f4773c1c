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
        /// Those of them that others have on the screen.
        let withOthers: Int
    }

    private struct Answer {
        let review: QueuedReview
        let labels: [String]
        /// Somebody has corrected the article since.
        var isReplaced = false
    }

    private struct State {
        var queue: [QueuedReview] = []
        /// By the number of the article, who has it on the screen and until when.
        var holders: [Int: (reviewer: String, until: Date)] = [:]
        var skipped: Set<String> = []
        /// By person, what was answered, the last one at the end.
        var answers: [String: [Answer]] = [:]
        /// Those who have answered an article or passed one over.
        var active: Set<String> = []
        /// Names of labels to start from where there is no model.
        var labels: [String] = []

        mutating func hand(_ number: Int, to reviewer: String) {
            holders[number] = (reviewer, Date(timeIntervalSinceNow: ReviewDesk.patience))
        }

        mutating func drop(_ numbers: Set<Int>) {
            queue.removeAll { numbers.contains($0.number) }
            for number in numbers { holders[number] = nil }
        }

        /// Who only looks may be no person, and each look may come under another name. So those who have answered nothing
        /// hold few articles together: who was seen last keeps them.
        mutating func makeRoomForNewcomer() {
            let held = holders.filter { !active.contains($0.value.reviewer) }.sorted { $0.value.until > $1.value.until }
            for holder in held.dropFirst(ReviewDesk.mostOfNewcomers - 1) { holders[holder.key] = nil }
        }
    }

    private let archive: String
    private let views: ArchiveViews
    private let state = Mutex(State())
    private let writing = Mutex(())
    private let filling = Mutex(())
    /// Seconds until an article that nobody answers is handed to another.
    private static let patience = 600.0
    static let mostOfNewcomers = 20
    static let mostLabels = 20

    /// - Parameter views: of the archive.
    init(archive: String, views: ArchiveViews) { (self.archive, self.views) = (archive, views) }

    /// The article that a person has on the screen, or the next one.
    ///
    /// - Parameter fill: picks further articles, none of those with some numbers; called where none is left.
    /// - Returns: nil where nothing is left to review, or others have all of it.
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
            guard let number = state.holders.first(where: { $0.value.reviewer == reviewer })?.key else { return nil }
            state.hand(number, to: reviewer)
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
            if !state.active.contains(reviewer) { state.makeRoomForNewcomer() }
            state.hand(next.number, to: reviewer)
            return next
        }
    }

    /// Keeps an answer.
    ///
    /// - Parameter standing: what the archive says of an article now.
    /// - Throws: `Fault` where the article is not this person's, somebody has corrected it, or another archive lies in the
    ///   place of the one it was picked from; `CorpusError`.
    func answer(
        _ number: Int, _ labels: [String], by reviewer: String, standing: (Int) throws -> ArticleStand?
    ) throws {
        let labels = try ReviewDesk.checked(labels)
        let review = state.withLock { state -> QueuedReview? in
            guard state.holders[number]?.reviewer == reviewer else { return nil }
            return state.queue.first { $0.number == number }
        }
        guard let review else { throw Fault.notYourArticle(number) }
        try write { open in
            let stand = try standing(number)
            guard stand?.key == review.key else {
                state.withLock { ($0.queue, $0.holders) = ([], [:]) }
                throw Fault.changedMeanwhile(number)
            }
            guard stand?.correction == nil else {
                state.withLock { $0.drop([number]) }
                throw Fault.changedMeanwhile(number)
            }
            try ReviewDesk.check(open().correct([review.correction(labels)]))
        }
        state.withLock { state in
            state.answers[reviewer, default: []].append(Answer(review: review, labels: labels))
            state.active.insert(reviewer)
            state.drop([number])
        }
    }

    /// Cleans names of labels. What says that there is none, such as 无, is none.
    ///
    /// - Throws: `Fault`.
    static func checked(_ labels: [String]) throws -> [String] {
        var seen: Set<String> = []
        let clean = labels.map { oneLine($0).trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty && !Placeholder.isNoName($0) && seen.insert($0).inserted }
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
            guard state.holders[number]?.reviewer == reviewer else { return false }
            state.holders[number] = nil
            state.skipped.insert("\(number) \(reviewer)")
            state.active.insert(reviewer)
            return true
        }
    }

    /// Takes a person's last answer back: the article is as it was, and before that person again.
    ///
    /// - Parameter standing: what the archive says of an article now.
    /// - Returns: whether there was one.
    /// - Throws: `Fault` where somebody has corrected the article since, whose word stays; `CorpusError`.
    func undo(by reviewer: String, standing: (Int) throws -> ArticleStand?) throws -> Bool {
        guard let last = state.withLock({ $0.answers[reviewer]?.last }) else { return false }
        let (number, key) = (last.review.number, last.review.key)
        let isOwn = try write { open in
            // No correction stood before an answer, so what it leaves is none.
            guard !last.isReplaced, let stand = try standing(number), stand.key == key,
                stand.correction == last.labels
            else { return false }
            return try open().withdraw(correctionOf: key)
        }
        state.withLock { state in
            state.answers[reviewer]?.removeAll { $0.review.number == number }
            guard isOwn else { return }
            for (held, holder) in state.holders where holder.reviewer == reviewer { state.holders[held] = nil }
            state.queue.insert(last.review, at: 0)
            state.hand(number, to: reviewer)
        }
        guard isOwn else { throw Fault.answerReplaced(number) }
        return true
    }

    func progress(of reviewer: String) -> Progress {
        state.withLock { state in
            Progress(
                answered: state.answers[reviewer]?.count ?? 0, waiting: state.queue.count,
                withOthers: state.queue.count {
                    guard let holder = state.holders[$0.number] else { return false }
                    return holder.reviewer != reviewer && holder.until > Date()
                })
        }
    }

    /// Keeps what somebody says of articles, which need no review any more.
    ///
    /// - Parameters:
    ///   - numbers: of the articles.
    ///   - corrections: gives them while nobody else writes.
    /// - Throws: `Fault` where a correction names another title than its article has; `CorpusError`, and the errors of
    ///   `corrections`.
    func correct(_ numbers: Set<Int>, _ corrections: () throws -> [Correction]) throws {
        try write { open in
            let corrections = try corrections()
            guard !corrections.isEmpty else { return }
            let conflicts = try open().correct(corrections)
            state.withLock { state in
                state.drop(numbers)
                state.answers = state.answers.mapValues { answers in
                    answers.map { answer in
                        var answer = answer
                        if numbers.contains(answer.review.number) { answer.isReplaced = true }
                        return answer
                    }
                }
            }
            try ReviewDesk.check(conflicts)
        }
    }

    private static func check(_ conflicts: [Corrections.TitleConflict]) throws {
        guard let conflict = conflicts.first else { return }
        throw Fault.anotherArticle(
            named: String(conflict.correction.title.prefix(60)), called: String(conflict.title.prefix(60)))
    }

    /// - Parameter body: looks at what stands, then opens the archive: what was read of a file in whose place there is
    ///   another one is let go before.
    private func write<Value>(_ body: (_ open: () throws -> Archive) throws -> Value) throws -> Value {
        // Opened for each: another program may have put another file in the archive's place.
        try writing.withLock { _ in
            try body {
                views.letGoOfReplaced()
                return try Archive(path: archive)
            }
        }
    }
}
