import Foundation

/// Ctrl-C while something temporary has a name; all other files have none before they are whole.
enum Interrupt {
    /// Removes a file or folder where the program is interrupted during `body`, and then lets it end as any
    /// interrupted program does, which shells show as 130.
    static func removing<Result>(_ path: String, _ body: () throws -> Result) rethrows -> Result {
        let sources = [SIGINT, SIGTERM].map { number in
            let before = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                try? FileManager.default.removeItem(atPath: path)
                signal(number, SIG_DFL)
                kill(getpid(), number)
            }
            source.resume()
            return (number, before, source)
        }
        defer {
            for (number, before, source) in sources {
                source.cancel()
                signal(number, before)
            }
        }
        return try body()
    }
}
