import Text

/// The scale of an axis from 0 to a round number.
struct ChartScale: Equatable {
    /// The steps of the axis, from 0 to its end.
    let ticks: [Double]
    let step: Double

    /// - Parameters:
    ///   - maximum: the largest value.
    ///   - parts: the largest number of steps.
    ///   - isShare: values are shares; other values are counts, whose steps are whole.
    init(maximum: Double, parts: Int, isShare: Bool) {
        // A finite number that the loop below reaches soon, whatever the values are.
        let range = maximum.isFinite && maximum > 0 ? min(maximum, 1e15) : (isShare ? 0.01 : 1)
        var unit = isShare ? 0.0001 : 1
        var step = unit
        search: while true {
            for factor in [1.0, 2, 5] {
                step = unit * factor
                if range <= step * Double(parts) * 1.0000001 { break search }
            }
            unit *= 10
        }
        self.step = step
        let count = max(1, Int((range / step * 0.9999999).rounded(.up)))
        ticks = (0...count).map { Double($0) * step }
    }

    var end: Double { ticks[ticks.count - 1] }

    /// The part of the axis up to a value, from 0 to 1.
    func part(_ value: Double) -> Double { value.isFinite ? min(1, max(0, value / end)) : 0 }
}

/// Values as they are written on a chart.
struct ChartValues: Equatable {
    let isShare: Bool

    /// A value beside a mark: two or three digits.
    func short(_ value: Double) -> String {
        guard isShare else { return fixed(value, digits: 0) }
        return percent(value, digits: value > 0 && value < 0.0995 ? 1 : 0)
    }

    /// A value under the pointer.
    func exact(_ value: Double) -> String { isShare ? percent(value) : fixed(value, digits: 0) }

    /// A value at an axis.
    func tick(_ value: Double, _ scale: ChartScale) -> String {
        guard isShare else { return fixed(value, digits: 0) }
        if value == 0 { return "0" }
        return percent(value, digits: scale.step >= 0.00999 ? 0 : scale.step >= 0.000999 ? 1 : 2)
    }
}
