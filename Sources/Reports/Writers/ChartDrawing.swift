import Foundation

/// Draws charts in one gnuplot process.
enum ChartDrawing {
    /// Draws `<name>.svg`, `<name>-narrow.svg` and `<name>.png` for each chart.
    ///
    /// - Returns: the bytes of the files by name.
    /// - Throws: `ChartError` if gnuplot is missing or fails.
    static func draw(_ charts: [Chart]) throws -> [String: Data] {
        guard !charts.isEmpty else { return [:] }
        var script = "set encoding utf8\n"
        for chart in charts {
            for size in ChartScript.Size.allCases { script += "reset\n" + ChartScript(chart: chart, size: size).svg }
            script += "reset\n" + ChartScript(chart: chart, size: .wide).png
        }
        var rest = try run(script)
        var files: [String: Data] = [:]
        for chart in charts {
            for size in ChartScript.Size.allCases {
                let name = svgName(chart, size)
                files[name] = try withDarkColors(cut(&rest, after: endOfSVG, name), name)
            }
            let name = pngName(chart)
            files[name] = try cut(&rest, after: endOfPNG, name)
        }
        return files
    }

    static func svgName(_ chart: Chart, _ size: ChartScript.Size) -> String { chart.name + size.suffix + ".svg" }
    static func pngName(_ chart: Chart) -> String { chart.name + ".png" }

    /// The end of a picture by gnuplot. A text within the picture has no bare `<`.
    private static let endOfSVG = Data("</svg>\n\n".utf8)
    /// The last chunk of a PNG file: no data, and a checksum.
    private static let endOfPNG = Data([0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82])

    private static func cut(_ rest: inout Data, after end: Data, _ name: String) throws -> Data {
        guard let place = rest.range(of: end) else { throw ChartError.failed("it did not draw \(name)") }
        defer { rest = rest[place.upperBound...] }
        return rest[..<place.upperBound]
    }

    /// Runs a gnuplot script.
    ///
    /// - Returns: the script's standard output.
    private static func run(_ script: String) throws -> Data {
        // Unnamed files replace pipes. A pipe would end this program if gnuplot exited before it had read the script,
        // and input and output pipes would have to be served at the same time.
        guard let input = tmpfile(), let output = tmpfile() else {
            throw ChartError.failed(
                "a temporary file for the script cannot be created: \(String(cString: strerror(errno)))")
        }
        defer {
            fclose(input)
            fclose(output)
        }
        let (read, written) = (FileHandle(fileDescriptor: fileno(input)), FileHandle(fileDescriptor: fileno(output)))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gnuplot", "-"]
        let errors = Pipe()
        process.standardInput = read
        process.standardOutput = written
        process.standardError = errors
        do {
            try read.write(contentsOf: Data(script.utf8))
            try read.seek(toOffset: 0)
        } catch {
            throw ChartError.failed("the script cannot be written to a temporary file")
        }
        do { try process.run() } catch { throw ChartError.missing }
        let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw ChartError.missing }
        guard process.terminationStatus == 0 else { throw ChartError.failed(message) }
        try written.seek(toOffset: 0)
        return written.readDataToEndOfFile()
    }

    /// The dark-mode counterpart of each color.
    private static let darkColors = [
        (ChartScript.Color.ink, "#ececec"), (ChartScript.Color.muted, "#a8a8a8"), (ChartScript.Color.rule, "#444444"),
        (ChartScript.Color.line, "#6cb8f0"), (ChartScript.Color.second, "#858585"),
        (ChartScript.Color.shade, "#4d3826"),
    ]

    /// Adds a style sheet with the dark colors. gnuplot writes each color as an attribute, in one of two forms; a style
    /// sheet overrides attributes.
    private static func withDarkColors(_ svg: Data, _ name: String) throws -> Data {
        var rules = ""
        for (light, dark) in darkColors {
            let parts = stride(from: 1, to: 7, by: 2).map { Int(light.dropFirst($0).prefix(2), radix: 16)! }
            let padded = parts.map { String(repeating: " ", count: 3 - String($0).count) + String($0) }
            for color in [
                "rgb(\(parts.map(String.init).joined(separator: ",")))", "rgb(\(padded.joined(separator: ", ")))",
            ] {
                for attribute in ["fill", "stroke", "color"] {
                    rules += "[\(attribute)=\"\(color)\"]{\(attribute):\(dark)}"
                }
            }
        }
        let style = "<style>@media (prefers-color-scheme:dark){\(rules)}</style>\n"
        let svg = String(decoding: svg, as: UTF8.self)
        guard let place = svg.range(of: "<desc>") else { throw ChartError.failed("\(name) is not an SVG file") }
        return Data(svg.replacingCharacters(in: place, with: style + "<desc>").utf8)
    }
}

/// The errors of drawing charts.
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
