import Foundation

/// What the file system tells of a file that another state of it, or another file in its place, does not share.
///
/// Within a tick of its clock, some milliseconds, two changes that keep the size are not told apart.
public struct FileState: Equatable, Sendable {
    private let number: UInt64
    private let size: Int64
    private let modified, changed: [Int]

    public var isEmpty: Bool { size == 0 }

    /// Looks at a file, through links.
    ///
    /// - Returns: nil where there is none, or none that can be reached; `errno` says why.
    public init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let times = [status.st_mtimespec, status.st_ctimespec]
        #else
            let times = [status.st_mtim, status.st_ctim]
        #endif
        (number, size) = (UInt64(status.st_ino), Int64(status.st_size))
        (modified, changed) = (FileState.parts(times[0]), FileState.parts(times[1]))
    }

    private static func parts(_ time: timespec) -> [Int] { [Int(time.tv_sec), Int(time.tv_nsec)] }

    /// Whether it is the same file, whatever has been written to it since.
    public func isSameFile(as other: FileState) -> Bool { number == other.number }

    /// When it was written to last, as clocks here show it: `2024-06-01 09:30`.
    public var written: String {
        let style = Date.VerbatimFormatStyle(
            format:
                "\(year: .padded(4))-\(month: .twoDigits)-\(day: .twoDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .current, calendar: Calendar(identifier: .gregorian))
        return Date(timeIntervalSince1970: Double(modified[0])).formatted(style)
    }
}
