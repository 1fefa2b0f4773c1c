import Text

/// A table that is one JSON value, whose rows become objects: as data frames are written, column by column
/// (`{"title":{"0":"…"},…}`, `{"title":["…"],…}`), as lists below the names of their columns (`[["title",…],["…",…]]`,
/// `{"columns":["title",…],"data":[["…",…]]}`), or as articles by keys (`{"0":{"title":"…",…},…}`).
struct JSONTable {
    /// The name under which a row's key is kept.
    static let keyName = "(key)"

    private typealias Place = Range<Int>
    private typealias Member = (name: Place, kind: JSONObject.Kind, value: Place)

    /// The names of the columns, which are JSON strings, and the places of their values; empty for a value that is not
    /// there.
    private var names: [Place] = []
    private var columns: [[Place]] = []
    /// Rows that are objects already.
    private var objects: [Place] = []
    private var keys: [Place] = []
    /// Further lists of rows or objects, which are not read, and how long they are.
    private(set) var listsNotRead = ReadingRemarks.Counts()
    private let bytes: [UInt8]

    var count: Int { names.isEmpty ? objects.count : columns[0].count }

    /// - Parameter bytes: the whole value.
    /// - Throws: `SyntaxError` where the value is damaged or no table.
    /// - Complexity: two passes over the bytes, and memory for the place of each value.
    init(_ bytes: [UInt8], _ fields: FieldMapping) throws(JSONObject.SyntaxError) {
        self.bytes = bytes
        guard bytes.withUnsafeBufferPointer(isValidUTF8) else { throw .init(reason: "not UTF-8", column: 1) }
        let isContent = { [bytes] (name: Place) in fields.isContent(JSONTable.text(name, bytes)) }
        let start = bytes.firstIndex { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } ?? bytes.count
        if start < bytes.count, bytes[start] == UInt8(ascii: "[") {
            let (rows, end) = try values(at: start)
            try checkEnd(end)
            if let first = rows.first { try take(rows: rows.dropFirst(), names: first) }
        } else {
            let (members, end) = try self.members(at: start)
            try checkEnd(end)
            let content = members.filter { isContent($0.name) }
            if content.contains(where: { $0.kind == .object }) {
                try takeColumns(members.filter { $0.kind == .object })
                try note(members.filter { $0.kind == .array })
            } else if content.contains(where: { $0.kind == .array }) {
                try takeLists(members.filter { $0.kind == .array })
            } else if members.allSatisfy({ $0.kind == .object }) {
                objects = members.map(\.value)
                keys = members.map(\.name)
            } else {
                try takeRows(of: members.filter { $0.kind == .array }, where: isContent)
            }
        }
    }

    private func checkEnd(_ end: Int) throws(JSONObject.SyntaxError) {
        if let at = bytes[end...].firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
            throw .init(reason: "text behind the table", column: at + 1)
        }
    }

    /// Appends a row as an object on a line of its own.
    ///
    /// - Returns: where in the value the row begins.
    func append(row: Int, to output: inout [UInt8]) -> Int {
        var start: Int?
        output.append(UInt8(ascii: "{"))
        func separate() {
            if start != nil { output.append(UInt8(ascii: ",")) }
        }
        if let object = names.isEmpty ? objects[row] : nil {
            let inner = object.lowerBound + 1..<object.upperBound - 1
            if !bytes[inner].allSatisfy({ $0 <= 0x20 }) {
                start = inner.lowerBound
                copy(inner, to: &output)
            }
        }
        for (name, column) in zip(names, columns) where !column[row].isEmpty {
            separate()
            start = start ?? column[row].lowerBound
            copy(name, to: &output)
            output.append(UInt8(ascii: ":"))
            copy(column[row], to: &output)
        }
        if !keys.isEmpty {
            separate()
            start = start ?? keys[row].lowerBound
            output.append(contentsOf: "\"\(JSONTable.keyName)\":".utf8)
            copy(keys[row], to: &output)
        }
        output.append(UInt8(ascii: "}"))
        output.append(0x0A)
        return start ?? 0
    }

    /// A line may end between values.
    private func copy(_ place: Place, to output: inout [UInt8]) {
        for byte in bytes[place] { output.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte) }
    }

    private func text(_ place: Place) -> String { JSONTable.text(place, bytes) }

    private static func text(_ place: Place, _ bytes: [UInt8]) -> String {
        guard place.count >= 2 else { return "" }
        return bytes.withUnsafeBufferPointer { (try? JSONParser.text($0, place, hasEscapes: true)) ?? "" }
    }
}

// MARK: Kinds of tables

extension JSONTable {
    /// Columns whose values stand under the keys of their rows.
    private mutating func takeColumns(_ members: [Member]) throws(JSONObject.SyntaxError) {
        var rows: [String: Int] = [:]
        names = members.map(\.name)
        for member in members {
            var column = [Place](repeating: 0..<0, count: keys.count)
            for (at, cell) in try self.members(at: member.value.lowerBound).members.enumerated() {
                // All columns mostly have the same keys in the same order.
                var row = at
                if at >= keys.count || !isSame(keys[at], cell.name) {
                    if rows.isEmpty { for (row, key) in keys.enumerated() { rows[text(key)] = row } }
                    let key = text(cell.name)
                    row = rows[key] ?? keys.count
                    if row == keys.count {
                        rows[key] = row
                        keys.append(cell.name)
                    }
                }
                if row >= column.count { column.append(cell.value) } else { column[row] = cell.value }
            }
            columns.append(column)
        }
        for index in columns.indices {
            columns[index] += [Place](repeating: 0..<0, count: keys.count - columns[index].count)
        }
    }

    /// `null` or an empty text.
    private func isEmpty(_ value: Place) -> Bool {
        bytes[value].elementsEqual("null".utf8) || bytes[value].elementsEqual("\"\"".utf8)
    }

    private func isSame(_ a: Place, _ b: Place) -> Bool {
        a.count == b.count && bytes[a].elementsEqual(bytes[b])
    }

    /// Columns that are lists.
    private mutating func takeLists(_ members: [Member]) throws(JSONObject.SyntaxError) {
        names = members.map(\.name)
        for member in members { columns.append(try values(at: member.value.lowerBound).values) }
        for (member, column) in zip(members, columns) where column.count != columns[0].count {
            throw .init(
                reason: "the columns are not of one length: \(columns[0].count) values of \"\(text(names[0]))\", "
                    + "\(column.count) of \"\(text(member.name))\"",
                column: member.value.lowerBound + 1)
        }
    }

    /// Rows that are lists, with the names of their columns in a list of their own or in the first row.
    private mutating func takeRows(
        of lists: [Member], where isContent: (Place) -> Bool
    ) throws(JSONObject.SyntaxError) {
        for list in lists {
            let rows = try values(at: list.value.lowerBound).values
            guard let first = rows.first, bytes[first.lowerBound] == UInt8(ascii: "[") else { continue }
            for other in lists where other.name != list.name {
                let names = try values(at: other.value.lowerBound).values
                if names.contains(where: { bytes[$0.lowerBound] == UInt8(ascii: "\"") && isContent($0) }) {
                    try note(lists.filter { $0.name != list.name })
                    return try take(rows: rows[...], names: other.value)
                }
            }
            try note(lists.filter { $0.name != list.name })
            return try take(rows: rows.dropFirst(), names: first)
        }
    }

    /// Tells of lists whose values are lists or objects.
    private mutating func note(_ lists: [Member]) throws(JSONObject.SyntaxError) {
        for list in lists {
            let values = try values(at: list.value.lowerBound).values
            guard let first = values.first, [UInt8(ascii: "["), UInt8(ascii: "{")].contains(bytes[first.lowerBound])
            else { continue }
            listsNotRead.add(text(list.name), values.count)
        }
    }

    private mutating func take(rows: ArraySlice<Place>, names list: Place) throws(JSONObject.SyntaxError) {
        names = try values(at: list.lowerBound).values
        for name in names where bytes[name.lowerBound] != UInt8(ascii: "\"") {
            throw .init(reason: "the names of the columns are not all text", column: name.lowerBound + 1)
        }
        columns = names.map { _ in [] }
        for row in rows {
            let cells = try values(at: row.lowerBound).values
            guard cells.dropFirst(names.count).allSatisfy(isEmpty) else {
                throw .init(
                    reason: "a row has \(cells.count) values, and there are \(names.count) columns",
                    column: row.lowerBound + 1)
            }
            for column in columns.indices { columns[column].append(column < cells.count ? cells[column] : 0..<0) }
        }
    }
}

// MARK: Parsing

extension JSONTable {
    private func values(at start: Int) throws(JSONObject.SyntaxError) -> (values: [Place], end: Int) {
        try bytes.withUnsafeBufferPointer { bytes throws(JSONObject.SyntaxError) in
            var parser = JSONParser(bytes, at: start)
            guard parser.take(UInt8(ascii: "[")) else { throw parser.error("expected '['") }
            parser.skipSpace()
            var values: [Place] = []
            if parser.take(UInt8(ascii: "]")) { return (values, parser.at) }
            repeat {
                parser.skipSpace()
                let start = parser.at
                _ = try parser.skipValue(depth: 2)
                values.append(start..<parser.at)
                parser.skipSpace()
            } while parser.take(UInt8(ascii: ","))
            guard parser.take(UInt8(ascii: "]")) else { throw parser.error("expected ',' or ']'") }
            return (values, parser.at)
        }
    }

    private func members(at start: Int) throws(JSONObject.SyntaxError) -> (members: [Member], end: Int) {
        try bytes.withUnsafeBufferPointer { bytes throws(JSONObject.SyntaxError) in
            var parser = JSONParser(bytes, at: start)
            guard parser.take(UInt8(ascii: "{")) else { throw parser.error("expected '{'") }
            var members: [Member] = []
            while let name = try parser.takeName() {
                let start = parser.at
                let kind = try parser.skipValue(depth: 1).0
                members.append((name, kind, start..<parser.at))
                parser.skipSpace()
                if !parser.take(UInt8(ascii: ",")) { break }
            }
            guard parser.take(UInt8(ascii: "}")) else { throw parser.error("expected ',' or '}'") }
            return (members, parser.at)
        }
    }
}
