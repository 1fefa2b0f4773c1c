import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request takes too long to come in, or whose answer is not taken: who sends a byte now and
/// then, or reads nothing, would hold it for ever.
///
/// Once the server ends, both have a few seconds only. An answer that is made or taken meanwhile is finished.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var timer: Scheduled<Void>?
    private var writing: Scheduled<Void>?
    /// A request has not come in wholly.
    private var isReading = false
    /// The end of an answer that waits for the client to take it.
    private var end: EventLoopFuture<Void>?
    private var isEnding = false

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { start(Limits.head, context) } }

    func channelActive(context: ChannelHandlerContext) {
        start(Limits.head, context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReading = true
            start(isEnding ? Limits.ending : Limits.request, context)
        case .body: break
        case .end:
            isReading = false
            timer?.cancel()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let promise = promise ?? context.eventLoop.makePromise()
        end = promise.futureResult
        context.write(data, promise: promise)
    }

    /// Whoever closes after the last answer does so before the client has it.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .all, let end else { return context.close(mode: mode, promise: promise) }
        self.end = nil
        limitWriting(context)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        end.whenComplete { _ in bound.value.close(mode: mode, promise: promise) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writing?.cancel()
        if !context.channel.isWritable { limitWriting(context) }
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isEnding = true
            if isReading { start(Limits.ending, context) }
            if !context.channel.isWritable { limitWriting(context) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        writing?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        writing?.cancel()
    }

    private func start(_ seconds: Int64, _ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = close(after: seconds, context)
    }

    private func limitWriting(_ context: ChannelHandlerContext) {
        writing?.cancel()
        writing = close(after: isEnding ? Limits.ending : Limits.answer, context)
    }

    private func close(after seconds: Int64, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        // Past this handler, which would wait for the client.
        return context.eventLoop.scheduleTask(in: .seconds(seconds)) { bound.value.close(promise: nil) }
    }
}
