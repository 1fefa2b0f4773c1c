/// What the objects of a list are, told by the first one: whether two lists hold records of one kind.
struct JSONRecordShape {
    private var names: Set<[UInt8]> = []
    private var content: Set<RecordField> = []

    /// - Parameter object: its bytes, as far as they are right.
    init(_ object: some Sequence<UInt8>, _ fields: FieldMapping) {
        Array(object).withUnsafeBufferPointer { bytes in
            var parser = JSONParser(bytes, at: 1)
            do throws(JSONObject.SyntaxError) {
                repeat {
                    guard names.count < JSONObject.mostMembers, let name = try parser.takeName() else { return }
                    names.insert(Array(bytes[name]))
                    if let field = JSONOutline.field(bytes, name, fields) { content.insert(field) }
                    _ = try parser.skipValue(depth: 2)
                    parser.skipSpace()
                } while parser.take(UInt8(ascii: ","))
            } catch {}
        }
        content.formIntersection([.title, .text])
    }

    /// Whether most names are the same, or both have a text.
    func isLike(_ other: JSONRecordShape) -> Bool {
        let shared = names.intersection(other.names).count
        if shared > 0, 2 * shared >= names.union(other.names).count { return true }
        return content.contains(.text) && other.content.contains(.text)
    }

    /// Whether a list of this name goes with the articles and holds none of them: comments on them, articles that a
    /// site recommends beside them.
    static func isBeside(_ name: [UInt8]) -> Bool {
        let name = String(decoding: name, as: UTF8.self).lowercased()
        return marks.contains(where: name.contains) || beside.contains(name)
    }

    private static let marks = [
        "related", "relevant", "recommend", "similar", "suggest", "comment", "replies", "相关", "推荐", "评论", "回复", "广告",
    ]
    private static let beside: Set<String> = ["tags", "tag", "ads", "ad", "authors", "users", "images", "videos"]
}
