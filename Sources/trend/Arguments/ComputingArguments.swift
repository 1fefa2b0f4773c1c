import ArgumentParser
import Corpus
import Foundation
import Jobs
import TrendNumerics
import Timeline

/// What every computation takes.
struct ComputingArguments: ParsableArguments {
    @Option(help: "Random seed. The same seed gives the same result.")
    var seed: UInt64 = 1
    @Option(help: "Number of processor cores to use. Does not change the result.")
    var threads: Int = ProcessInfo.processInfo.activeProcessorCount

    var compute: Compute { Compute(seed: seed, threads: cores, meter: Console.meter) }

    /// More threads than cores would only wait for each other.
    var cores: Int { min(threads, ProcessInfo.processInfo.activeProcessorCount) }

    func validate() throws {
        guard threads >= 1 else { throw ValidationError("--threads is \(threads); it must be at least 1.") }
    }
}

/// How far the articles reach.
struct CoverageArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "First day that the articles cover (default: estimated from when they begin).", valueName: "yyyy-mm-dd"),
        transform: parseDay)
    var dataStart: CalendarDate?
    @Option(
        help: ArgumentHelp(
            "Last day that the articles cover (default: estimated from when they end).", valueName: "yyyy-mm-dd"),
        transform: parseDay)
    var dataEnd: CalendarDate?
}

/// Which archive, and how long to wait for it.
struct ArchiveArguments: ParsableArguments {
    @Option(help: ArgumentHelp("The archive.", valueName: "file")) var archive: String
    @Option(
        help: ArgumentHelp(
            "How long to wait for another program that writes to the archive (default: 60).", valueName: "seconds"))
    var wait: Double = 60
}

/// `800M` or `1G`.
struct MemorySize: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        let unit: Double
        switch argument.last {
        case "M", "m": unit = 0x1p20
        case "G", "g": unit = 0x1p30
        default: return nil
        }
        guard let count = Double(argument.dropLast()), count > 0, count <= 0x1p20 else { return nil }
        bytes = Int(count * unit)
    }
}

@Sendable func parseDay(_ text: String) throws -> CalendarDate {
    guard let day = Period(text), day.length == .day else {
        throw ValidationError("'\(text)' is not a day; write 2024-05-31.")
    }
    return day.firstDay
}

@Sendable func parseMonth(_ text: String) throws -> Period {
    guard let month = Period(month: text) else { throw ValidationError("'\(text)' is not a month; write 2024-05.") }
    return month
}

extension PeriodLength: ExpressibleByArgument {}
