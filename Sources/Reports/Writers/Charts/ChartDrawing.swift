import Foundation

/// Draws charts as files.
enum ChartDrawing {
    /// Draws `<name>.svg` and `<name>-narrow.svg` for each chart.
    ///
    /// - Returns: the bytes of the files by name.
    static func draw(_ charts: [Chart], words: any Phrasebook) -> [String: Data] {
        var files: [String: Data] = [:]
        for chart in charts {
            for size in ChartSize.allCases {
                let picture = ChartPicture(chart, size: size, hasHeader: true, words: words)
                files[svgName(chart, size)] = Data(SVGWriter.write(picture, for: .file).utf8)
            }
        }
        return files
    }

    /// Draws `<name>.png` for each chart, what `<name>.svg` shows, with twice as many pixels, on white.
    ///
    /// - Throws: `ChartError` if rsvg-convert is missing or fails.
    static func pictures(of charts: [Chart], words: any Phrasebook) throws -> [String: Data] {
        let pictures = try PNGConverter.convert(charts.map { still($0, words: words) })
        return Dictionary(zip(charts.map(pngName), pictures)) { first, _ in first }
    }

    /// A chart as its picture shows it.
    static func still(_ chart: Chart, words: any Phrasebook) -> Data {
        Data(SVGWriter.write(ChartPicture(chart, size: .wide, hasHeader: true, words: words), for: .still).utf8)
    }

    static func svgName(_ chart: Chart, _ size: ChartSize) -> String { chart.name + size.suffix + ".svg" }
    static func pngName(_ chart: Chart) -> String { chart.name + ".png" }
}

/// The errors of drawing charts.
public enum ChartError: Error, Equatable, CustomStringConvertible {
    case missing
    case failed(String)

    public var description: String {
        switch self {
        case .missing:
            "rsvg-convert is not installed, so there are no charts as PNG (apt-get install librsvg2-bin)"
        case .failed(let message): "rsvg-convert failed, so there are no charts as PNG: \(message)"
        }
    }
}
