import Corpus
import Foundation
import Hummingbird
import Jobs
import NIOCore

/// The forms in which a server answers.
enum Answer {
    static func page(_ page: HTML, status: HTTPResponse.Status = .ok) -> Response {
        of(Array(page.text.utf8), "text/html; charset=utf-8", status: status)
    }

    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        of(try bytes(value), "application/json", status: status)
    }

    /// A value as JSON, with the names of files and not of their folders.
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = CanonicalJSON.encoder()
        encoder.userInfo[.hidesFolders] = true
        return Array(try encoder.encode(value)) + [0x0A]
    }

    static func problem(_ problem: Problem) -> Response {
        of(bytes(of: problem), problemType, status: .init(code: problem.status))
    }

    static let problemType = "application/problem+json"

    static func bytes(of problem: Problem) -> [UInt8] {
        Array(((try? CanonicalJSON.string(problem)) ?? "{}").utf8) + [0x0A]
    }

    /// A file for a spreadsheet: the first table of a result.
    static func csv(_ result: some TabularResult, name: String) -> Response {
        let table = result.sheets.first?.table.csv(byteOrderMark: true) ?? ""
        return file(Array(table.utf8), "text/csv; charset=utf-8", name: name + ".csv")
    }

    /// A file that the browser keeps.
    static func file(_ bytes: [UInt8], _ type: String, name: String) -> Response {
        var response = of(bytes, type)
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    static func redirect(to address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .contentLength: "0"])
    }

    static func of(_ bytes: [UInt8], _ type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: type, .contentLength: "\(bytes.count)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
