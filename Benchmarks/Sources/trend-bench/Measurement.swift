import Foundation

/// What one run of one piece of work took.
struct Measurement: Encodable {
    /// By the clock.
    var seconds: Double
    /// Of all cores.
    var cpu_seconds: Double
    /// The most memory the process ever held, its input included.
    var peak_bytes: Int
    /// The most memory the process held while at work, less what it held just before.
    var extra_bytes: Int
    var quality: [String: Double] = [:]

    /// Does the work and measures it.
    static func of<Result>(_ work: () throws -> Result) rethrows -> (Result, Measurement) {
        Memory.returnFreed()
        let earlierPeak = Memory.peak
        Memory.resetPeak()
        let before = Memory.now
        let (clock, cpu) = (time(CLOCK_MONOTONIC), time(CLOCK_PROCESS_CPUTIME_ID))
        let result = try work()
        let seconds = time(CLOCK_MONOTONIC) - clock
        let peak = Memory.peak
        return (
            result,
            Measurement(
                seconds: seconds, cpu_seconds: time(CLOCK_PROCESS_CPUTIME_ID) - cpu,
                peak_bytes: max(peak, earlierPeak), extra_bytes: peak - before)
        )
    }

    /// One JSON line on standard output.
    func report(_ quality: [String: Double]) throws {
        var measurement = self
        measurement.quality = quality
        print(String(decoding: try JSONEncoder().encode(measurement), as: UTF8.self))
    }

    private static func time(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// The memory of this process, as Linux counts it.
private enum Memory {
    static var now: Int { status("VmRSS:") }
    static var peak: Int { status("VmHWM:") }

    static func resetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }

    /// Gives the system back what reading the input freed, which would serve the work unseen.
    static func returnFreed() {
        // In glibc, but not in its Swift module.
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
    }

    /// In bytes.
    private static func status(_ name: String) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
            let kibibytes = line.split(whereSeparator: { $0 == "\t" || $0 == " " }).dropFirst().first
        else { return 0 }
        return Int(kibibytes)! * 1024
    }
}
