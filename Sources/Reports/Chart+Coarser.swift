import Timeline

extension Chart.TimePanels {
    /// More points than this are no curve that one can read, and a page of many megabytes.
    static let mostPoints = 400

    /// Whether the periods are too many to draw and can be put together by month.
    static func areTooMany(_ periods: [Period]) -> Bool {
        periods.count > mostPoints && periods[0].length != .month && periods[0].length != .quarter
    }

    /// The means of months, where the periods are too many to draw. Their points lead nowhere.
    var drawable: Chart.TimePanels {
        guard Chart.TimePanels.areTooMany(periods) else { return self }
        let months = periods.map { Period(.month, of: $0.firstDay) }
        let first = months[0]
        func place(_ index: Int) -> Int { first.distance(to: months[index]) }
        func means(_ values: [Double?]) -> [Double?] {
            var sums = [(sum: Double, count: Double)](repeating: (0, 0), count: place(months.count - 1) + 1)
            for (index, value) in values.enumerated() {
                guard let value else { continue }
                sums[place(index)].sum += value
                sums[place(index)].count += 1
            }
            return sums.map { $0.count > 0 ? $0.sum / $0.count : nil }
        }
        func bursts(_ bursts: [Chart.Burst]) -> [Chart.Burst] {
            bursts.map { Chart.Burst(first: place($0.first), last: place($0.last)) }
        }
        var coarse = self
        coarse.periods = Period.span(first, months[months.count - 1])
        coarse.reported = place(reported.lowerBound)...place(reported.upperBound)
        coarse.partial = Set(partial.map(place))
        for panel in panels.indices {
            coarse.panels[panel].bursts = bursts(panels[panel].bursts)
            for line in panels[panel].lines.indices {
                let own = panels[panel].lines[line]
                coarse.panels[panel].lines[line] = Chart.Line(
                    name: own.name, values: means(own.values), bursts: bursts(own.bursts))
            }
        }
        return coarse
    }
}
