/// A series as a line of text.
enum Curve {
    private static let bars = Array("▁▂▃▄▅▆▇█")
    private static let maximumLength = 60

    /// The last 60 values as bars up to the largest of them; a space for a gap.
    static func text(_ values: [Double?]) -> String {
        let shown = values.suffix(maximumLength)
        let maximum = shown.compactMap { $0 }.max() ?? 0
        return String(
            shown.map { value in
                guard let value else { return " " }
                return bars[maximum > 0 ? min(7, Int(value / maximum * 8)) : 0]
            })
    }
}
