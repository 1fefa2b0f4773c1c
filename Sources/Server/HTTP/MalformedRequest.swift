import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers a request that is no HTTP with words, such as one with Chinese characters in its address as they are. Nobody
/// else sees such a request, and its sender would get a status alone, or nothing where the connection is closed first.
final class MalformedRequest: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Requests whose answer is not written yet. Words would stand within theirs.
    private var unanswered = 0
    private var isAnswered = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { unanswered += 1 }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? HTTPParserError, unanswered == 0, !isAnswered {
            isAnswered = true
            let problem = Problem(error == .headerOverflow ? .addressTooLong : .malformed)
            let body = ByteBuffer(bytes: Answer.bytes(of: problem))
            let head = HTTPResponse(
                status: .init(code: problem.status),
                headerFields: [
                    .contentType: Answer.problemType, .contentLength: "\(body.readableBytes)", .connection: "close",
                ])
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(body)), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // The status that would stand alone.
        guard !isAnswered else {
            promise?.succeed()
            return
        }
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }
}
