import Corpus
import Foundation
import HTTPTypes
import Hummingbird
import Jobs
import Models
import Reports
import Text
import Timeline

/// What every handler needs of a request.
extension Desk {
    /// The parameters of a request's address.
    func query(_ request: Request) -> Query { Query(encoded: request.uri.query ?? "") }

    /// What a page is made for. The language is that of `lang`, which is kept in a cookie, else Chinese.
    func page(_ request: Request) -> PageRequest {
        let query = query(request)
        let chosen = query.first("lang") ?? request.cookies["trend-lang"]?.value ?? ""
        return PageRequest(
            words: PageWords(Language(rawValue: chosen) ?? .chinese),
            path: "/" + request.uri.path.drop { $0 == "/" },
            query: query.setting("lang"), csrf: keys.form, archive: Desk.name(options.archive),
            model: options.model.map(Desk.name), assets: Assets.version)
    }

    /// English for programs, unless they ask for another language as the scripts of the page do.
    func wordsOfProgram(_ request: Request) -> PageWords {
        PageWords(query(request).first("lang").flatMap { Language(rawValue: $0) } ?? .english)
    }

    private static func name(_ path: String) -> String { String(path.split(separator: "/").last ?? "") }

    /// The body of a form.
    ///
    /// - Throws: `HTTPError` where it is too long; `Fault` where it is not UTF-8, or a form of several parts.
    func form(_ request: Request) async throws -> Query {
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/") != true else { throw Fault.notAForm }
        var request = request
        let body = try await request.collectBody(upTo: Limits.form)
        guard let text = String(validating: body.readableBytesView, as: UTF8.self), Query.isText(text) else {
            throw Fault.notUTF8
        }
        return Query(encoded: text)
    }

    /// The body of a program's request.
    ///
    /// - Throws: `Fault` where it is not the JSON that is expected; `HTTPError` where it is too long.
    func json<Value: Decodable>(_ type: Value.Type, _ request: Request) async throws -> Value {
        guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
            throw Fault.notJSON
        }
        var request = request
        let body = try await request.collectBody(upTo: Limits.json)
        try APIDocument.shared.check(Array(body.readableBytesView), of: request.method, request.uri.path)
        do { return try JSONDecoder().decode(type, from: Data(body.readableBytesView)) } catch let error
            as DecodingError
        {
            throw Fault.badBody(Desk.text(of: error))
        }
    }

    private static func text(of error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            context.codingPath.isEmpty ? "the body" : context.codingPath.map(\.stringValue).joined(separator: ".")
        }
        return switch error {
        case .keyNotFound(let key, let context): "\(place(context)) lacks '\(key.stringValue)'"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(place(context)) is of another type"
        case .dataCorrupted(let context): "\(place(context)) is not what is expected"
        @unknown default: "the body is not what is expected"
        }
    }
}

/// All addresses of a server.
enum Routes {
    static func router(_ desk: Desk) -> Router<PageContext> {
        let known = Router(context: PageContext.self)
        add(to: known, desk)
        let router = Router(context: PageContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Counting(metrics: desk.metrics))
        router.add(middleware: Transfer())
        router.add(middleware: SafeHeaders(desk: desk))
        router.add(
            middleware: Trust(keys: desk.keys, names: Set(desk.options.hostNames), routes: RouteMethods(known)))
        router.add(middleware: LanguageChoice())
        add(to: router, desk)
        return router
    }

    private static func add(to router: Router<PageContext>, _ desk: Desk) {
        site(router, desk)
        looking(router, desk)
        topics(router, desk)
        reviewing(router, desk)
        working(router, desk)
    }

    /// What stands around the views.
    private static func site(_ router: Router<PageContext>, _ desk: Desk) {
        for asset in Assets.all {
            router.get("/assets/\(asset.name)") { _, _ in
                var response = Answer.of(asset.bytes, asset.type)
                response.headers[.cacheControl] = "max-age=86400"
                return response
            }
        }
        router.get("/healthz") { _, _ in Answer.of(Array("ok\n".utf8), "text/plain; charset=utf-8") }
        router.get("/metrics") { _, _ in
            Answer.of(
                Array(desk.metrics.text(jobs: desk.board.states).utf8), "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("/login") { request, _ in
            Answer.page(LoginPage(request: desk.page(request).withoutNames, isWrong: false).page)
        }
        router.post("/login") { request, _ in
            let given = try await desk.form(request).first("token") ?? ""
            guard let token = desk.keys.token, Keys.equal(given, token) else {
                try await Task.sleep(for: .seconds(1))
                return Answer.page(
                    LoginPage(request: desk.page(request).withoutNames, isWrong: true).page, status: .unauthorized)
            }
            var response = Answer.redirect(to: "/")
            response.setCookie(
                Cookie(name: "trend-session", value: desk.keys.session, path: "/", httpOnly: true, sameSite: .strict))
            return response
        }
        router.get("/api/v1/session") { _, _ in try Answer.json(["csrf": desk.keys.form]) }
        router.get("/api/v1/openapi.json") { _, _ in Answer.of(Assets.openAPI, "application/json") }
    }
}

/// Keeps the language that a reader chose.
struct LanguageChoice: RouterMiddleware {
    typealias Context = PageContext

    func handle(
        _ request: Request, context: PageContext, next: (Request, PageContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if let chosen = Query(encoded: request.uri.query ?? "").first("lang"), Language(rawValue: chosen) != nil {
            response.setCookie(
                Cookie(
                    name: "trend-lang", value: chosen, maxAge: 31_536_000, path: "/", httpOnly: true, sameSite: .strict)
            )
        }
        return response
    }
}
