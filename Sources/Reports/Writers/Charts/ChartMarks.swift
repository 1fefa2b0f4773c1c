/// A place in a picture, in pixels from the upper left corner.
struct Point: Equatable {
    var x, y: Double
}

/// A rectangle in a picture.
struct Box: Equatable {
    var left, top, right, bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
}

/// What a picture consists of. `SVGWriter` writes marks, and nothing else knows of SVG.
indirect enum Mark: Equatable {
    /// A line through points.
    case line([Point], ChartColor, width: Double, dashes: String = "")
    /// The area between a line and a level below it, in a light tint.
    case area([Point], base: Double, ChartColor)
    /// A filled rectangle: a bar, or a band behind a plot.
    case box(Box, ChartColor)
    case dot(Point, radius: Double, ChartColor, DotForm)
    case text(String, Point, size: Double, ChartColor, Anchor = .start, isBold: Bool = false)
    /// Marks of one figure: its value shows where the pointer is in the box, and a click there leads to its articles.
    ///
    /// - Parameters:
    ///   - title: the value in words, one line per item.
    ///   - articles: the id of the group of its articles; `nil` if the report does not list them.
    case spot(Box, [Mark], title: [String], articles: String?)

    enum DotForm: Equatable {
        case filled, hollow
        /// Shown only under the pointer.
        case quiet
    }

    /// The side of a text that its place is at.
    enum Anchor: String, Equatable { case start, middle, end }
}
