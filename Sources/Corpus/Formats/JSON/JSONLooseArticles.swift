/// Articles that stand as objects by themselves beside lists of others: `{"top":{…},"list":[…]}`.
///
/// An object that holds a list of objects is none.
struct JSONLooseArticles {
    private var bytes: [UInt8] = []
    /// Where in `bytes` the open objects begin, from the outermost on; nil for those that are no article.
    private var starts: [Int?] = []
    private let fields: FieldMapping

    init(_ fields: FieldMapping) { self.fields = fields }

    /// An object begins whose first byte was taken already.
    mutating func open() {
        starts.append(bytes.count)
        bytes.append(UInt8(ascii: "{"))
    }

    /// All objects that are open hold a list.
    mutating func meetList() {
        starts = starts.map { _ in nil }
        bytes = []
    }

    /// Takes a byte that stands in no list.
    ///
    /// - Parameter opened: the byte opened an object, or closed one.
    /// - Returns: the article that ends with it.
    mutating func take(_ byte: UInt8, opened: Bool?) -> [UInt8]? {
        if opened == true {
            open()
            return nil
        }
        guard starts.contains(where: { $0 != nil }) else {
            if opened == false { _ = starts.popLast() }
            return nil
        }
        bytes.append(byte)
        guard bytes.count <= LineReader.longestRecord else {
            meetList()
            return nil
        }
        guard opened == false else { return nil }
        let start = starts.popLast() ?? nil
        defer { if starts.allSatisfy({ $0 == nil }) { bytes = [] } }
        guard let start else { return nil }
        let isArticle = bytes.withUnsafeBufferPointer { JSONSigns($0, at: start, fields).isArticle }
        guard isArticle else { return nil }
        let article = Array(bytes[start...])
        meetList()
        return article
    }
}
