import CXML

/// Hears what an XML document consists of, in its order. Namespaces are not looked at: workbooks of one kind use
/// different ones for the same elements.
class XMLHandler {
    /// Setting it ends the parsing.
    var failure: WorkbookDamage? {
        didSet { if failure != nil { xmlStopParser(context) } }
    }
    fileprivate var context: xmlParserCtxtPtr?

    func start(_ name: XMLName, _ attributes: XMLAttributes) {}
    func end(_ name: XMLName) {}
    /// Text may come in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// A name without its prefix, valid during the call that brings it.
struct XMLName {
    fileprivate let start: UnsafePointer<UInt8>

    @inline(__always)
    static func == (name: XMLName, other: StaticString) -> Bool { strcmp(name.start, other) }

    @inline(__always)
    static func ~= (other: StaticString, name: XMLName) -> Bool { name == other }

    /// Names are short, so a call of C's would cost more.
    @inline(__always)
    private static func strcmp(_ name: UnsafePointer<UInt8>, _ other: StaticString) -> Bool {
        var index = 0
        while index < other.utf8CodeUnitCount {
            if name[index] != other.utf8Start[index] { return false }
            index += 1
        }
        return name[index] == 0
    }
}

/// The attributes of an element, valid during the call that brings them.
struct XMLAttributes {
    fileprivate let start: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    fileprivate let count: Int

    /// - Parameter name: without a prefix.
    @inline(__always)
    subscript(name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard let start else { return nil }
        for index in 0..<count {
            // Name, prefix, namespace, and the value's two ends.
            let fields = start + 5 * index
            guard let own = fields[0], XMLName(start: own) == name, let value = fields[3], let end = fields[4] else {
                continue
            }
            return UnsafeBufferPointer(start: value, count: end - value)
        }
        return nil
    }

    func string(_ name: StaticString) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }
}

/// Parses an XML document that comes piece by piece, in bounded memory.
///
/// Nothing is fetched and no entity but those of XML itself is expanded; a document type, which no workbook has, ends
/// the parsing.
final class XMLStream {
    private let handler: XMLHandler
    private let context: xmlParserCtxtPtr
    private let name: String

    private static let prepared: Void = xmlInitParser()

    /// - Parameter name: of the document, for messages.
    init(_ handler: XMLHandler, name: String) {
        self.handler = handler
        self.name = name
        _ = XMLStream.prepared
        var sax = xmlSAXHandler()
        sax.initialized = UInt32(XML_SAX2_MAGIC)
        sax.startElementNs = { handler, name, _, _, _, _, count, _, attributes in
            guard let handler, let name else { return }
            Unmanaged<XMLHandler>.fromOpaque(handler)._withUnsafeGuaranteedRef {
                guard $0.failure == nil else { return }
                $0.start(XMLName(start: name), XMLAttributes(start: attributes, count: Int(count)))
            }
        }
        sax.endElementNs = { handler, name, _, _ in
            guard let handler, let name else { return }
            Unmanaged<XMLHandler>.fromOpaque(handler)._withUnsafeGuaranteedRef {
                guard $0.failure == nil else { return }
                $0.end(XMLName(start: name))
            }
        }
        let text: charactersSAXFunc = { handler, bytes, count in
            guard let handler, let bytes, count > 0 else { return }
            Unmanaged<XMLHandler>.fromOpaque(handler)._withUnsafeGuaranteedRef {
                guard $0.failure == nil else { return }
                $0.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
            }
        }
        sax.characters = text
        sax.ignorableWhitespace = text
        sax.cdataBlock = text
        sax.internalSubset = { handler, _, _, _ in
            guard let handler else { return }
            Unmanaged<XMLHandler>.fromOpaque(handler)._withUnsafeGuaranteedRef {
                $0.failure = WorkbookDamage(reason: "the XML declares a document type, which no workbook does")
            }
        }
        guard
            let context = xmlCreatePushParserCtxt(
                &sax, Unmanaged.passUnretained(handler).toOpaque(), nil, 0, nil)
        else { preconditionFailure("libxml2 has no memory") }
        self.context = context
        let options = [XML_PARSE_NONET, XML_PARSE_NOERROR, XML_PARSE_NOWARNING].reduce(0) { $0 | $1.rawValue }
        xmlCtxtUseOptions(context, Int32(options))
        handler.context = context
    }

    deinit {
        handler.context = nil
        xmlFreeParserCtxt(context)
    }

    /// - Throws: `WorkbookDamage` where the bytes are no XML, and what the handler failed with.
    func feed(_ bytes: UnsafeRawBufferPointer) throws(WorkbookDamage) { try parse(bytes, isLast: false) }

    func finish() throws(WorkbookDamage) { try parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }

    private func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(WorkbookDamage) {
        xmlParseChunk(
            context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
        if let failure = handler.failure { throw failure }
        guard context.pointee.wellFormed != 0 else {
            let error = xmlCtxtGetLastError(context)
            let message = error?.pointee.message.map { String(cString: $0) } ?? "no XML"
            let place = error.map { ", line \($0.pointee.line)" } ?? ""
            throw WorkbookDamage(
                reason: "the part \(name) of the workbook is damaged "
                    + "(\(message.filter { !$0.isNewline })\(place))")
        }
    }

    /// Parses a whole part of an archive.
    static func parse(_ entry: ZipEntry, with handler: XMLHandler) throws(WorkbookDamage) {
        let stream = XMLStream(handler, name: entry.name)
        while true {
            let bytes = try entry.read()
            if bytes.isEmpty { break }
            try stream.feed(bytes)
        }
        try stream.finish()
    }
}
