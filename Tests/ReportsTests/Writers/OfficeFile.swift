import Foundation
import TestSupport
import Testing

@testable import Reports

/// The parts of a workbook or a document, each parsed strictly.
struct OfficeFile {
    let parts: [String: String]

    init(_ bytes: Data) throws {
        var parts: [String: String] = [:]
        for (name, bytes) in try zipParts(bytes) {
            if name.hasSuffix(".xml") || name.hasSuffix(".rels") {
                #expect(xmlProblem(bytes) == nil, "\(name): \(xmlProblem(bytes) ?? "")")
            }
            #expect(parts.updateValue(String(decoding: bytes, as: UTF8.self), forKey: name) == nil, "\(name) twice")
        }
        self.parts = parts
        expectRelationsLeadToParts()
    }

    subscript(_ name: String) -> String { parts[name] ?? "" }

    /// Every part that another one names is there, and every part has a type.
    private func expectRelationsLeadToParts() {
        for (name, text) in parts where name.hasSuffix(".rels") {
            let folder = name.components(separatedBy: "_rels/")[0]
            for relation in text.matches(of: #/<Relationship [^>]*>/#) where !relation.0.contains("\"External\"") {
                let target = String(relation.0.firstMatch(of: #/Target="([^"]*)"/#)?.1 ?? "")
                let path =
                    target.hasPrefix("/")
                    ? String(target.dropFirst())
                    : URL(fileURLWithPath: "/" + folder + target).standardized.path.dropFirst().description
                #expect(parts[path] != nil, "\(name) names \(target)")
            }
        }
        let types = self["[Content_Types].xml"]
        for name in parts.keys where name.hasSuffix(".xml") && !name.hasPrefix("[") && !name.contains("_rels/") {
            #expect(types.contains("PartName=\"/\(name)\""), "\(name)")
        }
    }

    // MARK: Workbooks

    /// The names of the sheets, with the parts they are in.
    var sheets: [(name: String, part: String)] {
        self["xl/workbook.xml"].matches(of: #/<sheet name="([^"]*)" sheetId="([0-9]+)"/#).map {
            (OfficeFile.plain(String($0.1)), "xl/worksheets/sheet\($0.2).xml")
        }
    }

    func sheet(_ name: String) -> String { sheets.first { $0.name == name }.map { self[$0.part] } ?? "" }

    /// What stands in a cell as text or as a number.
    func value(_ cell: String, in sheet: String) -> String? {
        guard let cell = self.sheet(sheet).firstMatch(of: try! Regex("<c r=\"\(cell)\"([^>]*)>(.*?)</c>")) else {
            return nil
        }
        let content = String(cell.output[2].substring ?? "")
        if let value = content.firstMatch(of: #/<v>(.*?)<\/v>/#) {
            guard cell.output[1].substring?.contains("t=\"s\"") == true else { return String(value.1) }
            let shared = self["xl/sharedStrings.xml"].matches(of: #/<si><t[^>]*>(.*?)<\/t><\/si>/#)
            return Int(value.1).flatMap { shared.indices.contains($0) ? OfficeFile.plain(String(shared[$0].1)) : nil }
        }
        return content.firstMatch(of: #/<t[^>]*>(.*?)<\/t>/#).map { OfficeFile.plain(String($0.1)) }
    }

    /// The code of a cell's format.
    func format(of cell: String, in sheet: String) -> String? {
        let styles = self["xl/styles.xml"]
        guard let style = self.sheet(sheet).firstMatch(of: try! Regex("<c r=\"\(cell)\" s=\"([0-9]+)\""))?.output[1],
            let index = style.substring.flatMap({ Int($0) }),
            let list = styles.firstMatch(of: #/<cellXfs [^>]*>(.*)<\/cellXfs>/#)
        else { return nil }
        let formats = list.1.matches(of: #/<xf numFmtId="([0-9]+)"/#).map { String($0.1) }
        guard formats.indices.contains(index) else { return nil }
        let own = styles.firstMatch(of: try! Regex("<numFmt numFmtId=\"\(formats[index])\" formatCode=\"([^\"]*)\""))
        return own.flatMap { $0.output[1].substring.map(String.init) } ?? formats[index]
    }

    /// Places within the workbook that cells lead to, by cell.
    func places(in sheet: String) -> [String: String] {
        let links = self.sheet(sheet).matches(of: #/<hyperlink ref="([A-Z]+[0-9]+)" location="([^"]*)"/#)
        return Dictionary(links.map { (String($0.1), OfficeFile.plain(String($0.2))) }) { first, _ in first }
    }

    static func plain(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing(
            "&#39;", with: "'"
        ).replacing("&amp;", with: "&")
    }
}
