import Timeline

/// Lays out panels over the same periods, in rows as even as possible.
struct TimeChart {
    let form: Chart.TimePanels
    let size: ChartSize
    let values: ChartValues
    let words: any Phrasebook

    private var isAlone: Bool { form.panels.count == 1 }

    private var columns: Int {
        let maximum = size == .wide ? 3 : 2
        let rows = (form.panels.count + maximum - 1) / maximum
        return max(1, (form.panels.count + rows - 1) / max(1, rows))
    }

    /// - Parameter top: where the first row begins.
    /// - Returns: the marks, and the height of all rows.
    func drawn(below top: Double) -> (marks: [Mark], height: Double) {
        let cell = size.width / Double(columns)
        let nameHeight = isAlone && form.panels[0].name.isEmpty ? 8.0 : 28
        let plotHeight = isAlone ? (size == .wide ? 190.0 : 170) : 72
        let height = nameHeight + plotHeight + 38 + (isAlone ? 0 : 6)
        var marks: [Mark] = []
        for (index, panel) in form.panels.enumerated() {
            let (left, y) = (Double(index % columns) * cell, top + Double(index / columns) * height)
            if !panel.name.isEmpty {
                let name = panel.name.shortened(toWidth: cell - 20, size: 12.5)
                marks.append(.text(name, Point(x: left + 8, y: y + 9), size: 12.5, .ink, isBold: true))
            }
            let frame = Box(left: left, top: y + nameHeight, right: left + cell, bottom: y + nameHeight + plotHeight)
            marks += TimePanel(panel, form, frame: frame, isLarge: isAlone, values: values, words: words).marks
        }
        let rows = (form.panels.count + columns - 1) / columns
        return (marks, Double(rows) * height)
    }
}
