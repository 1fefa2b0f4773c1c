import Text

/// What a person says an article is about; it beats the labels the article came with and any model's.
///
/// As a line of a corrections file: `{"链接":"https://…","标题":"…","行业":["…","…"]}`, with `"指纹"` (16
/// hexadecimal digits) in place of the link where the article has none. The title is for people to read.
public struct Correction: Equatable, Sendable {
    public var key: ArticleKey
    public var title: String
    /// At least one.
    public var industries: [String]

    public init(key: ArticleKey, title: String, industries: [String]) {
        self.key = key
        self.title = title
        self.industries = industries
    }

    public init(of article: Article, industries: [String]) {
        self.init(key: ArticleKey(article), title: article.headline, industries: industries)
    }

    /// What a message calls its article: by its title, else by its key.
    package var name: String {
        if !title.isEmpty { return title }
        return switch key {
        case .link(let link): link
        case .fingerprint(let hash): hexadecimal(hash, digits: 16)
        }
    }

    /// Whether it names another title than an article has: then its key is wrong, and it corrects nothing. Case, width,
    /// blanks and invisible characters do not matter, and a part of the title will do; a title that is empty, or a word
    /// for nothing such as 无, is no other.
    ///
    /// - Parameter title: the article's; it has a headline of its text in place of an empty one.
    package func isOfAnotherTitle(than title: String) -> Bool {
        guard title != self.title, !Placeholder.isValue(title), !Placeholder.isValue(self.title) else { return false }
        func core(_ title: String) -> [UInt32] {
            TextNormalizer().scalars(of: title).filter { $0 != 0x20 && !isInvisible($0) }
        }
        let (own, other) = (core(self.title), core(title))
        guard !own.isEmpty, !other.isEmpty, own != other else { return false }
        // Whoever writes corrections by hand shortens titles.
        let (short, long) = own.count < other.count ? (own, other) : (other, own)
        return short.count < Correction.shortestTitle || !long.contains(short)
    }
}

extension Correction {
    /// In characters. A shorter part of a title may be in many.
    private static let shortestTitle = 4

    private static let link = RecordField.link.nativeNames[0]
    private static let title = RecordField.title.nativeNames[0]
    private static let industries = RecordField.industries.nativeNames[0]
    private static let fingerprint = "指纹"

    /// One JSON object, without a line end.
    public var json: String {
        let (name, value) =
            switch key {
            case .link(let link): (Correction.link, link)
            case .fingerprint(let hash): (Correction.fingerprint, hexadecimal(hash, digits: 16))
            }
        let labels = industries.map(jsonString).joined(separator: ",")
        return "{\(jsonString(name)):\(jsonString(value)),\(jsonString(Correction.title)):\(jsonString(title)),"
            + "\(jsonString(Correction.industries)):[\(labels)]}"
    }

    /// Whether a line is a correction with nothing beside it, as `json` gives it, and so no article.
    static func isLine(_ line: String) -> Bool {
        var line = line
        return line.withUTF8 { bytes in
            guard bytes.first == UInt8(ascii: "{"), let object = try? JSONObject(parsing: bytes) else { return false }
            return object.members.count == 3 && (try? Correction(object)) != nil
        }
    }

    /// From what `json` gives; members of other names are passed over.
    init(parsing line: UnsafeBufferPointer<UInt8>) throws(JSONObject.SyntaxError) {
        try self.init(JSONObject(parsing: line))
    }

    private init(_ object: JSONObject) throws(JSONObject.SyntaxError) {
        func strings(_ name: String) throws(JSONObject.SyntaxError) -> [String] {
            var name = name
            guard let index = name.withUTF8({ object.index(named: $0) }) else { return [] }
            let member = object.members[index]
            guard let strings = try object.strings(of: member) else { throw object.notText(member) }
            return strings.map(trimmed).filter { !$0.isEmpty }
        }
        func isText(_ name: String) -> Bool {
            object.index(named: name).map { object.members[$0].kind == .string } ?? false
        }
        let given = try strings(Correction.industries)
        // An array has a label an element, as `json` gives it; one text may hold several.
        let industries = LabelList.names(of: given, splits: isText(Correction.industries))
        guard !industries.isEmpty else {
            let found = given.first.map { ", but \($0.prefix(20))" } ?? ""
            throw .init(reason: "no label in \"\(Correction.industries)\"\(found)", column: 1)
        }
        let key: ArticleKey
        let link = try strings(Correction.link).first
        if let link, !Placeholder.isLink(link) {
            key = .link(link)
        } else if let digits = try strings(Correction.fingerprint).first {
            guard digits.utf8.count == 16, let hash = UInt64(digits, radix: 16) else {
                throw .init(
                    reason: "\"\(Correction.fingerprint)\" is not 16 hexadecimal digits: \(digits.prefix(20))",
                    column: 1)
            }
            key = .fingerprint(hash)
        } else if let link {
            throw .init(
                reason:
                    "\"\(Correction.link)\" is \"\(link.prefix(40))\", which is the link of no article, and there is "
                    + "no \"\(Correction.fingerprint)\"", column: 1)
        } else {
            throw .init(reason: "neither \"\(Correction.link)\" nor \"\(Correction.fingerprint)\"", column: 1)
        }
        self.init(key: key, title: try strings(Correction.title).joined(separator: " "), industries: industries)
    }
}
