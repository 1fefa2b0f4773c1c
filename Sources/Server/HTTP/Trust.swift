import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Who may ask, and from where. The page is for people at this machine: no other site may read it or act through it.
struct Trust: RouterMiddleware {
    typealias Context = PageContext

    let keys: Keys
    /// Names by which the server may be called beside this machine's own and numeric addresses.
    let names: Set<String>
    let routes: RouteMethods

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        // A page of another site can have its name lead here (DNS rebinding); it cannot change what the browser calls.
        guard isOwn(request.head.authority) else {
            throw Fault.unknownHost(String((request.head.authority ?? "").prefix(60)))
        }
        var context = context
        var request = request
        let path = request.uri.path
        guard !isOfOtherSite(request, path) else { throw Fault.otherSite }
        if let token = keys.token {
            context.isProgram = keys.isBearer(request.headers[.authorization], of: token)
            let isKnown = context.isProgram || Keys.equal(request.cookies["trend-session"]?.value ?? "", keys.session)
            let isOpen = path == "/healthz" || path == "/login" || path.hasPrefix("/assets/")
            guard isKnown || isOpen else {
                if request.method == .get, !path.hasPrefix("/api/"), path != "/metrics" {
                    return Answer.redirect(to: "/login")
                }
                throw Fault.tokenNeeded
            }
        }
        let methods = routes.methods(at: path)
        guard methods.isEmpty || methods.contains(request.method) else {
            throw Fault.wrongMethod(methods.map(\.rawValue))
        }
        guard request.uri.query?.utf8.count ?? 0 <= Limits.address else { throw Fault.addressTooLong }
        let isOfAPI = path.hasPrefix("/api/")
        try Query.check(request.uri.query ?? "", refusesBlank: isOfAPI)
        if isOfAPI {
            try APIDocument.shared.check(Query(encoded: request.uri.query ?? ""), of: request.method, path)
        }
        if ![.get, .head, .options].contains(request.method), !context.isProgram {
            request = try await checkingForm(request)
        }
        return try await next(request, context)
    }

    /// Whether a page of another site asks, as browsers say it (Fetch Metadata). Such a page may lead people to the views
    /// here, but not to the review, where looking holds an article; it loads nothing, and asks the API nothing.
    private func isOfOtherSite(_ request: Request, _ path: String) -> Bool {
        guard let site = request.headers[Trust.site], site != "same-origin", site != "none" else { return false }
        let isLed =
            request.method == .get && request.headers[Trust.mode] == "navigate"
            && request.headers[Trust.destination] == "document"
        let room = (path.removingPercentEncoding ?? path).split(separator: "/").first
        return !isLed || room == "api" || room == "review"
    }

    private static let site = HTTPField.Name("Sec-Fetch-Site")!
    private static let mode = HTTPField.Name("Sec-Fetch-Mode")!
    private static let destination = HTTPField.Name("Sec-Fetch-Dest")!

    private func isOwn(_ authority: String?) -> Bool {
        guard var host = authority?.lowercased() else { return false }
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return false }
            let port = host[host.index(after: end)...]
            return Trust.isPort(port)
                && host[host.index(after: host.startIndex)..<end].allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        if let colon = host.lastIndex(of: ":") {
            guard Trust.isPort(host[colon...]) else { return false }
            host = String(host[..<colon])
        }
        let isNumeric =
            host.split(separator: ".", omittingEmptySubsequences: false).count == 4
            && host.split(separator: ".").allSatisfy { UInt8($0) != nil }
        return isNumeric || host == "localhost" || names.contains(host)
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.first == ":" && UInt16(text.dropFirst()) != nil
    }

    /// Another site can send a form here, but does not know this one's word.
    ///
    /// - Returns: the request, whose body can be read once more.
    private func checkingForm(_ request: Request) async throws -> Request {
        if let word = request.headers[Keys.header] {
            guard Keys.equal(word, keys.form) else { throw Fault.forged }
            return request
        }
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Fault.forged
        }
        var request = request
        let body = try await request.collectBody(upTo: Limits.form)
        guard let word = Query(encoded: String(buffer: body)).first("csrf"), Keys.equal(word, keys.form) else {
            throw Fault.forged
        }
        return request
    }
}

/// The secrets of one run of the server.
struct Keys: Sendable {
    static let header = HTTPField.Name("Trend-CSRF")!

    /// What programs and people must know; nil where all of this machine may ask.
    let token: String?
    /// What a browser keeps after the token was given.
    let session = Keys.random()
    /// What every form of the page carries.
    let form = Keys.random()

    static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let word = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
    }

    func isBearer(_ header: String?, of token: String) -> Bool {
        guard let header, header.lowercased().hasPrefix("bearer ") else { return false }
        return Keys.equal(header.dropFirst(7).trimmingCharacters(in: .whitespaces), token)
    }

    /// Compares in a time that does not tell how much of it is right.
    static func equal(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count, !a.isEmpty else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// How much one request may ask for.
enum Limits {
    /// Of what stands behind the question mark of an address. A longer one is refused in words up to `headField`.
    static let address = 16 << 10
    static let headField = 128 << 10
    static let form = 1 << 20
    static let json = 2 << 20
    static let upload = 64 << 20
    static let connections = 256
    /// Seconds for the head of a request, for the whole of it, and until an idle connection is closed.
    static let head: Int64 = 15
    static let request: Int64 = 120
    /// Seconds in which a client must take something of an answer.
    static let answer: Int64 = 30
    /// The same once the server ends.
    static let ending: Int64 = 5
}

/// What a browser may do with an answer.
struct SafeHeaders: RouterMiddleware {
    typealias Context = PageContext

    let desk: Desk

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do { response = try await next(request, context) } catch {
            let problem = Problem(of: error)
            if problem.status >= 500 { context.logger.error("\(request.method) \(request.uri.path): \(error)") }
            let isPage = !request.uri.path.hasPrefix("/api/") && request.headers[.accept]?.contains("text/html") == true
            response =
                isPage
                ? Answer.page(desk.page(request).page(of: problem), status: .init(code: problem.status))
                : Answer.problem(problem.said(in: desk.wordsOfProgram(request)))
            if case .wrongMethod(let methods) = problem.fault {
                response.headers[.allow] = methods.joined(separator: ", ")
            }
        }
        for (name, value) in SafeHeaders.fields where response.headers[name] == nil { response.headers[name] = value }
        return response
    }

    private static let fields: [(HTTPField.Name, String)] = [
        (
            .contentSecurityPolicy,
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        (.xContentTypeOptions, "nosniff"),
        (HTTPField.Name("X-Frame-Options")!, "DENY"),
        (HTTPField.Name("Referrer-Policy")!, "no-referrer"),
        (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
        (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
        (.cacheControl, "no-cache"),
    ]
}
