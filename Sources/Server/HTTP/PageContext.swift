import Hummingbird

/// What is known of a request.
struct PageContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// It carries the server's token, which no browser sends by itself.
    var isProgram = false

    init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }

    var maxUploadSize: Int { Limits.json }
}
