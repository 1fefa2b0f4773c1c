import CZlib
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Text

/// Answers that a browser has already are not sent again, and long ones are packed.
struct Transfer: RouterMiddleware {
    typealias Context = PageContext

    /// Shorter answers do not become shorter by packing.
    private static let shortest = 1024

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        guard let length = response.body.contentLength, length > 0, response.status == .ok else { return response }
        let collector = Collector()
        try await response.body.write(collector)
        return answer(collector.bytes, like: response, to: request)
    }

    private func answer(_ bytes: ByteBuffer, like response: Response, to request: Request) -> Response {
        var headers = response.headers
        var hash = FNV1a()
        bytes.withUnsafeReadableBytes { for byte in $0 { hash.add(byte) } }
        let tag = "W/\"\(String(hash.value, radix: 16))-\(bytes.readableBytes)\""
        if request.method == .get || request.method == .head {
            headers[.eTag] = tag
            let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if known.contains(tag) || known == ["*"] {
                headers[.contentLength] = nil
                return Response(status: .notModified, headers: headers)
            }
        }
        headers[.vary] = "Accept-Encoding"
        guard bytes.readableBytes >= Transfer.shortest, request.headers[.acceptEncoding]?.contains("gzip") == true,
            Transfer.isPackable(headers[.contentType] ?? ""), let packed = Transfer.gzip(bytes)
        else { return Response(status: response.status, headers: headers, body: Transfer.body(bytes)) }
        headers[.contentEncoding] = "gzip"
        headers[.contentLength] = "\(packed.readableBytes)"
        return Response(status: response.status, headers: headers, body: Transfer.body(packed))
    }

    /// In pieces, so that one sees whether a client takes them.
    private static func body(_ bytes: ByteBuffer) -> ResponseBody {
        guard bytes.readableBytes > piece else { return ResponseBody(byteBuffer: bytes) }
        return ResponseBody(contentLength: bytes.readableBytes) { writer in
            var rest = bytes
            while let next = rest.readSlice(length: min(piece, rest.readableBytes)), next.readableBytes > 0 {
                try await writer.write(next)
            }
            try await writer.finish(nil)
        }
    }

    private static let piece = 1 << 16

    private static func isPackable(_ type: String) -> Bool {
        ["text/", "application/json", "application/problem+json", "image/svg"].contains { type.hasPrefix($0) }
    }

    /// - Returns: nil where zlib has no memory.
    static func gzip(_ bytes: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        // 16 more than the window asks for the form of gzip.
        guard
            deflateInit2_(
                // The fastest: on this machine or a network near it, time is worth more than bytes.
                &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let most = Int(deflateBound(&stream, uLong(bytes.readableBytes)))
        var packed = ByteBuffer()
        let isWhole = bytes.withUnsafeReadableBytes { source in
            packed.writeWithUnsafeMutableBytes(minimumWritableBytes: most) { target in
                stream.next_in = UnsafeMutablePointer(
                    mutating: source.bindMemory(to: UInt8.self).baseAddress)
                stream.avail_in = uInt(source.count)
                stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
                stream.avail_out = uInt(target.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.avail_out) : 0
            }
        }
        return isWhole > 0 ? packed : nil
    }
}

/// Collects a body that lies in memory.
private final class Collector: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws { bytes.writeImmutableBuffer(buffer) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
