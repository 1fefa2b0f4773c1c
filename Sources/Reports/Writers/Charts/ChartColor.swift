/// The colors of charts by what they are for, and the style sheet that gives them.
///
/// A mark has a class, not a color: the page sets the colors once, for light and for dark, and a file of its own carries
/// them with it. The colors differ in lightness and the lines in their dashes, so that they stay distinct in gray.
enum ChartColor: String, CaseIterable {
    case ink, soft, rule, ground
    /// The subject of a chart, and what is shown beside it for comparison.
    case subject, beside
    case burst, burstEdge
    /// Further lines of a chart of several.
    case second, third, fourth, fifth, sixth

    var light: String {
        switch self {
        case .ink: "#222222"
        case .soft: "#5f5f5f"
        case .rule: "#d9d9d9"
        case .ground: "#ffffff"
        case .subject: "#0060a0"
        case .beside: "#767676"
        case .burst: "#f3dcc8"
        case .burstEdge: "#b8601a"
        case .second: "#b8430b"
        case .third: "#00745a"
        case .fourth: "#7b3fa0"
        case .fifth: "#7f6300"
        case .sixth: "#4a4a4a"
        }
    }

    var dark: String {
        switch self {
        case .ink: "#ececec"
        case .soft: "#b4b4b4"
        case .rule: "#444444"
        case .ground: "#1b1b1d"
        case .subject: "#6cb8f0"
        case .beside: "#9a9a9a"
        case .burst: "#4d3826"
        case .burstEdge: "#e0945a"
        case .second: "#ff9d6b"
        case .third: "#4fd0a8"
        case .fourth: "#c9a0ea"
        case .fifth: "#dcc25a"
        case .sixth: "#d0d0d0"
        }
    }

    /// The color of one of several lines.
    static func line(_ index: Int, of count: Int) -> ChartColor {
        let colors: [ChartColor] =
            count <= 2 ? [.subject, .beside] : [.subject, .second, .third, .fourth, .fifth, .sixth]
        return colors[index % colors.count]
    }

    /// The dashes of one of several lines; none where there are at most two, which differ enough.
    static func dashes(_ index: Int, of count: Int) -> String {
        count <= 2 ? "" : ["", "7 4", "2 4", "10 4 2 4", "14 5", "4 3"][index % 6]
    }

    private var variable: String { "--chart-\(rawValue)" }

    private static func rules(_ scope: String, _ value: (ChartColor) -> String) -> String {
        allCases.map { color in
            "\(scope).f-\(color.rawValue){fill:\(value(color))}\(scope).s-\(color.rawValue){stroke:\(value(color))}"
        }.joined(separator: "\n")
    }

    /// What shows under the pointer.
    private static func hover(_ scope: String) -> String {
        "\(scope).spot:hover .quiet,\(scope).spot:focus .quiet{fill-opacity:1}"
    }

    /// The style sheet of a page: variables with the colors, and the rules of the classes.
    static let pageStyle: String = {
        func variables(_ value: (ChartColor) -> String) -> String {
            ":root{" + allCases.map { "\($0.variable):\(value($0))" }.joined(separator: ";") + "}"
        }
        return variables(\.light) + "\n@media (prefers-color-scheme:dark){" + variables(\.dark) + "}\n"
            + rules(".chart ") { "var(\($0.variable))" } + "\n" + hover(".chart ")
    }()

    /// The style sheet within a file: the colors themselves, since many programs that show SVG know no variables.
    static let fileStyle =
        rules("", \.light) + "\n" + hover("") + "\n@media (prefers-color-scheme:dark){" + rules("", \.dark) + "}"
}
