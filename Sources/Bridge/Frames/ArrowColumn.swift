import CBridge
import Corpus

/// The values of a column in one batch, for as long as the batch is held.
struct ArrowColumn {
    private let type: ArrowType
    private let count: Int
    private let offset: Int
    /// A bit per value; nil where all are there.
    private let validity: UnsafePointer<UInt8>?
    private let buffers: [UnsafeRawPointer?]
    private let children: [ArrowColumn]

    /// - Throws: `CorpusError` where the batch is not what the schema says.
    init(_ array: ArrowArray, _ type: ArrowType) throws {
        self.type = type
        count = Int(array.length)
        offset = Int(array.offset)
        if case .unread = type {
            (validity, buffers, children) = (nil, [], [])
            return
        }
        let found = try (0..<max(0, Int(array.n_buffers))).map { index in
            guard let buffers = array.buffers else { throw ArrowColumn.damaged }
            return buffers[index].map { UnsafeRawPointer($0) }
        }
        guard count >= 0, offset >= 0, found.count >= ArrowColumn.bufferCount(type) else { throw ArrowColumn.damaged }
        buffers = found
        if case .null = type {
            validity = nil
        } else {
            validity = array.null_count == 0 ? nil : found[0]?.assumingMemoryBound(to: UInt8.self)
        }
        let needsValues = count > 0 && array.null_count != array.length
        for index in ArrowColumn.required(type) where needsValues && found[index] == nil { throw ArrowColumn.damaged }
        switch type {
        case .list(_, let values), .fixedList(_, let values):
            children = [try ArrowColumn.child(array, 0, values)]
        case .record(let members):
            children = try members.indices.map { try ArrowColumn.child(array, $0, members[$0].type) }
        case .dictionary(_, let values):
            guard let dictionary = array.dictionary else { throw ArrowColumn.damaged }
            children = [try ArrowColumn(dictionary.pointee, values)]
        default: children = []
        }
    }

    private static let damaged = CorpusError.wrongFormat(
        path: PathName.frame, reason: "its Arrow data is not what its schema says")

    private static func child(_ array: ArrowArray, _ index: Int, _ type: ArrowType) throws -> ArrowColumn {
        guard index < array.n_children, let child = array.children?[index] else { throw damaged }
        return try ArrowColumn(child.pointee, type)
    }

    private static func bufferCount(_ type: ArrowType) -> Int {
        switch type {
        case .null, .unread: 0
        case .record, .fixedList: 1
        case .text, .textView: 3
        default: 2
        }
    }

    /// Buffers without which no value can be read. That of texts may be missing where all are empty.
    private static func required(_ type: ArrowType) -> [Int] {
        switch type {
        case .null, .unread, .record, .fixedList: []
        default: [1]
        }
    }

    /// Appends a value as JSON.
    ///
    /// - Parameter row: from 0.
    /// - Throws: `CorpusError` where the batch is not what the schema says.
    func append(_ row: Int, to output: inout [UInt8]) throws {
        guard row >= 0, row < count else { throw ArrowColumn.damaged }
        let place = offset + row
        if let validity, validity[place >> 3] >> UInt8(place & 7) & 1 == 0 { return ArrowColumn.appendNull(&output) }
        switch type {
        case .null, .unread: ArrowColumn.appendNull(&output)
        case .boolean:
            let isTrue = load(1, place >> 3, UInt8.self) >> UInt8(place & 7) & 1 == 1
            output.append(contentsOf: (isTrue ? "true" : "false").utf8)
        case .integer(let bytes, let isSigned):
            if isSigned {
                output.append(contentsOf: "\(signed(bytes, place))".utf8)
            } else {
                output.append(contentsOf: "\(unsigned(bytes, place))".utf8)
            }
        case .float(let bytes): appendFloat(bytes, place, &output)
        case .decimal(let scale): ArrowColumn.append(load(1, place, Int128.self), scale: scale, &output)
        case .text(let width):
            let range = try range(width, place)
            guard !range.isEmpty else { return output.append(contentsOf: "\"\"".utf8) }
            guard let bytes = buffers[2] else { throw ArrowColumn.damaged }
            ArrowColumn.append(bytes + range.lowerBound, range.count, &output)
        case .textView: try appendView(place, &output)
        case .day: ArrowMoment.append(day: Int64(load(1, place, Int32.self)), to: &output)
        case .moment(let perSecond, let hasZone):
            ArrowMoment.append(load(1, place, Int64.self), perSecond: perSecond, hasZone: hasZone, to: &output)
        case .list(let width, _): try appendList(range(width, place), &output)
        case .fixedList(let count, _): try appendList(place * count..<(place + 1) * count, &output)
        case .record(let members):
            output.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                output.append(contentsOf: member.name)
                try children[index].append(place, to: &output)
            }
            output.append(UInt8(ascii: "}"))
        case .dictionary(.integer(let bytes, let isSigned), _):
            let index = isSigned ? signed(bytes, place) : Int64(clamping: unsigned(bytes, place))
            try children[0].append(Int(index), to: &output)
        case .dictionary: throw ArrowColumn.damaged
        }
    }

    private func load<Value: BitwiseCopyable>(_ buffer: Int, _ index: Int, _: Value.Type) -> Value {
        buffers[buffer]!.loadUnaligned(fromByteOffset: index * MemoryLayout<Value>.size, as: Value.self)
    }

    private func signed(_ bytes: Int, _ place: Int) -> Int64 {
        switch bytes {
        case 1: Int64(load(1, place, Int8.self))
        case 2: Int64(load(1, place, Int16.self))
        case 4: Int64(load(1, place, Int32.self))
        default: load(1, place, Int64.self)
        }
    }

    private func unsigned(_ bytes: Int, _ place: Int) -> UInt64 {
        switch bytes {
        case 1: UInt64(load(1, place, UInt8.self))
        case 2: UInt64(load(1, place, UInt16.self))
        case 4: UInt64(load(1, place, UInt32.self))
        default: load(1, place, UInt64.self)
        }
    }

    private func range(_ width: Int, _ place: Int) throws -> Range<Int> {
        let (start, end) =
            width == 4
            ? (Int(load(1, place, Int32.self)), Int(load(1, place + 1, Int32.self)))
            : (Int(load(1, place, Int64.self)), Int(load(1, place + 1, Int64.self)))
        guard 0 <= start, start <= end else { throw ArrowColumn.damaged }
        return start..<end
    }

    private func appendList(_ range: Range<Int>, _ output: inout [UInt8]) throws {
        output.append(UInt8(ascii: "["))
        for index in range {
            if index > range.lowerBound { output.append(UInt8(ascii: ",")) }
            try children[0].append(index, to: &output)
        }
        output.append(UInt8(ascii: "]"))
    }

    /// Up to 12 bytes stand in the view; else it has their number, the first four, a buffer and a place in it.
    private func appendView(_ place: Int, _ output: inout [UInt8]) throws {
        let view = buffers[1]! + 16 * place
        let length = Int(view.loadUnaligned(as: Int32.self))
        guard length >= 0 else { throw ArrowColumn.damaged }
        guard length > 12 else { return ArrowColumn.append(view + 4, length, &output) }
        let buffer = Int(view.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let start = Int(view.loadUnaligned(fromByteOffset: 12, as: Int32.self))
        // The last buffer holds the sizes of those between.
        guard buffer >= 0, buffer < buffers.count - 3, start >= 0, let bytes = buffers[2 + buffer] else {
            throw ArrowColumn.damaged
        }
        ArrowColumn.append(bytes + start, length, &output)
    }

    private static func appendNull(_ output: inout [UInt8]) { output.append(contentsOf: "null".utf8) }

    private static func append(_ bytes: UnsafeRawPointer, _ count: Int, _ output: inout [UInt8]) {
        let text = UnsafeRawBufferPointer(start: bytes, count: count)
        text.withMemoryRebound(to: UInt8.self) { appendJSONText($0, to: &output) }
    }

    /// A whole number as such: a column of days such as 20240601 is one of floats as soon as a day is missing.
    private func appendFloat(_ bytes: Int, _ place: Int, _ output: inout [UInt8]) {
        let value = bytes == 4 ? Double(load(1, place, Float.self)) : load(1, place, Double.self)
        guard value.isFinite else { return ArrowColumn.appendNull(&output) }
        if value.magnitude < 0x1p53, value == value.rounded(.towardZero) {
            output.append(contentsOf: "\(Int64(value))".utf8)
        } else if bytes == 4 {
            output.append(contentsOf: "\(load(1, place, Float.self))".utf8)
        } else {
            output.append(contentsOf: "\(value)".utf8)
        }
    }

    private static func append(_ value: Int128, scale: Int, _ output: inout [UInt8]) {
        var digits = Array("\(value.magnitude)".utf8)
        if digits.count <= scale {
            digits.insert(contentsOf: repeatElement(0x30, count: scale + 1 - digits.count), at: 0)
        }
        if scale > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - scale) }
        if value < 0 { output.append(UInt8(ascii: "-")) }
        output.append(contentsOf: digits)
    }
}
