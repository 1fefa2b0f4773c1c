import CXML
import Foundation

/// Hears what a web page consists of, in its order. Elements that a page does not close are closed all the same.
class HTMLHandler {
    fileprivate var context: htmlParserCtxtPtr?
    /// Why the parsing was ended.
    private(set) var failure: String?

    func start(_ name: UnsafePointer<UInt8>, _ attributes: HTMLAttributes) {}
    func end(_ name: UnsafePointer<UInt8>) {}
    /// UTF-8, which may come in several pieces.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    func stop(_ reason: String) {
        failure = reason
        xmlStopParser(context)
    }
}

/// The attributes of an element, valid during the call that brings them.
struct HTMLAttributes {
    fileprivate let start: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

    var isEmpty: Bool { start == nil }

    /// - Parameter name: in lower case.
    subscript(name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard var pair = start else { return nil }
        while let own = pair[0] {
            if strcasecmp(own, name) == 0, let value = pair[1] {
                return UnsafeBufferPointer(start: value, count: strlen(value))
            }
            pair += 2
        }
        return nil
    }

    /// The value of the first of some attributes that is there.
    func string(_ name: StaticString) -> String? {
        self[name].map { String(decoding: $0.prefix(HTMLAttributes.longest), as: UTF8.self) }
    }

    /// In bytes; longer values are cut.
    private static let longest = 1 << 14

    private func strcasecmp(_ name: UnsafePointer<UInt8>, _ other: StaticString) -> Int32 {
        Foundation.strcasecmp(
            UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self),
            UnsafeRawPointer(other.utf8Start).assumingMemoryBound(to: CChar.self))
    }

    private func strlen(_ value: UnsafePointer<UInt8>) -> Int {
        Foundation.strlen(UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self))
    }
}

/// Parses a web page with libxml2. No tree is made, and nothing is fetched.
enum HTMLStream {
    private static let prepared: Void = xmlInitParser()

    /// - Parameter page: UTF-8 without NUL bytes.
    static func parse(_ page: [UInt8], with handler: HTMLHandler) {
        _ = prepared
        page.withUnsafeBytes { bytes in
            guard !bytes.isEmpty,
                let context = htmlCreateMemoryParserCtxt(
                    bytes.baseAddress!.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
            else { return }
            defer { htmlFreeParserCtxt(context) }
            let options = [HTML_PARSE_NOERROR, HTML_PARSE_NOWARNING, HTML_PARSE_NONET, HTML_PARSE_IGNORE_ENC]
            htmlCtxtUseOptions(context, Int32(options.reduce(0) { $0 | $1.rawValue }))
            xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8)
            context.pointee.sax.pointee = calls
            context.pointee.userData = Unmanaged.passUnretained(handler).toOpaque()
            handler.context = context
            htmlParseDocument(context)
            handler.context = nil
        }
    }

    private static var calls: xmlSAXHandler {
        var calls = xmlSAXHandler()
        calls.startElement = { handler, name, attributes in
            guard let handler, let name else { return }
            Unmanaged<HTMLHandler>.fromOpaque(handler)._withUnsafeGuaranteedRef {
                if $0.failure == nil { $0.start(name, HTMLAttributes(start: attributes)) }
            }
        }
        calls.endElement = { handler, name in
            guard let handler, let name else { return }
            Unmanaged<HTMLHandler>.fromOpaque(handler)._withUnsafeGuaranteedRef {
                if $0.failure == nil { $0.end(name) }
            }
        }
        let text: charactersSAXFunc = { handler, bytes, count in
            guard let handler, let bytes, count > 0 else { return }
            Unmanaged<HTMLHandler>.fromOpaque(handler)._withUnsafeGuaranteedRef {
                if $0.failure == nil { $0.text(UnsafeBufferPointer(start: bytes, count: Int(count))) }
            }
        }
        calls.characters = text
        calls.ignorableWhitespace = text
        // What stands in scripts and styles.
        calls.cdataBlock = text
        return calls
    }
}
