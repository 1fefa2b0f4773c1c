import Text

/// Edits members of JSON objects and leaves everything else byte for byte as it stands.
///
/// An edit is a closure that is given the editor with one object open in it:
///
///     var editor = JSONEditor()
///     editor.appendLine(row) { $0.set("predicted") { $0.append(contentsOf: "[]".utf8) } }
///
/// An object from which a member is removed is written without the white space between its members; any other edit
/// leaves that too. The editor's memory is used again from object to object, so an edit allocates nothing per member.
public struct JSONEditor {
    /// The lines written so far, each with its line end.
    public private(set) var lines: [UInt8] = []

    /// Names of marks under which records had fields of their own, which stayed.
    public private(set) var keptNames: Set<String> = []

    private var object = JSONObject()
    /// The open object's bytes up to its closing brace or to where it was cut.
    private var end = 0
    /// Members that give way, as indices into the object's members.
    private var removed: [Int] = []
    /// Values that stand in place of others; the new ones are ranges of `values`.
    private var replaced: [(place: Range<Int>, value: Range<Int>)] = []
    private var values: [UInt8] = []
    /// Members behind the last one, separated by commas.
    private var added: [UInt8] = []
    /// An object made of a row's fields.
    private var scratch: [UInt8] = []

    public init() {}

    /// Appends an edited row to `lines`. A row without members, or one that is no JSON object, counts as `{}`.
    ///
    /// - Complexity: linear in the row's length.
    public mutating func appendLine(_ row: SourceRow, _ edit: (inout JSONEditor) -> Void) {
        let source: ArraySlice<UInt8>
        switch row {
        case .none: source = JSONEditor.emptyObject
        case .json(let line): source = line
        case .fields(let fields):
            scratch.removeAll(keepingCapacity: true)
            appendObject(of: fields, to: &scratch)
            source = scratch[...]
        }
        if !append(source, edit) { _ = append(JSONEditor.emptyObject, edit) }
        lines.append(UInt8(ascii: "\n"))
    }

    private static let emptyObject = Array("{}".utf8)[...]

    /// - Returns: false where `source` is no JSON object; nothing is written then.
    private mutating func append(_ source: ArraySlice<UInt8>, _ edit: (inout JSONEditor) -> Void) -> Bool {
        source.withUnsafeBufferPointer { bytes in
            guard open(bytes) else { return false }
            edit(&self)
            // Moved out, since `write` reads all of the editor: lines that it holds too would be copied.
            var output: [UInt8] = []
            swap(&output, &lines)
            write(bytes, to: &output)
            swap(&output, &lines)
            return true
        }
    }

    /// An edited object.
    ///
    /// - Parameter edit: returns false to give up.
    /// - Returns: nil where `json` is no JSON object or the edit gave up.
    public mutating func edited(_ json: ArraySlice<UInt8>, _ edit: (inout JSONEditor) -> Bool) -> [UInt8]? {
        json.withUnsafeBufferPointer { bytes in
            guard open(bytes), edit(&self) else { return nil }
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + added.count + values.count)
            write(bytes, to: &output)
            return output
        }
    }

    private mutating func open(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (try? object.parse(bytes)) != nil else { return false }
        end = bytes.lastIndex(of: UInt8(ascii: "}"))!
        removed.removeAll(keepingCapacity: true)
        replaced.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        added.removeAll(keepingCapacity: true)
        return true
    }

    private func write(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var hasMembers = false
        if removed.isEmpty {
            append(bytes, 0..<end, to: &output)
            hasMembers = object.members.first.map { $0.span.upperBound <= end } ?? false
        } else {
            output.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated()
            where member.span.upperBound <= end && !removed.contains(index) {
                if hasMembers { output.append(UInt8(ascii: ",")) }
                hasMembers = true
                append(bytes, member.span, to: &output)
            }
        }
        if hasMembers, !added.isEmpty { output.append(UInt8(ascii: ",")) }
        output.append(contentsOf: added)
        output.append(UInt8(ascii: "}"))
    }

    /// Appends part of the object, with new values in their places.
    private func append(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>, to output: inout [UInt8]) {
        var position = part.lowerBound
        for (place, value) in replaced where part.contains(place.lowerBound) {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[position..<place.lowerBound]))
            output.append(contentsOf: values[value])
            position = place.upperBound
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[position..<part.upperBound]))
    }
}

/// To be called within an edit, on the object that is open.
extension JSONEditor {
    /// Sets a member behind all others; a member of that name gives way.
    ///
    /// - Parameter appendValue: appends the value as JSON.
    public mutating func set(_ name: String, _ appendValue: (inout [UInt8]) -> Void) {
        remove(name)
        append(name, appendValue)
    }

    /// Sets members as `InferredTags` gives them, the marks under `setMark`.
    ///
    /// - Parameter members: names and values as JSON.
    public mutating func set(_ members: [(name: String, json: [UInt8])]) {
        for (index, (name, json)) in members.enumerated() {
            // A field that the caller named like a mark comes before it.
            if TagMarks.names.contains(name), members.lastIndex(where: { $0.name == name }) == index {
                let isTaken = members[..<index].contains { $0.name == name }
                setMark(name, isTaken: isTaken) { $0.append(contentsOf: json) }
            } else {
                set(name) { $0.append(contentsOf: json) }
            }
        }
    }

    /// Sets a mark of `tag`: under its own name, or under `TagMarks.other` where a member has that which `tag` did not
    /// write. That one stays.
    public mutating func setMark(_ name: String, isTaken: Bool = false, _ appendValue: (inout [UInt8]) -> Void) {
        let isTaken =
            isTaken
            || object.index(named: name).map { !TagMarks.isOwn(name, object.members[$0], of: object) } ?? false
        if isTaken { keptNames.insert(name) }
        set(isTaken ? TagMarks.other(name) : name, appendValue)
    }

    /// Removes a member, if there is one of that name.
    public mutating func remove(_ name: String) {
        if let index = object.index(named: name) { removed.append(index) }
    }

    private mutating func append(_ name: String, _ appendValue: (inout [UInt8]) -> Void) {
        if !added.isEmpty { added.append(UInt8(ascii: ",")) }
        appendJSONString(name, to: &added)
        added.append(UInt8(ascii: ":"))
        appendValue(&added)
    }

    /// Puts another value in place of a member's, where it stands.
    ///
    /// - Returns: false where there is no such member, or no more.
    public mutating func replace(_ name: String, with json: some Collection<UInt8>) -> Bool {
        guard let index = object.index(named: name), object.members[index].span.upperBound <= end else { return false }
        replace(object.members[index], with: json)
        return true
    }

    private mutating func replace(_ member: JSONObject.Member, with json: some Collection<UInt8>) {
        let start = values.count
        values.append(contentsOf: json)
        let index = replaced.firstIndex { $0.place.lowerBound > member.value.lowerBound } ?? replaced.count
        replaced.insert((member.value, start..<values.count), at: index)
    }

    /// Fills in members: one that holds nothing (`""`, `[]`, `{}`, `null`) where it stands, one that is missing behind
    /// all others. Members that hold something stay.
    ///
    /// - Parameter members: names, none twice, and values as JSON.
    /// - Returns: by the name of each member that was filled in, what stood there; empty where there was none of that
    ///   name. `empty(_:)` takes it.
    public mutating func fill(_ members: [(name: String, json: [UInt8])]) -> [String: String] {
        var before: [String: String] = [:]
        for (name, json) in members {
            if let index = object.index(named: name) {
                let member = object.members[index]
                guard object.isEmpty(member) else { continue }
                before[name] = object.withValue(of: member) { String(utf8: $0) }
                replace(member, with: json)
            } else {
                before[name] = ""
                append(name) { $0.append(contentsOf: json) }
            }
        }
        return before
    }

    /// Empties what `fill` filled in, so that the object is what it was, byte for byte.
    ///
    /// - Returns: false where it was not filled like that.
    public mutating func empty(_ before: [String: String]) -> Bool {
        // Whoever wrote `before`, each name is looked for in all members.
        guard before.count <= 16 else { return false }
        for (name, value) in before where value.isEmpty {
            guard cut(from: name) else { return false }
        }
        for (name, value) in before where !value.isEmpty {
            guard replace(name, with: value.utf8) else { return false }
        }
        return true
    }

    /// Takes out a member and all behind it: what was added goes, and the rest is what it was.
    ///
    /// - Returns: false where there is no such member.
    public mutating func cut(from name: String) -> Bool {
        guard let index = object.index(named: name) else { return false }
        end = min(end, object.end(before: index))
        return true
    }

    /// Whether there is a member of that name.
    public func contains(_ name: String) -> Bool { object.index(named: name) != nil }

    /// The value of the last member as JSON; nil where that has another name.
    public func last(_ name: String) -> [UInt8]? {
        guard let index = object.index(named: name), index == object.members.count - 1 else { return nil }
        return object.withValue(of: object.members[index]) { Array($0) }
    }
}

extension JSONObject {
    fileprivate func withValue<Result>(
        of member: Member, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        body(UnsafeBufferPointer(rebasing: bytes[member.value]))
    }

    /// Where the members before one end: at the comma before it; of the first one, where it begins.
    fileprivate func end(before index: Int) -> Int {
        var end = members[index].span.lowerBound
        if index == 0 { return end }
        repeat { end -= 1 } while bytes[end] != UInt8(ascii: ",")
        return end
    }
}
