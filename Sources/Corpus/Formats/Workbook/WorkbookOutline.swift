/// What a workbook says of its parts: which sheets there are, and where they and their texts and styles stand.
struct WorkbookOutline {
    struct Sheet {
        var name: String
        var part: String
        var isHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    /// Days count from 1904 on, as in workbooks of old Macintosh versions.
    private(set) var countsFrom1904 = false
    private(set) var sharedStrings: String?
    private(set) var styles: String?

    private static let maximumSheets = 1000

    init(_ archive: ZipArchive) throws(WorkbookDamage) {
        let root = try Relationships(of: "", in: archive).first(ofType: "officeDocument") ?? "xl/workbook.xml"
        let relationships = try Relationships(of: root, in: archive)
        let handler = WorkbookHandler()
        try XMLStream.parse(archive.entry(root), with: handler)
        countsFrom1904 = handler.countsFrom1904
        for (index, sheet) in handler.sheets.enumerated() {
            guard index < WorkbookOutline.maximumSheets else {
                throw WorkbookDamage(reason: "more than \(WorkbookOutline.maximumSheets) sheets")
            }
            // A chart has a sheet without cells.
            if let type = relationships.byId[sheet.id]?.type, type != "worksheet" { continue }
            let part = relationships.byId[sheet.id]?.part ?? "xl/worksheets/sheet\(index + 1).xml"
            sheets.append(Sheet(name: sheet.name, part: part, isHidden: sheet.isHidden))
        }
        func existing(_ type: String, _ usual: String) -> String? {
            let part = relationships.first(ofType: type) ?? usual
            return archive.has(part) ? part : nil
        }
        sharedStrings = existing("sharedStrings", "xl/sharedStrings.xml")
        styles = existing("styles", "xl/styles.xml")
    }
}

/// Which parts a part refers to.
private struct Relationships {
    private(set) var byId: [String: (type: String, part: String)] = [:]
    private var inOrder: [(type: String, part: String)] = []

    /// - Parameter part: empty for the archive itself. One that refers to nothing has no relationships.
    init(of part: String, in archive: ZipArchive) throws(WorkbookDamage) {
        let folder = part.lastIndex(of: "/").map { part[..<$0] } ?? ""
        let name = part.split(separator: "/").last ?? ""
        let path = (folder.isEmpty ? "" : folder + "/") + "_rels/" + name + ".rels"
        guard archive.has(path) else { return }
        let handler = RelationshipsHandler()
        try XMLStream.parse(archive.entry(path), with: handler)
        for item in handler.items {
            let part = Relationships.resolved(item.target, from: folder)
            byId[item.id] = (item.type, part)
            inOrder.append((item.type, part))
        }
    }

    func first(ofType type: String) -> String? { inOrder.first { $0.type == type }?.part }

    private static func resolved(_ target: String, from folder: Substring) -> String {
        let target = target.replacing("\\", with: "/")
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}

private final class RelationshipsHandler: XMLHandler {
    var items: [(id: String, type: String, target: String)] = []

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == "Relationship", let id = attributes.string("Id"), let target = attributes.string("Target"),
            let type = attributes.string("Type"), items.count < 10_000
        else { return }
        items.append((id, type.split(separator: "/").last.map(String.init) ?? "", target))
    }
}

private final class WorkbookHandler: XMLHandler {
    var sheets: [(name: String, id: String, isHidden: Bool)] = []
    var countsFrom1904 = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "workbookPr": countsFrom1904 = ["1", "true", "on"].contains(attributes.string("date1904") ?? "")
        case "sheet" where sheets.count < 10_000:
            let state = attributes.string("state") ?? "visible"
            sheets.append((attributes.string("name") ?? "", attributes.string("id") ?? "", state != "visible"))
        default: break
        }
    }
}
