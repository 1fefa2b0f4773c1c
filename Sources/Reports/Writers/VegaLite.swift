import Text
/// Converts a chart to a Vega-Lite specification, version 5, which Jupyter and VS Code draw without further software.
enum VegaLite {
    static let mediaType = "application/vnd.vegalite.v5+json"

    static func specification(_ chart: Chart) -> JSONValue {
        var specification: [String: JSONValue] = [
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": [
                "text": .string(oneLine(chart.title)), "subtitle": .string(oneLine(chart.note)), "anchor": "start",
            ],
        ]
        let form: [String: JSONValue] =
            switch chart.form {
            case .panels(let panels): timePanels(panels, chart)
            case .dots(let dots): dotRows(dots, chart)
            case .bars(let bars): barRows(bars, chart)
            }
        specification.merge(form) { _, new in new }
        return .object(specification)
    }

    private static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    private static func name(_ text: String) -> JSONValue { .string(oneLine(text).shortened(to: 60)) }

    private static func axis(_ chart: Chart) -> JSONValue {
        ["title": .null, "format": .string(chart.isShare ? ".1~%" : "d")]
    }

    private static func timePanels(_ form: Chart.TimePanels, _ chart: Chart) -> [String: JSONValue] {
        var rows: [JSONValue] = []
        for panel in form.panels {
            for line in panel.lines {
                for (index, period) in form.periods.enumerated() {
                    rows.append([
                        "panel": name(panel.name), "line": name(line.name), "period": .string(period.description),
                        "value": number(line.values[index]),
                        "burst": .bool(panel.bursts.contains { ($0.first...$0.last).contains(index) }),
                    ])
                }
            }
        }
        let isAlone = form.panels.count == 1
        let x: JSONValue = [
            "field": "period", "type": "ordinal", "axis": ["title": .null, "labelOverlap": true, "labelAngle": 0],
        ]
        let y: JSONValue = ["field": "value", "type": "quantitative", "axis": axis(chart)]
        // Lines of the same rank are told apart by color.
        let names = form.panels.first.map { $0.lines.map { name($0.name) } } ?? []
        let colors: [String: JSONValue] =
            names.count > 2 ? ["color": ["field": "line", "title": .null, "sort": .array(names)]] : [:]
        let lineEncoding: [String: JSONValue] = ["x": x, "y": y, "detail": ["field": "line"]]
        let panel: JSONValue = [
            "width": .integer(isAlone ? 640 : 190), "height": .integer(isAlone ? 200 : 80),
            "layer": [
                [
                    "mark": ["type": "line", "tooltip": true],
                    "encoding": .object(lineEncoding.merging(colors) { $1 }),
                ],
                [
                    "mark": ["type": "point", "filled": true, "tooltip": true],
                    "transform": [["filter": "datum.burst"]],
                    "encoding": ["x": x, "y": y],
                ],
            ],
        ]
        let data: JSONValue = ["values": .array(rows)]
        guard case .object(let inner) = panel, !isAlone else {
            guard case .object(var inner) = panel else { return [:] }
            inner["data"] = data
            return inner
        }
        return [
            "data": data, "columns": 3, "resolve": ["scale": ["y": "independent"]],
            "facet": [
                "field": "panel", "type": "nominal", "sort": .array(form.panels.map { name($0.name) }), "title": .null,
            ],
            "spec": .object(inner),
        ]
    }

    private static func barRows(_ bars: [Chart.Bar], _ chart: Chart) -> [String: JSONValue] {
        let rows = bars.map { bar -> JSONValue in
            [
                "name": name(bar.name), "articles": .integer(bar.articles),
                "before": bar.before.map { .integer($0) } ?? .null,
            ]
        }
        let y: JSONValue = [
            "field": "name", "type": "nominal", "sort": .array(bars.map { name($0.name) }), "axis": ["title": .null],
        ]
        func x(_ field: String) -> JSONValue { ["field": .string(field), "type": "quantitative", "axis": axis(chart)] }
        return [
            "data": ["values": .array(rows)], "width": 520,
            "layer": [
                [
                    "mark": ["type": "bar", "color": "#0060a0", "tooltip": true],
                    "encoding": ["y": y, "x": x("articles")],
                ],
                [
                    "mark": ["type": "tick", "color": "#767676", "tooltip": true],
                    "encoding": ["y": y, "x": x("before")],
                ],
            ],
        ]
    }

    private static func dotRows(_ dots: [Chart.Dot], _ chart: Chart) -> [String: JSONValue] {
        let rows = dots.map { dot -> JSONValue in
            [
                "name": name(dot.name), "value": .number(dot.value), "lower": .number(dot.interval.lower),
                "upper": .number(dot.interval.upper), "before": number(dot.before),
                "significant": .bool(dot.isSignificant),
            ]
        }
        let y: JSONValue = [
            "field": "name", "type": "nominal", "sort": .array(dots.map { name($0.name) }), "axis": ["title": .null],
        ]
        func x(_ field: String) -> JSONValue { ["field": .string(field), "type": "quantitative", "axis": axis(chart)] }
        return [
            "data": ["values": .array(rows)], "width": 520,
            "layer": [
                ["mark": "rule", "encoding": ["y": y, "x": x("lower"), "x2": ["field": "upper"]]],
                [
                    "mark": ["type": "tick", "color": "#9a9a9a", "tooltip": true],
                    "encoding": ["y": y, "x": x("before")],
                ],
                [
                    "mark": ["type": "point", "size": 70, "tooltip": true],
                    "encoding": [
                        "y": y, "x": x("value"),
                        "fill": ["condition": ["test": "datum.significant", "value": "#0060a0"], "value": "#ffffff"],
                    ],
                ],
            ],
        ]
    }
}
