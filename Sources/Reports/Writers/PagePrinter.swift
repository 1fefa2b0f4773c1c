import Foundation
import Text

/// Prints the page of a report as PDF by a browser, where one is installed.
///
/// The page is untrusted: its own policy forbids scripts, and the browser runs in an empty profile of its own, without a
/// network, and is ended when it takes too long.
struct PagePrinter {
    /// Programs that print alike, the first one that is there is taken.
    var browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
    /// After this many seconds the browser is ended.
    var limit = 120

    /// - Parameter page: the file `report.html`.
    /// - Throws: `PDFError`.
    func print(_ page: Data) throws -> Data {
        let folder = try PagePrinter.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let output = folder + "/report.pdf"
        do { try page.write(to: URL(fileURLWithPath: folder + "/report.html")) } catch {
            throw PDFError.failed("a temporary file cannot be written")
        }
        for browser in browsers {
            guard try run(browser, in: folder, output) else { continue }
            guard let pdf = FileManager.default.contents(atPath: output), pdf.starts(with: "%PDF-".utf8) else {
                throw PDFError.failed(PagePrinter.lastLine(of: folder + "/errors") ?? "it wrote no PDF")
            }
            return pdf
        }
        throw PDFError.missing
    }

    /// - Returns: false if there is no such program.
    /// - Throws: `PDFError` if it fails or takes too long.
    private func run(_ browser: String, in folder: String, _ output: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        var arguments = ["HOME=\(folder)", "TMPDIR=\(folder)", "XDG_CONFIG_HOME=\(folder)", "XDG_CACHE_HOME=\(folder)"]
        arguments += [
            browser, "--headless", "--user-data-dir=\(folder)/profile", "--print-to-pdf=\(output)",
            "--no-pdf-header-footer", "--print-to-pdf-no-header", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-extensions", "--disable-sync", "--disable-background-networking",
            "--disable-component-update", "--disable-default-apps",
            // No name is looked up, and the proxy for all addresses is nobody.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
        ]
        // Chromium refuses to run as the superuser otherwise.
        if geteuid() == 0 { arguments.append("--no-sandbox") }
        process.arguments = arguments + ["file://\(folder)/report.html"]
        _ = FileManager.default.createFile(atPath: folder + "/errors", contents: nil)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle(forWritingAtPath: folder + "/errors") ?? FileHandle.nullDevice
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do { try process.run() } catch { throw PDFError.missing }
        guard ended.wait(timeout: .now() + .seconds(limit)) == .success else {
            PagePrinter.end(process)
            ended.wait()
            throw PDFError.failed("it took longer than \(limit) seconds")
        }
        guard process.terminationReason == .exit else {
            throw PDFError.failed("it ended with signal \(process.terminationStatus)")
        }
        if process.terminationStatus == 127 { return false }
        guard process.terminationStatus == 0 else {
            let line = PagePrinter.lastLine(of: folder + "/errors")
            throw PDFError.failed(line ?? "it ended with status \(process.terminationStatus)")
        }
        return true
    }

    /// Ends a browser with the programs that it started.
    private static func end(_ process: Process) {
        let number = process.processIdentifier
        if getpgid(number) == number { kill(-number, SIGKILL) }
        kill(number, SIGKILL)
    }

    private static func temporaryFolder() throws -> String {
        var path = Array((NSTemporaryDirectory() + "/trend-pdf-XXXXXX").utf8CString)
        guard mkdtemp(&path) != nil else { throw PDFError.failed("a temporary folder cannot be created") }
        return String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func lastLine(of path: String) -> String? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        // Chromium complains of a missing D-Bus wherever there is no desktop.
        let line = String(decoding: bytes.suffix(4_000), as: UTF8.self).split(whereSeparator: \.isNewline).last {
            !$0.contains("dbus")
        }
        return line.map { oneLine(String($0)).shortened(to: 200) }
    }
}

/// Why there is no PDF.
public enum PDFError: Error, Equatable, CustomStringConvertible {
    case missing
    case failed(String)

    public var description: String {
        switch self {
        case .missing:
            "there is no report.pdf: neither Chromium nor Chrome is installed (apt-get install chromium)"
        case .failed(let message): "there is no report.pdf: the browser failed: \(message)"
        }
    }
}
