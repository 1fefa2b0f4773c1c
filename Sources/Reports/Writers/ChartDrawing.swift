import Corpus
import Foundation

/// Charts become files by one gnuplot process.
enum ChartDrawing {
    /// Draws `<name>.svg`, `<name>-narrow.svg` and `<name>.png` for each chart.
    ///
    /// - Parameter folder: where the files go; it must exist.
    /// - Throws: `ChartError` where gnuplot is missing or fails, `CorpusError` where a file cannot be written.
    static func draw(_ charts: [Chart], into folder: String) throws {
        guard !charts.isEmpty else { return }
        var script = "set encoding utf8\n"
        for chart in charts {
            for size in ChartScript.Size.allCases {
                script += "reset\n" + ChartScript(chart: chart, size: size).svg(output: "\(chart.name)\(size.suffix).svg")
            }
            script += "reset\n" + ChartScript(chart: chart, size: .wide).png(output: "\(chart.name).png")
        }
        try run(script, in: folder)
        for chart in charts {
            for size in ChartScript.Size.allCases { try addDarkColours("\(folder)/\(chart.name)\(size.suffix).svg") }
        }
    }

    private static func run(_ script: String, in folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gnuplot", "-"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder, isDirectory: true)
        // A file in place of a pipe, which would end this program if gnuplot went away before it has read.
        let scriptPath = folder + "/.charts.gnuplot"
        guard FileManager.default.createFile(atPath: scriptPath, contents: Data(script.utf8)),
            let input = FileHandle(forReadingAtPath: scriptPath)
        else { throw ChartError.failed("its script cannot be written to \(scriptPath)") }
        defer { try? FileManager.default.removeItem(atPath: scriptPath) }
        let errors = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        do { try process.run() } catch { throw ChartError.missing }
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw ChartError.missing }
        guard process.terminationStatus == 0 else { throw ChartError.failed(message) }
    }

    /// What each colour becomes on a dark ground.
    private static let darkColours = [
        (ChartScript.Colour.ink, "#ececec"), (ChartScript.Colour.muted, "#a8a8a8"), (ChartScript.Colour.rule, "#444444"),
        (ChartScript.Colour.line, "#6cb8f0"), (ChartScript.Colour.second, "#858585"), (ChartScript.Colour.shade, "#4d3826"),
    ]

    /// gnuplot writes each colour as an attribute, in one of two forms; a style sheet outdoes attributes.
    private static func addDarkColours(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ChartError.failed("it did not write \(path)")
        }
        var rules = ""
        for (light, dark) in darkColours {
            let parts = stride(from: 1, to: 7, by: 2).map { Int(light.dropFirst($0).prefix(2), radix: 16)! }
            let padded = parts.map { String(repeating: " ", count: 3 - String($0).count) + String($0) }
            for colour in ["rgb(\(parts.map(String.init).joined(separator: ",")))", "rgb(\(padded.joined(separator: ", ")))"] {
                for attribute in ["fill", "stroke", "color"] { rules += "[\(attribute)=\"\(colour)\"]{\(attribute):\(dark)}" }
            }
        }
        let style = "<style>@media (prefers-color-scheme:dark){\(rules)}</style>\n"
        let svg = String(decoding: data, as: UTF8.self)
        guard let place = svg.range(of: "<desc>") else { throw ChartError.failed("\(path) is no SVG file") }
        try AtomicFile.write(svg.replacingCharacters(in: place, with: style + "<desc>"), to: path)
    }
}

public enum ChartError: Error, Equatable, CustomStringConvertible {
    case missing
    case failed(String)

    public var description: String {
        switch self {
        case .missing: "gnuplot is not installed, so there are no charts (apt-get install gnuplot-nox)"
        case .failed(let message): "gnuplot failed: \(message)"
        }
    }
}
