import Foundation

/// A browser without a screen, driven as the WebDriver protocol has it (W3C, 2018).
final class Browser {
    private let driver: Process
    private let port: Int
    private var session = ""

    static let isInstalled = ["/usr/bin/chromium", "/usr/bin/chromedriver"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// - Parameter width: of the window, in points.
    init(width: Int) async throws {
        // Below those that the system gives out itself.
        port = Int.random(in: 20_000..<32_000)
        driver = Process()
        driver.executableURL = URL(fileURLWithPath: "/usr/bin/chromedriver")
        driver.arguments = ["--port=\(port)"]
        driver.standardOutput = FileHandle.nullDevice
        driver.standardError = FileHandle.nullDevice
        try driver.run()
        // A machine with much other work takes its time.
        for _ in 0..<600 where driver.isRunning {
            if (try? TestServer.Connection(port: port)) != nil { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        let answer = try await send(
            "POST", "/session",
            """
            {"capabilities":{"alwaysMatch":{"goog:chromeOptions":{"binary":"/usr/bin/chromium","args":["--headless=new",\
            "--no-sandbox","--disable-dev-shm-usage","--disable-gpu","--window-size=\(max(500, width)),900"]},\
            "goog:loggingPrefs":{"browser":"ALL"}}}}
            """)
        session = (answer["value"] as? [String: Any])?["sessionId"] as? String ?? ""
        guard !session.isEmpty else { throw Failure(text: "\(answer)") }
        // A window is 500 points wide at least; a phone is narrower.
        _ = try await send(
            "POST", "/session/\(session)/goog/cdp/execute",
            """
            {"cmd":"Emulation.setDeviceMetricsOverride","params":{"width":\(width),"height":900,"deviceScaleFactor":1,\
            "mobile":\(width < 500)}}
            """)
    }

    deinit { driver.terminate() }

    struct Failure: Error { let text: String }

    func close() async throws {
        _ = try await send("DELETE", "/session/\(session)")
        driver.terminate()
    }

    func open(_ address: String) async throws {
        _ = try await send("POST", "/session/\(session)/url", "{\"url\":\(quoted(address))}")
    }

    /// What a script returns, as text.
    func run(_ script: String) async throws -> String {
        let body = "{\"script\":\(quoted(script)),\"args\":[]}"
        let answer = try await send("POST", "/session/\(session)/execute/sync", body)
        return (answer["value"]).map { "\($0)" } ?? ""
    }

    /// Presses keys, one after the other; `\u{E006}` is Enter, `\u{E004}` Tab, `\u{E008}` Shift.
    func press(_ keys: String, holding modifier: String? = nil) async throws {
        var actions: [String] = []
        if let modifier { actions.append("{\"type\":\"keyDown\",\"value\":\(quoted(modifier))}") }
        for key in keys.unicodeScalars {
            actions.append("{\"type\":\"keyDown\",\"value\":\(quoted(String(key)))}")
            actions.append("{\"type\":\"keyUp\",\"value\":\(quoted(String(key)))}")
        }
        if let modifier { actions.append("{\"type\":\"keyUp\",\"value\":\(quoted(modifier))}") }
        let body = "{\"actions\":[{\"type\":\"key\",\"id\":\"keys\",\"actions\":[\(actions.joined(separator: ","))]}]}"
        _ = try await send("POST", "/session/\(session)/actions", body)
    }

    /// What the browser's console says since it was asked last.
    func console() async throws -> [String] {
        let answer = try await send("POST", "/session/\(session)/se/log", "{\"type\":\"browser\"}")
        return (answer["value"] as? [[String: Any]] ?? []).compactMap { $0["message"] as? String }
    }

    private func quoted(_ text: String) -> String {
        String(decoding: (try? JSONSerialization.data(withJSONObject: [text])) ?? Data(), as: UTF8.self)
            .dropFirst().dropLast().description
    }

    private func send(_ method: String, _ path: String, _ body: String = "") async throws -> [String: Any] {
        let head =
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        let (bytes, port) = (Array((head + body).utf8), port)
        let answer: TestServer.Answer = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try TestServer.Connection(port: port).exchange(bytes) })
            }
        }
        guard let json = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any],
            answer.status == 200
        else { throw Failure(text: answer.text) }
        return json
    }
}
