import Foundation
import Text

/// What a web page consists of, as far as it matters for finding its article: its paragraphs, what they stand in, and
/// what the head says.
final class PageOutline: HTMLHandler {
    /// Something that holds paragraphs.
    struct Container {
        /// Of `containers`; itself for the first one.
        var parent: Int
        var element: PageElement
        var hint: PageHint
    }

    /// Text between two beginnings or ends of blocks.
    struct Paragraph {
        var container: Int
        /// In `text`.
        var range: Range<Int>
        /// Bytes of it that stand in links.
        var linked: Int
        /// Its end stands in no link, as that of a sentence which names others in links.
        var endsUnlinked: Bool
        var isHeading: Bool
        var isSubheading: Bool
        /// In an element that never holds the text, by its name or only by its classes.
        var isBeside: Bool
        var isHintedBeside: Bool
        /// In an element whose classes name a date or a source.
        var isDate: Bool
    }

    private(set) var containers = [Container(parent: 0, element: .body, hint: .none)]
    private(set) var paragraphs: [Paragraph] = []
    private(set) var text: [UInt8] = []
    private(set) var title = ""
    /// By name or property in lower case, the first of each; bounded.
    private(set) var metas: [String: String] = [:]
    private(set) var canonical: String?
    /// JSON-LD.
    private(set) var data: [UInt8] = []
    /// Of elements that say when something was, in their order.
    private(set) var times: [(value: String, isPublication: Bool, isBeside: Bool)] = []

    private struct Open {
        var element: PageElement
        var container: Int
        var isDropped: Bool
        var isBeside: Bool
        var isHintedBeside: Bool
        var isDate: Bool
        var isLink: Bool
    }

    private var open: [Open] = []
    private var paragraphStart = 0
    private var linked = 0
    private var endsUnlinked = true
    private var paragraphIsDate = false
    private var lastIsSpace = true
    private var isTitle = false
    private var isData = false
    private var titleBytes: [UInt8] = []
    private var headings = 0

    /// The nesting of real pages is a tenth of it; libxml2's time grows with it.
    private static let mostDepth = 300
    private static let most = 1 << 16
    private static let longestData = 1 << 20

    private var current: Open {
        open.last
            ?? Open(
                element: .body, container: 0, isDropped: false, isBeside: false, isHintedBeside: false, isDate: false,
                isLink: false)
    }

    override func start(_ name: UnsafePointer<UInt8>, _ attributes: HTMLAttributes) {
        let element = PageElement(name)
        var state = current
        state.element = element
        if open.count >= PageOutline.mostDepth {
            return stop("elements are nested more than \(PageOutline.mostDepth) deep")
        }
        defer { open.append(state) }
        if state.isDropped { return }
        switch element {
        case .inline:
            if !state.isDate, !attributes.isEmpty, PageHint(attributes) == .date { state.isDate = true }
        // A mark in the text, as Word writes it, leads nowhere.
        case .link: state.isLink = state.isLink || attributes["href"] != nil
        case .lineBreak: endParagraph()
        case .block, .subheading:
            endParagraph()
            hint(attributes, &state)
        case .heading:
            endParagraph()
            headings += 1
        case .beside:
            endParagraph()
            state.isBeside = true
        case .dropped: state.isDropped = true
        case .title:
            if titleBytes.isEmpty { isTitle = true } else { state.isDropped = true }
        case .meta: addMeta(attributes)
        case .linkTag:
            if canonical == nil, attributes.string("rel")?.lowercased() == "canonical" {
                canonical = attributes.string("href")
            }
        case .script:
            if attributes.string("type")?.lowercased().hasPrefix("application/ld+json") == true {
                isData = data.count < PageOutline.longestData
            } else {
                state.isDropped = true
            }
        case .time:
            state.isDate = true
            addTime(attributes, state)
        case .container, .article, .main, .body:
            endParagraph()
            let hint = hint(attributes, &state)
            guard containers.count < PageOutline.most else { return }
            containers.append(Container(parent: state.container, element: element, hint: hint))
            state.container = containers.count - 1
        }
    }

    @discardableResult
    private func hint(_ attributes: HTMLAttributes, _ state: inout Open) -> PageHint {
        let hint = PageHint(attributes)
        // The whole page may be named after what stands beside its text.
        let isWhole = state.element == .main || state.element == .body
        if hint == .beside, !isWhole { state.isHintedBeside = true }
        if hint == .never, !isWhole { state.isBeside = true }
        if hint == .date { state.isDate = true }
        return hint
    }

    private func addMeta(_ attributes: HTMLAttributes) {
        guard metas.count < 200, let content = attributes.string("content"), !content.isEmpty,
            let name = attributes.string("property") ?? attributes.string("name") ?? attributes.string("itemprop")
        else { return }
        let key = name.lowercased()
        if metas[key] == nil { metas[key] = trimmed(content) }
    }

    private func addTime(_ attributes: HTMLAttributes, _ state: Open) {
        guard times.count < 50, let value = attributes.string("datetime") else { return }
        let isPublication =
            attributes["pubdate"] != nil || attributes.string("itemprop")?.lowercased() == "datepublished"
        times.append((value, isPublication, state.isBeside || state.isHintedBeside))
    }

    override func end(_ name: UnsafePointer<UInt8>) {
        guard let state = open.popLast() else { return }
        if state.isDropped { return }
        switch state.element {
        case .title:
            isTitle = false
            if title.isEmpty { title = trimmed(String(decoding: titleBytes, as: UTF8.self)) }
        case .script:
            if isData { data.append(0x0A) }
            isData = false
        case .heading:
            endParagraph(of: .heading, in: state)
        case .subheading:
            endParagraph(of: .subheading, in: state)
        case .block, .beside, .container, .article, .main, .body: endParagraph(in: state)
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if isTitle {
            if titleBytes.count < 4096 { titleBytes.append(contentsOf: bytes) }
            return
        }
        if isData {
            if data.count < PageOutline.longestData { data.append(contentsOf: bytes) }
            return
        }
        let state = current
        if state.isDropped { return }
        let start = text.count
        // Runs of white space are one space.
        for byte in bytes {
            if byte <= 0x20 {
                if !lastIsSpace { text.append(0x20) }
                lastIsSpace = true
            } else {
                text.append(byte)
                lastIsSpace = false
            }
        }
        if state.isLink { linked += text.count - start }
        if text.count - start > (text.last == 0x20 ? 1 : 0) { endsUnlinked = !state.isLink }
        if state.isDate { paragraphIsDate = true }
    }

    /// To be called when the page has been parsed.
    func finish() { endParagraph() }

    /// Ends the paragraph that was begun in what is open.
    private func endParagraph() { endParagraph(in: current) }

    private func endParagraph(of element: PageElement = .block, in state: Open) {
        defer {
            paragraphStart = text.count
            linked = 0
            endsUnlinked = true
            paragraphIsDate = false
            lastIsSpace = true
        }
        if text.count > paragraphStart, text[text.count - 1] == 0x20 { text.removeLast() }
        guard text.count > paragraphStart, paragraphs.count < PageOutline.most else { return }
        paragraphs.append(
            Paragraph(
                container: state.container, range: paragraphStart..<text.count, linked: linked,
                endsUnlinked: endsUnlinked, isHeading: element == .heading, isSubheading: element == .subheading,
                isBeside: state.isBeside, isHintedBeside: state.isHintedBeside, isDate: paragraphIsDate || state.isDate)
        )
    }
}
