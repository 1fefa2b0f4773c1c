import Timeline

/// The labels of a time axis: parts of the year in one row, years in the row below.
struct TimeAxis: Equatable {
    struct Label: Equatable {
        /// The period, by its index.
        let index: Int
        /// The month, quarter, week or day; empty where only years fit.
        let text: String
        /// The year, at the first label of each year; empty at the others.
        var year: String
    }

    private(set) var labels: [Label] = []

    static let fontSize = 11.0
    /// The least space between two labels.
    private static let gap = 7.0

    /// - Parameters:
    ///   - periods: periods of one length without gaps.
    ///   - spacing: the distance of two periods in pixels.
    ///   - words: the names of months.
    init(_ periods: [Period], spacing: Double, words: any Phrasebook) {
        guard let first = periods.first else { return }
        let texts = periods.map { TimeAxis.parts(of: $0, words) }
        let width = texts.map { textWidth($0.text, size: TimeAxis.fontSize) }.max() ?? 0
        let yearWidth = textWidth("2024", size: TimeAxis.fontSize)
        let inYear = first.periodsInYear
        for step in TimeAxis.steps(first) {
            let needed = (step < inYear ? max(width, 1) : yearWidth) + TimeAxis.gap
            guard Double(step) * spacing >= needed || step >= periods.count else { continue }
            var indices = periods.indices.filter { TimeAxis.isAligned(periods[$0], $0, step) }
            if indices.isEmpty { indices = [periods.count - 1] }
            labels = indices.map {
                Label(index: $0, text: step < inYear ? texts[$0].text : "", year: texts[$0].year)
            }
            break
        }
        // Each year once, and the full years rather than the end of one in front of them.
        var last: Label?
        for place in labels.indices {
            if labels[place].year == last?.year {
                labels[place].year = ""
                continue
            }
            let label = labels[place]
            if let last, Double(label.index - last.index) * spacing < yearWidth + TimeAxis.gap {
                if let old = labels.firstIndex(of: last), old == 0 {
                    labels[old].year = ""
                } else {
                    labels[place].year = ""
                }
            }
            last = label
        }
        labels.removeAll { $0.text.isEmpty && $0.year.isEmpty }
    }

    /// Whether there are two rows of labels.
    var hasParts: Bool { labels.contains { !$0.text.isEmpty } }

    /// The year of a period and the rest of its name.
    private static func parts(of period: Period, _ words: any Phrasebook) -> (year: String, text: String) {
        // A run of days by the first of them.
        let name = period.runLength == nil ? period.description : period.firstDay.description
        let year = String(name.prefix { $0 != "-" })
        return (year, period.length == .month ? words.axisMonth(period) : String(name.dropFirst(year.count + 1)))
    }

    /// The distances of labels to choose from, in periods, from the smallest.
    private static func steps(_ period: Period) -> [Int] {
        let inYear = period.periodsInYear
        let years = [1, 2, 5, 10, 20, 50, 100, 200, 400].map { $0 * inYear }
        if period.runLength != nil { return [1, 2, 3, 6, 13, 26, 52].filter { $0 < inYear } + years }
        switch period.length {
        case .day: return [1, 2, 7, 14, 28, 91, 182] + years
        case .week: return [1, 2, 4, 13, 26] + years
        case .month: return [1, 2, 3, 6] + years
        case .quarter: return [1, 2] + years
        }
    }

    /// Months and quarters are labeled at the same places of each year, days and weeks from the first on.
    private static func isAligned(_ period: Period, _ index: Int, _ step: Int) -> Bool {
        let inYear: Int
        switch period.length {
        case .day, .week: return index % step == 0
        case .month: inYear = period.firstDay.month - 1
        case .quarter: inYear = (period.firstDay.month - 1) / 3
        }
        let count = period.periodsInYear
        return step < count ? inYear % step == 0 : inYear == 0 && period.firstDay.year % (step / count) == 0
    }
}
