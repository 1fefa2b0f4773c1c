import Foundation
import Glibc
import Jobs
import Synchronization
import TestSupport

@testable import Server

/// A server on a free port of this machine, over an archive of a few articles and a model trained on them.
final class TestServer: Sendable {
    let folder: TemporaryFolder
    let port: Int
    var csrf: String { desk.keys.form }
    var desk: Desk { server.desk }
    private let server: TrendServer
    private let task: Task<Void, any Error>

    var archive: String { folder.path + "/articles.db" }
    var model: String { folder.path + "/m.trend" }

    /// What tries to be code wherever it is shown.
    static let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"

    /// - Parameters:
    ///   - token: what whoever asks must know; nil for nothing.
    ///   - hasModel: whether the articles are tagged.
    ///   - hasLabels: whether some articles come with labels.
    ///   - lines: articles as JSON lines, in place of the usual ones, without a model.
    static func start(
        token: String? = nil, hasModel: Bool = true, hasLabels: Bool = true, lines: String? = nil
    ) async throws -> TestServer {
        let folder = try TemporaryFolder()
        let hasModel = hasModel && lines == nil
        if let lines {
            let file = try folder.write(lines, to: "lines.jsonl")
            _ = try ImportJob(ArticleSource([file]), into: folder.path + "/articles.db").run()
        } else {
            try TestServer.make(in: folder, hasModel: hasModel, hasLabels: hasLabels)
        }
        let tokenFile = try token.map { try folder.write($0 + "\n", to: "token.txt") }
        let server = try TrendServer(
            ServerOptions(
                archive: folder.path + "/articles.db", model: hasModel ? folder.path + "/m.trend" : nil,
                reports: folder.path + "/reports", port: 0, tokenFile: tokenFile))
        let (addresses, found) = AsyncStream<String>.makeStream()
        let task = Task {
            try await server.run { found.yield($0) }
            found.finish()
        }
        var address = ""
        for await next in addresses {
            address = next
            break
        }
        return TestServer(folder, port: Int(address.split(separator: ":").last!.dropLast())!, server, task)
    }

    private init(_ folder: TemporaryFolder, port: Int, _ server: TrendServer, _ task: Task<Void, any Error>) {
        (self.folder, self.port, self.server, self.task) = (folder, port, server, task)
    }

    deinit { task.cancel() }

    /// Ends the server as SIGTERM does, and waits until it has.
    func end() async throws {
        await server.end()
        try await task.value
    }

    private static func make(in folder: TemporaryFolder, hasModel: Bool, hasLabels: Bool) throws {
        var labeled = ""
        for index in 0..<40 {
            let (label, text) =
                index % 2 == 0
                ? ("半导体", "芯片工厂扩大产能，光刻机到货，晶圆良率提高") : ("医疗健康", "医院引入新药，临床试验显示疗效，患者受益")
            labeled += """
                {"title":"第\(index)篇：\(text.prefix(4))","text":"\(text)，第\(index)批。","industries":["\(label)"],\
                "link":"https://example.com/\(index)","date":"2024-0\(1 + index % 5)-1\(index % 9)","source":"日报"}

                """
        }
        if !hasLabels { labeled = labeled.replacing(/"industries":\[[^\]]*\],/, with: "") }
        let known = try folder.write(labeled, to: "known.jsonl")
        let quoted = hostile.replacingOccurrences(of: "\"", with: "\\\"")
        let new = try folder.write(
            """
            {"title":"\(quoted)","text":"\(quoted) 芯片与医院","date":"2024-05-20","link":"javascript:alert(3)","source":"\(quoted)"}
            {"title":"机器人进入医院","text":"机器人与芯片","date":"2024-05-21","link":"https://example.com/robot","source":"周刊"}
            {"title":"机器人进入工厂","text":"晚报转载","date":"2024-05-22","link":"https://example.com/robot2","source":"周刊"}

            """, to: "new.jsonl")
        let archive = folder.path + "/articles.db"
        _ = try ImportJob(ArticleSource([known, new]), into: archive).run()
        guard hasModel else { return try importLater(in: folder) }
        let model = folder.path + "/m.trend"
        _ = try TrainJob(ArticleSource([known]), way: .whole(TrainingOptions()), model: model).run()
        _ = try TagArchiveJob(archive: archive, reading: ArticleSource([]), model: model).run()
        try importLater(in: folder)
    }

    /// Articles that no model has tagged.
    private static func importLater(in folder: TemporaryFolder) throws {
        let later = try folder.write(
            ["火星探测器传回照片", "球队夺得联赛冠军", "新剧开播引发热议"].enumerated().map { index, title in
                "{\"title\":\"\(title)\",\"text\":\"\(title)，第\(index)日。\",\"date\":\"2024-04-2\(index)\",\"link\":\"https://example.com/late\(index)\"}\n"
            }.joined(), to: "later.jsonl")
        _ = try ImportJob(ArticleSource([later]), into: folder.path + "/articles.db").run()
    }

    // MARK: Requests

    func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", path, headers: headers)
    }

    /// Sends a form of the page.
    func post(_ path: String, _ form: [(String, String)], cookie: String = "") async throws -> Answer {
        let body = Query([("csrf", csrf)] + form.map { (name: $0.0, value: $0.1) }).encoded
        return try await send(
            "POST", path,
            headers: ["Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie], body: Array(body.utf8))
    }

    /// Waits until a job is over.
    func finished(_ id: String) async throws -> JobBoard.State {
        for _ in 0..<600 {
            let state = try await get("/api/v1/jobs/\(id)").json(JobBoard.State.self)
            if state.isOver { return state }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Fault.unforeseen
    }

    /// What a hidden field of a page holds.
    func hidden(_ name: String, on page: String) async throws -> String {
        let text = try await get(page).text
        guard let start = text.range(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }

    /// Sends JSON as a program does.
    func send(json: String, to path: String) async throws -> Answer {
        try await send(
            "POST", path, headers: ["Content-Type": "application/json", "Trend-CSRF": csrf], body: Array(json.utf8))
    }

    func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> Answer {
        var head = "\(method) \(path) HTTP/1.1\r\n"
        let all = ["Host": "127.0.0.1:\(port)", "Connection": "close"].merging(headers) { $1 }
        for (name, value) in all.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            head += "\(name): \(value)\r\n"
        }
        if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
        let bytes = Array((head + "\r\n").utf8) + body
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try Connection(port: port).exchange(bytes) })
            }
        }
    }

    /// An answer as it came over the wire, put together where it came in pieces.
    struct Answer: Sendable {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body))
        }

        init(_ bytes: [UInt8]) throws {
            let end = Data(bytes).range(of: Data("\r\n\r\n".utf8)) ?? bytes.count..<bytes.count
            let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
            status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                let value = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
                let name = parts[0].lowercased()
                headers[name] = headers[name].map { $0 + ", " + value } ?? value
            }
            self.headers = headers
            let rest = Array(bytes[end.upperBound...])
            body = headers["transfer-encoding"] == "chunked" ? Answer.joined(rest) : rest
        }

        private static func joined(_ bytes: [UInt8]) -> [UInt8] {
            var (rest, body) = (bytes[...], [UInt8]())
            while let end = rest.firstIndex(of: 0x0D),
                let size = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16), size > 0
            {
                body += rest[(end + 2)...].prefix(size)
                rest = rest.dropFirst(end + 2 - rest.startIndex + size + 2)
            }
            return body
        }
    }

    /// A connection to the server, for whoever wants to say exactly what goes over it.
    final class Connection: Sendable {
        private let descriptor: Int32

        init(port: Int) throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            // Nothing that a test asks for takes longer, however busy the machine is.
            var limit = timeval(tv_sec: 240, tv_usec: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        }

        deinit { close(descriptor) }

        func exchange(_ bytes: [UInt8]) throws -> Answer {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { break }
                sent += count
            }
            return try Answer(rest())
        }

        /// Sends a request and reads nothing.
        func send(_ bytes: [UInt8]) {
            _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        }

        /// What comes next, as text.
        func next() -> String {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        }

        /// How many bytes come until the server closes the connection.
        func count() -> Int {
            var (count, buffer) = (0, [UInt8](repeating: 0, count: 1 << 20))
            while true {
                let more = recv(descriptor, &buffer, buffer.count, 0)
                guard more > 0 else { return count }
                count += more
            }
        }

        /// What comes until the answer is whole as its head says, or the server closes the connection.
        func rest() -> [UInt8] {
            var answer: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return answer }
                answer += buffer[..<count]
                if let found = try? Answer(answer), let length = found.headers["content-length"],
                    found.body.count == Int(length)
                {
                    return answer
                }
            }
        }
    }
}
