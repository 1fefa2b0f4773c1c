import Foundation

/// A line on standard error that says how far a long work is; only on a terminal.
struct Progress {
    private let what: String
    private let isShown: Bool
    private var last = Date.distantPast

    init(_ what: String, quiet: Bool) {
        self.what = what
        isShown = !quiet && isatty(STDERR_FILENO) == 1
    }

    mutating func show(_ count: Int) {
        guard isShown, Date().timeIntervalSince(last) > 0.1 else { return }
        last = Date()
        FileHandle.standardError.write(Data("\r\(what) \(count)".utf8))
    }

    /// Says at once what is done now.
    func say(_ stage: String) {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(what) \(stage)".utf8))
    }

    func clear() {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
