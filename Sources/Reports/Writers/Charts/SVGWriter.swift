import Text

/// Writes a picture as SVG: a file of its own, or a part of the page.
///
/// The same picture gives the same bytes. All texts are escaped here.
struct SVGWriter {
    /// A file carries its colors and a ground; a picture on the page takes the page's and has links. A still has what shows
    /// without a pointer, and nothing else: of a chart of many points a sixth.
    enum Target {
        case file, still
        /// What stands before the ids of articles to make an address of them.
        case page(linking: String)
    }

    private let target: Target
    private var output = ""

    static func write(_ picture: ChartPicture, for target: Target, className: String = "") -> String {
        var writer = SVGWriter(target: target)
        let size = "viewBox=\"0 0 \(number(picture.width)) \(number(picture.height))\""
        switch target {
        case .file, .still:
            writer.output =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                + "width=\"\(number(picture.width))\" height=\"\(number(picture.height))\" \(size) role=\"img\" "
                + "font-family=\"'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif\">\n"
                + "<title>\(Escape.html(picture.title))</title>\n<desc>\(Escape.html(picture.note))</desc>\n"
                + "<style>\n\(ChartColor.fileStyle)\n</style>\n"
            writer.write(.box(Box(left: 0, top: 0, right: picture.width, bottom: picture.height), .ground))
        case .page:
            writer.output =
                "<svg class=\"\(className)\" \(size) role=\"group\" aria-label=\"\(Escape.html(picture.title))\">\n"
        }
        for mark in picture.marks { writer.write(mark) }
        return writer.output + "</svg>\n"
    }

    private init(target: Target) { self.target = target }

    private mutating func write(_ mark: Mark) {
        switch mark {
        case .line(let points, let color, let width, let dashes):
            guard points.count > 1 else { return }
            output +=
                "<polyline class=\"s-\(color.rawValue)\" fill=\"none\" stroke-width=\"\(SVGWriter.number(width))\""
                + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"")
                + (points.count > 2 ? " stroke-linejoin=\"round\" stroke-linecap=\"round\"" : "")
                + " points=\"\(SVGWriter.list(points))\"/>\n"
        case .area(let points, let base, let color):
            guard let first = points.first, let last = points.last, points.count > 1 else { return }
            let all = points + [Point(x: last.x, y: base), Point(x: first.x, y: base)]
            output +=
                "<polygon class=\"f-\(color.rawValue)\" fill-opacity=\".1\" points=\"\(SVGWriter.list(all))\"/>\n"
        case .box(let box, let color):
            output += "<rect class=\"f-\(color.rawValue)\" \(SVGWriter.frame(box))/>\n"
        case .dot(let place, let radius, let color, let form):
            if case .still = target, form == .quiet { return }
            let fill = form == .hollow ? ChartColor.ground : color
            output +=
                "<circle class=\"f-\(fill.rawValue)\(form == .hollow ? " s-\(color.rawValue)" : "")"
                + "\(form == .quiet ? " quiet\" fill-opacity=\"0" : "")\" cx=\"\(SVGWriter.number(place.x))\" "
                + "cy=\"\(SVGWriter.number(place.y))\" r=\"\(SVGWriter.number(radius))\""
                + "\(form == .hollow ? " stroke-width=\"1.8\"" : "")/>\n"
        case .text(let text, let place, let size, let color, let anchor, let isBold):
            guard !text.isEmpty else { return }
            // The place is the middle of the line; a baseline attribute is not understood by all programs.
            output +=
                "<text class=\"f-\(color.rawValue)\" x=\"\(SVGWriter.number(place.x))\" "
                + "y=\"\(SVGWriter.number(place.y + size * 0.36))\" font-size=\"\(SVGWriter.number(size))\""
                + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
                + (isBold ? " font-weight=\"bold\"" : "") + ">\(Escape.html(text))</text>\n"
        case .spot(let box, let marks, let title, let articles):
            if case .still = target {
                for mark in marks { write(mark) }
                return
            }
            let lines = title.map(Escape.html)
            var link: String?
            if case .page(let prefix) = target { link = articles.map { prefix + $0 } }
            output +=
                link.map {
                    "<a class=\"spot\" href=\"\(Escape.html($0))\" aria-label=\"\(lines.joined(separator: " "))\">"
                } ?? "<g class=\"spot\">"
            output +=
                "<title>\(lines.joined(separator: "\n"))</title>"
                + "<rect fill=\"none\" pointer-events=\"all\" \(SVGWriter.frame(box))/>\n"
            for mark in marks { write(mark) }
            output += link == nil ? "</g>\n" : "</a>\n"
        }
    }

    private static func frame(_ box: Box) -> String {
        "x=\"\(number(box.left))\" y=\"\(number(box.top))\" width=\"\(number(max(0, box.width)))\" "
            + "height=\"\(number(max(0, box.height)))\""
    }

    private static func list(_ points: [Point]) -> String {
        points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    }

    /// A length to a tenth of a pixel.
    private static func number(_ value: Double) -> String {
        let text = fixed(value, digits: 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
