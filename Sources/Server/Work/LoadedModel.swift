import Corpus
import Foundation
import Jobs
import Models
import Synchronization

/// The model in memory. It is read anew as soon as another file lies in its place, so that whoever asks hears the same
/// model that jobs read from the disk.
final class LoadedModel: Sendable {
    let path: String
    private let loaded: Mutex<Loaded>

    private struct Loaded {
        let state: FileState?
        let tagger: Tagger
        let related: RelatedPhrases?

        /// - Throws: `CorpusError`.
        init(_ path: String) throws {
            // Before it is read: what comes later is seen next time.
            state = FileState(path)
            do {
                let (tagger, settings) = try Tagger.read(from: path)
                self.tagger = tagger
                related = RelatedPhrases(tagger.classifier, normalizer: settings.normalizer)
            } catch let error as ModelError {
                // It does not know the file.
                throw CorpusError.wrongFormat(path: path, reason: error.description)
            }
        }
    }

    /// - Throws: `CorpusError`.
    init(_ path: String) throws {
        self.path = path
        loaded = Mutex(try Loaded(path))
    }

    /// - Throws: `CorpusError` where the file cannot be used any more.
    func current() throws -> Tagger { try now().tagger }

    /// Nil where the model learned from labeled articles alone.
    ///
    /// - Throws: as `current`.
    func related() throws -> RelatedPhrases? { try now().related }

    /// Which file is in use.
    ///
    /// - Throws: as `current`.
    func note() throws -> JobNote {
        .model(String(path.split(separator: "/").last ?? ""), written: try now().state?.written ?? "")
    }

    private func now() throws -> Loaded {
        try loaded.withLock { loaded in
            if FileState(path) != loaded.state { loaded = try Loaded(path) }
            return loaded
        }
    }
}
