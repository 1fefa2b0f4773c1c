import Archive
import Foundation
import Jobs
import TestSupport
import Testing

@testable import Server

/// What people do through the page.
@Suite struct WorkTests {
    private func number(on page: String) throws -> String {
        let found = try #require(page.firstMatch(of: /name="number" value="(\d+)"/))
        return String(found.output.1)
    }

    @Test func anAnswerIsInTheArchiveBeforeTheNextArticleShows() async throws {
        let server = try await TestServer.start()
        let first = try await server.get("/review")
        let cookie = try #require(first.headers["set-cookie"]).split(separator: ";")[0]
        let number = try number(on: first.text)
        let answer = try await server.post("/review", [("number", number), ("label", "机器人")], cookie: String(cookie))
        #expect(answer.status == 303)
        let list = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(list.articles.map { "\($0.number)" } == [number] && list.articles[0].industries == ["机器人"])
        // Taken back, the article comes again.
        _ = try await server.post("/review/undo", [], cookie: String(cookie))
        #expect(try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self).count == 0)
        #expect(try self.number(on: await server.get("/review", ["Cookie": String(cookie)]).text) == number)
    }

    @Test func twoPeopleNeverGetTheSameArticle() async throws {
        let server = try await TestServer.start()
        let one = try await server.get("/api/v1/review?reviewer=one").json(ReviewAnswer.self)
        let two = try await server.get("/api/v1/review?reviewer=two").json(ReviewAnswer.self)
        let (first, second) = (try #require(one.next?.number), try #require(two.next?.number))
        #expect(first != second)
        #expect(try await server.get("/api/v1/review?reviewer=one").json(ReviewAnswer.self).next?.number == first)
        // Nobody answers for another.
        let stolen = try await server.post(
            "/review", [("number", "\(second)"), ("label", "a")], cookie: "trend-reviewer=one")
        #expect(stolen.status == 409)
        // What one passes over the other may get.
        _ = try await server.post("/review/skip", [("number", "\(first)")], cookie: "trend-reviewer=one")
        #expect(try await server.get("/api/v1/review?reviewer=one").json(ReviewAnswer.self).next?.number != first)
    }

    @Test func correctionsOfAProgramAreKeptAllOrNone() async throws {
        let server = try await TestServer.start()
        let wrong = try await server.send(
            json: #"{"corrections":[{"article":1,"industries":["甲"]},{"article":999,"industries":["乙"]}]}"#,
            to: "/api/v1/corrections")
        #expect(wrong.status == 404)
        #expect(try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self).count == 0)
        for (body, status) in [
            (#"{"corrections":[{"article":1,"industries":[]}]}"#, 422), ("{", 400),
            (#"{"corrections":[{"article":"1"}]}"#, 400),
        ] {
            #expect(try await server.send(json: body, to: "/api/v1/corrections").status == status, "\(body)")
        }
        let right = try await server.send(
            json: #"{"corrections":[{"article":1,"industries":["甲"]},{"article":2,"industries":["乙","丙"]}]}"#,
            to: "/api/v1/corrections")
        #expect(right.status == 200 && right.text == "{\"kept\":2}\n")
        let list = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(Set(list.articles.flatMap(\.industries)) == ["甲", "乙", "丙"])
    }

    @Test func whatAProgramCorrectsNeedsNoReview() async throws {
        let server = try await TestServer.start()
        var seen: [Int] = []
        while let next = try await server.get("/api/v1/review?reviewer=bot").json(ReviewAnswer.self).next?.number {
            #expect(!seen.contains(next))
            seen.append(next)
            guard seen.count < 10 else { break }
            let answer = try await server.send(
                json: "{\"corrections\":[{\"article\":\(next),\"industries\":[\"甲\"]}]}", to: "/api/v1/corrections")
            #expect(answer.status == 200)
        }
        #expect(seen.count >= 3)
    }

    @Test func anAnswerGoesIntoTheArchiveThatIsThereNow() async throws {
        let server = try await TestServer.start()
        let correct = #"{"corrections":[{"article":1,"industries":["甲"]}]}"#
        let copy = server.folder.path + "/copy.db"
        try FileManager.default.copyItem(atPath: server.archive, toPath: copy)
        #expect(try await server.send(json: correct, to: "/api/v1/corrections").status == 200)
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: server.archive + ending) }
        try FileManager.default.moveItem(atPath: copy, toPath: server.archive)
        #expect(try await server.send(json: correct, to: "/api/v1/corrections").status == 200)
        let view = try ArchiveView(server.archive)
        #expect(try ArticleSearch(ArticleFilter(certainties: [.corrected])).run(in: view).count == 1)
    }

    @Test func aFileComesBackWithTags() async throws {
        let server = try await TestServer.start()
        let body = Array("title,text\n芯片工厂,光刻机到货\n医院,新药\n".utf8)
        let answer = try await server.send(
            "POST", "/api/v1/jobs/tag?name=..%2F..%2Fnews.csv&as=csv", headers: ["Trend-CSRF": server.csrf], body: body)
        #expect(answer.status == 202)
        let state = try await server.finished(answer.json(JobBoard.State.self).id)
        #expect(state.stage == .done && state.outcome?.file == "tagged.csv", "\(state)")
        let file = try await server.get("/jobs/\(state.id)/file")
        #expect(file.text.contains("半导体") && file.headers["content-disposition"]?.contains("attachment") == true)
        let events = try await server.get("/api/v1/jobs/\(state.id)/events")
        #expect(events.text.hasPrefix("event: state\ndata: {"))
        // It says how the file was read in the language of its reader, and calls it as its sender does.
        let said = try await server.get("/jobs/\(state.id)").text
        #expect(said.contains("已标注 2 篇文章") && said.contains("news.csv：标题 ← title，正文 ← text"), "\(said)")
        #expect(try await server.get("/jobs/\(state.id)?lang=en").text.contains("news.csv: title ← title, text ← text"))
        let api = try await server.get("/api/v1/jobs/\(state.id)").json(JobBoard.State.self)
        #expect(api.outcome?.notes.contains("tagged 2 articles") == true)
        // Text that is named as a workbook would be read as one article.
        for language in ["zh", "en"] {
            let text = try await server.send(
                "POST", "/api/v1/jobs/tag?name=a.xlsx&as=csv&lang=\(language)", headers: ["Trend-CSRF": server.csrf],
                body: Array("Sign in to download the file".utf8))
            let detail = try text.json(Problem.self).detail
            #expect(text.status == 422 && detail.contains("a.xlsx"))
            #expect(detail.contains(language == "zh" ? "纯文本" : "is text"))
        }
        // What cannot be read costs the job, not the server.
        let broken = try await server.send(
            "POST", "/api/v1/jobs/tag?name=a.xlsx&as=csv", headers: ["Trend-CSRF": server.csrf],
            body: Array("PK\u{3}\u{4}, and then nothing of a workbook".utf8))
        let failed = try await server.finished(broken.json(JobBoard.State.self).id)
        #expect(failed.stage == .failed && failed.problem?.detail.contains(server.folder.path) == false)
        #expect(failed.problem?.detail.contains("a.xlsx") == true, "\(failed)")
        #expect(try await server.get("/jobs/\(failed.id)").text.contains("“a.xlsx”"))
        #expect(try await server.get("/healthz").status == 200)
    }

    @Test func aReportIsMadeAndShown() async throws {
        let server = try await TestServer.start()
        let answer = try await server.post("/reports", [("month", "2024-05"), ("language", "en"), ("terms", "芯片\n医院")])
        let id = try #require(answer.headers["location"]?.split(separator: "/").last)
        let state = try await server.finished(String(id))
        #expect(state.stage == .done && state.outcome?.page == "/reports/2024-05-en/report.html", "\(state)")
        let page = try await server.get("/reports/2024-05-en/report.html")
        #expect(page.status == 200 && page.headers["content-security-policy"]?.contains("script") == false)
        #expect(try await server.get("/reports").text.contains("2024-05-en"))
    }

    @Test func foldersOfReportsHaveAnyName() async throws {
        let server = try await TestServer.start(hasModel: false)
        let names = ["Q1 #2", "a?b", "50%25", "六月 & 七月"]
        for name in names {
            let folder = server.folder.path + "/reports/" + name
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data("<p>here</p>".utf8).write(to: URL(fileURLWithPath: folder + "/report.html"))
        }
        let page = try await server.get("/reports").text
        let links = page.matches(of: /class="title" href="([^"]*)"/).map { String($0.output.1) }
        #expect(links.count == names.count)
        for link in links { #expect(try await server.get(link).text == "<p>here</p>", "\(link)") }
    }

    @Test func aReportIsNotWrittenOverAnEditedOne() async throws {
        let server = try await TestServer.start(hasModel: false)
        func make() async throws -> JobBoard.State {
            let answer = try await server.send(json: #"{"month":"2024-05"}"#, to: "/api/v1/jobs/report")
            return try await server.finished(answer.json(JobBoard.State.self).id)
        }
        #expect(try await make().stage == .done)
        let file = server.folder.path + "/reports/2024-05/report.md"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
        let state = try await make()
        #expect(state.problem?.detail.hasPrefix("'2024-05' cannot be written: report.md in it") == true, "\(state)")
    }

    @Test func reportsGoIntoAFolder() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("x", to: "reports.txt")
        #expect(throws: InvalidOption.self) { try ServerOptions(archive: "a.db", reports: file) }
        _ = try ServerOptions(archive: "a.db", reports: folder.path)
        _ = try ServerOptions(archive: "a.db", reports: folder.path + "/new")
    }

    @Test func aReportThatCannotBeMadeLeavesNoFolder() async throws {
        let server = try await TestServer.start(hasModel: false)
        let answer = try await server.post("/reports", [("month", "2020-01"), ("language", "zh")])
        let id = try #require(answer.headers["location"]?.split(separator: "/").last)
        #expect(try await server.finished(String(id)).stage == .failed)
        #expect(!FileManager.default.fileExists(atPath: server.folder.path + "/reports/2020-01"))
    }

    @Test func aNewModelIsTakenOnlyWhenAPersonSaysSo() async throws {
        let server = try await TestServer.start()
        let before = try Data(contentsOf: URL(fileURLWithPath: server.model))
        _ = try await server.send(
            json: #"{"corrections":[{"article":41,"industries":["半导体"]},{"article":42,"industries":["医疗健康"]}]}"#,
            to: "/api/v1/corrections")
        let answer = try await server.post("/train", [])
        let id = try #require(answer.headers["location"]?.split(separator: "/").last)
        let state = try await server.finished(String(id))
        #expect(state.stage == .done, "\(state)")
        let page = try await server.get("/train").text
        #expect(page.contains("micro-F1") && page.contains("/train/take"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: server.model)) == before)
        #expect(try await server.post("/train/take", []).headers["location"] == "/train?decision=taken")
        #expect(try Data(contentsOf: URL(fileURLWithPath: server.model)) != before)
        #expect(try await server.post("/train/take", []).status == 409)
    }

    @Test func aProgramTakesOrLeavesANewModel() async throws {
        let server = try await TestServer.start()
        func post(_ path: String) async throws -> TestServer.Answer { try await server.send(json: "{}", to: path) }
        #expect(try await post("/api/v1/training/take").status == 409)
        #expect(try await post("/api/v1/training/leave").status == 409)
        for (path, changes) in [("/api/v1/training/leave", false), ("/api/v1/training/take", true)] {
            let before = try Data(contentsOf: URL(fileURLWithPath: server.model))
            if changes {
                _ = try await server.send(
                    json: #"{"corrections":[{"article":41,"industries":["半导体"]}]}"#, to: "/api/v1/corrections")
            }
            let job = try await post("/api/v1/jobs/train").json(JobBoard.State.self)
            #expect(try await server.finished(job.id).stage == .done)
            #expect(try await server.get("/api/v1/training").json(TrainingAnswer.self).offer != nil)
            let answer = try await post(path)
            #expect(answer.status == 200)
            #expect(try answer.json(TrainingAnswer.self).offer == nil)
            #expect(try (Data(contentsOf: URL(fileURLWithPath: server.model)) != before) == changes)
            #expect(try await server.get("/api/v1/training").json(TrainingAnswer.self).offer == nil)
        }
    }

    @Test func aProgramReviewsAsAPersonDoes() async throws {
        let server = try await TestServer.start()
        func post(_ path: String, _ json: String) async throws -> TestServer.Answer {
            try await server.send(json: json, to: "/api/v1/review/" + path)
        }
        let first = try await server.get("/api/v1/review?reviewer=bot").json(ReviewAnswer.self)
        let number = try #require(first.next?.number)
        #expect(try await post("answer", #"{"reviewer":"bot","number":\#(number),"labels":[]}"#).status == 422)
        #expect(try await post("answer", #"{"reviewer":"other","number":\#(number),"labels":["甲"]}"#).status == 409)
        #expect(try await post("answer", #"{"reviewer":" ","number":\#(number),"labels":["甲"]}"#).status == 400)
        #expect(try await post("undo", #"{"reviewer":"bot"}"#).status == 409)
        let second = try await post("answer", #"{"reviewer":"bot","number":\#(number),"labels":["甲"]}"#)
            .json(ReviewAnswer.self)
        #expect(second.progress.answered == 1 && second.next != nil && second.next?.number != number)
        let kept = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(kept.articles.map(\.number) == [number] && kept.articles.first?.industries == ["甲"])
        let again = try await post("undo", #"{"reviewer":"bot"}"#).json(ReviewAnswer.self)
        #expect(again.next?.number == number && again.progress.answered == 0)
        #expect(try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self).count == 0)
        let skipped = try await post("skip", #"{"reviewer":"bot","number":\#(number)}"#).json(ReviewAnswer.self)
        #expect(skipped.next != nil && skipped.next?.number != number)
    }

    @Test func aReviewWithoutAModelTakesTheLabelsThatArticlesHave() async throws {
        let server = try await TestServer.start(hasModel: false)
        let page = try await server.get("/review")
        let cookie = String(try #require(page.headers["set-cookie"]).split(separator: ";")[0])
        #expect(page.status == 200 && page.text.contains("value=\"半导体\"") && page.text.contains("value=\"医疗健康\""))
        // A label that was not there before can be chosen from then on.
        _ = try await server.post(
            "/review", [("number", try number(on: page.text)), ("labels", "体育，电影")], cookie: cookie)
        let list = try await server.get("/api/v1/articles?certainty=corrected").json(ArticleList.self)
        #expect(list.count == 1 && list.articles[0].industries == ["体育", "电影"])
        #expect(try await server.get("/review", ["Cookie": cookie]).text.contains("<option value=\"电影\">"))
    }

    @Test func aReviewBeginsFromNamesOfLabels() async throws {
        let server = try await TestServer.start(hasModel: false, hasLabels: false)
        let page = try await server.get("/review").text
        #expect(page.contains("action=\"/review/labels\"") && !page.contains("name=\"number\""))
        let asked = try await server.get("/api/v1/review?reviewer=a")
        #expect(asked.status == 409)
        _ = try await server.post("/review/labels", [("labels", "半导体，医疗健康；体育")])
        let review = try await server.get("/review").text
        for label in ["半导体", "医疗健康", "体育"] {
            #expect(review.contains("name=\"label\" value=\"\(label)\""), "\(label)")
        }
        let labels = try await server.send(json: #"{"labels":["电影"]}"#, to: "/api/v1/review/labels").json(
            ReviewLabels.self)
        #expect(labels.labels == ["半导体", "医疗健康", "体育", "电影"])
        let next = try #require(
            try await server.get("/api/v1/review?reviewer=a").json(ReviewAnswer.self).next)
        #expect(Set(next.choices.map(\.label)).isSuperset(of: ["半导体", "医疗健康", "体育"]) && next.proposed == 0)
        #expect(next.choices.count >= 3 && !next.article.title.isEmpty)
    }

    @Test func whatTakesAModelSaysThatThereIsNone() async throws {
        let server = try await TestServer.start(hasModel: false)
        #expect(try await server.send(json: #"{"text":"芯片"}"#, to: "/api/v1/tag").status == 409)
        #expect(try await server.post("/train", []).status == 409)
    }
}
