import Foundation

/// Charts for whoever shows them beside a report.
extension Chart {
    /// The style sheet of a page with charts, for light and for dark.
    public static let pageStyle = ChartColor.pageStyle

    /// The chart drawn for a desk and for a phone, as two SVG elements of the classes `wide` and `narrow`, of which the
    /// page's style sheet shows one. What its points lead to are addresses.
    public func pageElements(_ language: Language) -> String {
        pageElements(language.phrasebook, linking: "")
    }

    /// - Parameter prefix: what stands before the ids of articles to make an address of them.
    func pageElements(_ words: any Phrasebook, linking prefix: String) -> String {
        ChartSize.allCases.map { size in
            let picture = ChartPicture(self, size: size, hasHeader: false, words: words)
            return SVGWriter.write(picture, for: .page(linking: prefix), className: size.className)
        }.joined()
    }

    /// The chart as a file of its own, with its title.
    public func svg(_ language: Language) -> String {
        SVGWriter.write(ChartPicture(self, size: .wide, hasHeader: true, words: language.phrasebook), for: .file)
    }

    /// The same as PNG.
    ///
    /// - Throws: `ChartError` if rsvg-convert is missing or fails.
    public func png(_ language: Language) throws -> Data {
        try PNGConverter.convert([ChartDrawing.still(self, words: language.phrasebook)])[0]
    }
}
