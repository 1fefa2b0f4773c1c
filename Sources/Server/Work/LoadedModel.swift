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

/// By what the file system tells one state of a file from another.
struct FileState: Equatable, Sendable {
    private let number: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// - Returns: nil where there is no such file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let modified = status.st_mtimespec
        #else
            let modified = status.st_mtim
        #endif
        (number, size) = (UInt64(status.st_ino), Int64(status.st_size))
        (seconds, nanoseconds) = (Int(modified.tv_sec), Int(modified.tv_nsec))
    }

    /// When it was written, as clocks here show it: `2024-06-01 09:30`.
    var written: String {
        let style = Date.VerbatimFormatStyle(
            format:
                "\(year: .padded(4))-\(month: .twoDigits)-\(day: .twoDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .current, calendar: Calendar(identifier: .gregorian))
        return Date(timeIntervalSince1970: Double(seconds)).formatted(style)
    }
}
