import Corpus
import Foundation
import Jobs
import Synchronization

/// A new model that waits for a person to take it or to leave it.
final class Retraining: Sendable {
    struct Offer: Sendable {
        let result: RetrainResult
        let file: String
        /// The file of the model in use when the training began.
        let before: FileState?

        init(_ result: RetrainResult, file: String, before: FileState?) {
            (self.result, self.file, self.before) = (result, file, before)
        }
    }

    private let waiting = Mutex<Offer?>(nil)

    var offer: Offer? { waiting.withLock { $0 } }

    /// A newer offer takes the place of one before.
    func offer(_ offer: Offer) {
        let old = waiting.withLock { waiting in
            defer { waiting = offer }
            return waiting
        }
        if let old { try? FileManager.default.removeItem(atPath: old.file) }
    }

    /// - Returns: the offer, which is none any more; nil where there was none.
    func take() -> Offer? {
        waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
    }
}
