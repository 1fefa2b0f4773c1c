import Foundation
import Jobs
import Testing

@testable import Server

/// The views in a real browser.
@Suite(.enabled(if: Browser.isInstalled), .serialized) struct BrowserTests {
    private static let paths = [
        "/", "/trends?term=机器人&term=芯片", "/articles", "/articles?q=机器人", "/articles/1", "/emerging", "/topics",
        "/review",
        "/tag", "/reports", "/train", "/nowhere",
    ]

    /// What a reader without a mouse or without eyes would miss.
    private static let faults = """
        const faults = [];
        const named = (item) => (item.labels && item.labels.length > 0) || item.getAttribute("aria-label") || item.textContent.trim();
        for (const item of document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href]"))
            if (!named(item) && !item.querySelector("title")) faults.push("no name: " + item.outerHTML.slice(0, 80));
        if (document.querySelectorAll("h1").length !== 1) faults.push("not one heading");
        if (!document.documentElement.lang) faults.push("no language");
        if (!document.querySelector("main")) faults.push("no main part");
        if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the window: " + document.documentElement.scrollWidth);
        const ids = [...document.querySelectorAll("[id]")].map((item) => item.id);
        for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push("twice: " + id);
        for (const item of document.querySelectorAll("th")) if (!item.scope) faults.push("a heading of nothing: " + item.textContent);
        const light = (color) => { const part = color.match(/[\\d.]+/g).slice(0, 3).map((value) => { value /= 255;
            return value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4; });
            return .2126 * part[0] + .7152 * part[1] + .0722 * part[2]; };
        const ground = (item) => { for (; item; item = item.parentElement) { const color = getComputedStyle(item).backgroundColor;
            if (!/, 0\\)$/.test(color)) return color; } return getComputedStyle(document.body).backgroundColor; };
        for (const item of document.querySelectorAll("main *, header *, footer *")) {
            if (![...item.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) || item.closest("svg")) continue;
            const [a, b] = [light(getComputedStyle(item).color), light(ground(item))].sort((a, b) => b - a);
            if ((a + .05) / (b + .05) < 4.5) faults.push("too faint: " + item.tagName + " " + item.textContent.trim().slice(0, 20));
        }
        return faults.join("\\n");
        """

    @Test(arguments: [1200, 390]) func viewsHaveNoFaultsAndNoErrors(width: Int) async throws {
        let server = try await TestServer.start()
        let browser = try await Browser(width: width)
        for path in BrowserTests.paths {
            for language in ["zh", "en"] {
                let asked = path + (path.contains("?") ? "&" : "?") + "lang=\(language)"
                let encoded = asked.addingPercentEncoding(withAllowedCharacters: .urlFragmentAllowed) ?? asked
                try await browser.open("http://127.0.0.1:\(server.port)\(encoded)")
                #expect(try await browser.run(BrowserTests.faults) == "", "\(path) \(language) \(width)")
            }
        }
        let errors = try await browser.console().filter { !$0.contains("/nowhere") }
        #expect(errors == [])
        try await browser.close()
    }

    @Test func anArticleIsReviewedByOneKey() async throws {
        let server = try await TestServer.start()
        let browser = try await Browser(width: 1200)
        let label = "return document.querySelector('[data-key=\"1\"]')?.value ?? ''"
        let number = "return document.querySelector('[name=number]')?.value ?? ''"
        let answered = "return document.querySelector('[role=status]')?.textContent ?? ''"
        try await browser.open("http://127.0.0.1:\(server.port)/review?lang=en")
        let (first, chosen) = (try await browser.run(number), try await browser.run(label))
        try await browser.press("1")
        try await wait(browser, for: answered, "1 answered")
        let kept = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(kept.articles.map { "\($0.number)" } == [first] && kept.articles.first?.industries == [chosen])
        // Taken back, then two labels.
        try await browser.press("u")
        try await wait(browser, for: answered, "0 answered")
        #expect(try await browser.run(number) == first)
        try await browser.press("12", holding: "\u{E008}")
        try await browser.press("\u{E006}")
        try await wait(browser, for: answered, "1 answered")
        let both = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(both.articles.first?.industries.count == 2)
        // None of them.
        try await browser.press("0")
        try await wait(browser, for: answered, "2 answered")
        let none = try await server.get("/api/v1/articles?certainty=corrected&industry=%E5%85%B6%E4%BB%96").json(
            ArticleList.self)
        #expect(none.count == 1)
        #expect(try await browser.console() == [])
        try await browser.close()
    }

    @Test(arguments: [1280, 390]) func longNamesStayWithinTheirPanels(width: Int) async throws {
        let long = String(repeating: "很长的行业名称", count: 14)
        let server = try await TestServer.start(
            lines: (0..<30).map {
                #"{"title":"机器人第\#($0)篇","text":"机器人的正文。","date":"2024-05-01","industries":["\#(long)\#($0)"],"source":"\#(long)"}"#
            }.joined(separator: "\n"))
        let browser = try await Browser(width: width)
        let outside = """
            return [...document.querySelectorAll("main select, main input, main a, main .label")].filter((item) => {
                const panel = item.closest("form, aside, section, li") ?? document.body;
                return !item.closest(".table") && item.getBoundingClientRect().right > panel.getBoundingClientRect().right + 1;
            }).map((item) => item.outerHTML.slice(0, 80)).join("\\n") + (document.documentElement.scrollWidth > innerWidth ? "page" : "")
            """
        for path in ["/", "/trends?term=%E6%9C%BA%E5%99%A8%E4%BA%BA", "/articles", "/articles/1", "/review"] {
            try await browser.open("http://127.0.0.1:\(server.port)\(path)")
            #expect(try await browser.run(outside) == "", "\(path)")
        }
        try await browser.close()
    }

    @Test func labelsThatWerePickedGoWithEveryAnswer() async throws {
        let server = try await TestServer.start()
        let browser = try await Browser(width: 1200)
        let answered = "return document.querySelector('[role=status]')?.textContent ?? ''"
        let values = "return [1, 2].map((key) => document.querySelector(`[data-key=\"${key}\"]`).value).join()"
        func last() async throws -> Set<String> {
            Set(
                try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self).articles.flatMap(
                    \.industries))
        }
        try await browser.open("http://127.0.0.1:\(server.port)/review?lang=en")
        for give in [
            // A click on what is proposed, another key, and a label that is typed.
            "document.querySelector('button[data-key=Enter]').click()",
            "document.querySelector('[data-key=\"1\"]').click()",
            "document.querySelector('[data-answers=typed] input[name=labels]').value = ''; document.querySelector('[data-answers=typed] button').click()",
        ] {
            let both = Set(try await browser.run(values).split(separator: ",").map(String.init))
            try await browser.press("12", holding: "\u{E008}")
            _ = try await browser.run(give)
            try await wait(browser, for: answered, "1 answered")
            #expect(try await last() == both && both.count == 2, "\(give)")
            try await browser.press("u")
            try await wait(browser, for: answered, "0 answered")
        }
        try await browser.close()
    }

    @Test func aSearchTakesAKeyboardAlone() async throws {
        let server = try await TestServer.start()
        let browser = try await Browser(width: 1200)
        try await browser.open("http://127.0.0.1:\(server.port)/?lang=en")
        // The first stop leads past the navigation.
        try await browser.press("\u{E004}")
        #expect(try await browser.run("return document.activeElement.className") == "skip")
        for _ in 0..<12 where try await browser.run("return document.activeElement.name ?? ''") != "q" {
            try await browser.press("\u{E004}")
        }
        try await browser.press("robot\u{E006}")
        try await wait(browser, for: "return location.pathname + location.search", "/articles?q=robot")
        try await browser.close()
    }

    private func wait(_ browser: Browser, for script: String, _ wanted: String) async throws {
        for _ in 0..<50 {
            if let found = try? await browser.run(script), found.contains(wanted) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(try await browser.run(script).contains(wanted))
    }
}
