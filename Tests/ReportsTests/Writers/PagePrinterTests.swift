import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct PagePrinterTests {
    /// A program in place of a browser.
    private func browser(_ script: String, in folder: TemporaryFolder) throws -> String {
        let path = try folder.write("#!/bin/sh\n" + script, to: "browser")
        #expect(chmod(path, 0o755) == 0)
        return path
    }

    private let page = Data("<!DOCTYPE html><html lang=\"zh\"><title>报告</title><p>正文</p></html>".utf8)

    /// The file that the browser is asked for.
    private static let target = "for word; do case $word in --print-to-pdf=*) to=${word#*=};; esac; done\n"

    @Test func theFirstBrowserThatIsThereIsTaken() throws {
        let folder = try TemporaryFolder()
        let own = try browser(
            Self.target
                + "for word; do echo \"$word\"; done > '\(folder.path)/words'\nprintf '%%PDF-1.7 x' > \"$to\"\n",
            in: folder)
        let pdf = try PagePrinter(browsers: ["trend-no-such-browser", own]).print(page)
        #expect(String(decoding: pdf, as: UTF8.self) == "%PDF-1.7 x")
        let words = try String(contentsOfFile: folder.path + "/words", encoding: .utf8)
        for word in ["--headless", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9"] {
            #expect(words.contains(word + "\n"), "\(word)")
        }
        // Nothing is left of the profile and the page.
        let place = try #require(words.firstMatch(of: #/--user-data-dir=(.*)\/profile/#)?.1)
        #expect(!FileManager.default.fileExists(atPath: String(place)))
    }

    @Test func withoutABrowserThereIsNoPDF() {
        #expect(throws: PDFError.missing) { try PagePrinter(browsers: ["trend-no-such-browser"]).print(page) }
        #expect(throws: PDFError.missing) { try PagePrinter(browsers: []).print(page) }
    }

    @Test(arguments: [
        ("echo one >&2; echo 'no usable sandbox' >&2; exit 3", "no usable sandbox"), ("exit 3", "status 3"),
        ("exit 0", "no PDF"), (target + "echo page > \"$to\"", "no PDF"), ("kill -9 $$", "signal 9"),
    ])
    func aBrowserThatFailsIsTold(_ script: String, _ reason: String) throws {
        let folder = try TemporaryFolder()
        let own = try browser(script + "\n", in: folder)
        #expect {
            try PagePrinter(browsers: [own]).print(page)
        } throws: { error in
            guard case .failed(let message)? = error as? PDFError else { return false }
            return message.contains(reason)
        }
    }

    @Test func aBrowserThatHangsIsEndedWithItsChildren() throws {
        let folder = try TemporaryFolder()
        let own = try browser("sleep 300 &\necho $! > '\(folder.path)/child'\nsleep 300\n", in: folder)
        #expect(throws: PDFError.failed("it took longer than 1 seconds")) {
            try PagePrinter(browsers: [own], limit: 1).print(page)
        }
        let text = try String(contentsOfFile: folder.path + "/child", encoding: .utf8)
        let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        var isThere = true
        for _ in 0..<100 where isThere {
            let state = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? ") Z"
            isThere = !state.contains(") Z")
            if isThere { usleep(20_000) }
        }
        #expect(!isThere)
    }

    @Test(.enabled(if: HTMLWriterTests.chromium != nil, "Chromium is not installed"))
    func chromiumPrintsAReport() throws {
        let report = try Report(HostileTextTests.source(), options: .init(topics: 2))
        let pdf = try PagePrinter().print(Data(HTMLWriter(report: report).page().utf8))
        #expect(pdf.starts(with: "%PDF-".utf8) && pdf.count > 10_000)
    }
}
