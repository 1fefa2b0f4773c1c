import Foundation
import Text

/// What an element of a web page means for finding its text.
enum PageElement: UInt8 {
    /// Within a line of text.
    case inline
    case link
    /// Begins and ends a paragraph.
    case block
    /// Ends a line.
    case lineBreak
    /// Holds paragraphs.
    case container
    case article, main, body
    case heading
    /// Of a part of the text.
    case subheading
    /// Never holds what an article says.
    case dropped
    /// Navigation, the page's foot and what stands beside the text.
    case beside
    case title, meta, linkTag, script, time

    var holdsBlocks: Bool {
        switch self {
        case .container, .article, .main, .body: true
        default: false
        }
    }

    /// - Parameter name: in lower case, ended by a NUL.
    init(_ name: UnsafePointer<UInt8>) {
        // Names of elements fit into eight bytes, but for few.
        var key: UInt64 = 0
        var length = 0
        while name[length] != 0, length < 8 {
            key = key << 8 | UInt64(name[length])
            length += 1
        }
        self = name[length] == 0 || key == PageElement.blockquote ? PageElement.byName[key] ?? .inline : .inline
    }

    private static let blockquote = key("blockquo")

    private static func key(_ name: String) -> UInt64 { name.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    private static let byName: [UInt64: PageElement] = {
        var byName: [UInt64: PageElement] = [:]
        func set(_ element: PageElement, _ names: String) {
            for name in names.split(separator: " ") { byName[key(String(name))] = element }
        }
        set(.link, "a")
        set(.block, "p li ul ol dl dt dd tr table tbody thead pre hr address figure fieldset summary")
        set(.lineBreak, "br")
        set(.container, "div section td th center form blockquo details hgroup")
        set(.article, "article")
        set(.main, "main")
        set(.body, "body")
        set(.heading, "h1")
        set(.subheading, "h2 h3 h4 h5 h6")
        set(.dropped, "style noscript iframe object embed svg math template select option textarea button canvas")
        set(.dropped, "audio video map applet frameset noframes datalist")
        set(.beside, "nav footer aside header menu dialog figcapti")
        set(.title, "title")
        set(.meta, "meta")
        set(.linkTag, "link")
        set(.script, "script")
        set(.time, "time")
        return byName
    }()
}

/// What the classes and the identifier of an element tell: whether the text is in it, or what stands beside a text.
enum PageHint {
    case none, text, beside, date
    /// Comments, navigation and the page's foot, which no article is in.
    case never

    init(_ attributes: HTMLAttributes) {
        self = .none
        guard !attributes.isEmpty else { return }
        for value in [attributes["class"], attributes["id"]] {
            guard let value else { continue }
            switch PageHint.of(value.prefix(200)) {
            case .never:
                self = .never
                return
            case .beside: self = .beside
            case .text: if self != .beside { self = .text }
            case .date: if self == .none { self = .date }
            case .none: break
            }
        }
        if self != .never, let style = attributes["style"], PageHint.hides(style) { self = .beside }
    }

    /// Of several words of a name the strongest counts.
    private var strength: Int {
        switch self {
        case .none: 0
        case .date: 1
        case .text: 2
        case .beside: 3
        case .never: 4
        }
    }

    private static func hides(_ style: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let at = style.first("display", from: 0) else { return false }
        return style[at...].dropFirst(7).prefix(8).drop { $0 == 0x20 || $0 == 0x3A }
            .starts(with: "none".utf8)
    }

    /// By the words of a name such as `article-content` or `relatedNews`.
    private static func of(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> PageHint {
        var found = PageHint.none
        var word = FNV1a()
        var length = 0
        var wasLower = false
        func finish() {
            if length > 1, let hint = words[word.value], hint.strength > found.strength { found = hint }
            word = FNV1a()
            length = 0
        }
        for byte in value {
            let isUpper = 0x41...0x5A ~= byte
            let isLower = 0x61...0x7A ~= byte
            if !isUpper && !isLower {
                finish()
            } else {
                if isUpper, wasLower { finish() }
                word.add(byte | 0x20)
                length += 1
            }
            wasLower = isLower
        }
        finish()
        return found
    }

    private static let words: [UInt64: PageHint] = {
        var words: [UInt64: PageHint] = [:]
        func set(_ hint: PageHint, _ names: String) {
            for name in names.split(separator: " ") { words[MarkupTag.hash(of: String(name))] = hint }
        }
        set(
            .text,
            "article content contents text body main post entry detail details story zhengwen neirong zw nr trs "
                + "newscontent artibody articlebody contentbody maintext")
        set(
            .never,
            "nav navbar navigation menu foot footer comment comments pinglun breadcrumb breadcrumbs crumb crumbs copyright "
                + "disclaimer statement pagination pager login")
        set(
            .beside,
            "sidebar side aside related relate relation recommend recommended recommends tuijian share sharing position "
                + "banner ad ads advert adv advertisement guanggao hot rank ranking toolbar search popup modal dialog "
                + "qrcode ewm subscribe links xgxw xgyd tags")
        set(.date, "date time pubtime pubdate publish published info source laiyuan timestamp meta")
        return words
    }()
}
