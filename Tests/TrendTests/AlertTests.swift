import Foundation
import Testing

@Suite struct AlertTests {
    /// Thirty stories a month, from January on; so many of the last ones hold the term, by month.
    private func news(_ term: String, _ counts: [Int], from month: Int = 1, name: String) -> String {
        var lines: [String] = []
        for (index, count) in counts.enumerated() {
            for story in 0..<30 {
                var state = UInt32(truncatingIfNeeded: (month + index) * 1000 + story)
                let filler = (0..<14).map { _ -> String in
                    state = state &* 1_664_525 &+ 1_013_904_223
                    return String(UnicodeScalar(0x5000 + (state >> 8) % 0x3000)!)
                }.joined()
                let day = story % 30 == 0 ? 28 : story % 28 + 1
                lines.append(
                    "{\"text\":\"\(filler)\(story < count ? term : "日常")\",\"date\":\"2024-0\(month + index)-\(day < 10 ? "0" : "")\(day)\",\"link\":\"https://example.com/\(name)/\(month + index)/\(story)\"}"
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test func alertsAreGivenOnce() throws {
        let program = try Program()
        _ = try program.write("old.jsonl", news("芯片", [2, 2, 2, 2, 2], name: "a"))
        _ = try program.write("new.jsonl", news("芯片", [25], from: 6, name: "a"))
        _ = try program.write("terms.csv", "term,spellings\n半导体,芯片|半导体\n没有,\n")
        let list = try program.read("terms.csv")
        #expect(try program.run("import", "old.jsonl", "--archive", "a.db").status == 0)
        let run = ["watch", "--list", "terms.csv", "--archive", "a.db", "--since", "last"]
        let first = try program.run(run)
        #expect(
            first.status == 0 && first.output.hasPrefix("first run with this list; since 2024-05-01: 30 new articles"),
            "\(first)")
        #expect(first.output.contains("nothing new: 半导体, 没有"))
        // Nothing came in, so nothing is new.
        let again = try program.run(run)
        #expect(again.status == 0 && again.output.hasPrefix("since the last run (articles to 2024-05-28): 0 new"))
        #expect(try program.run("import", "new.jsonl", "--archive", "a.db").status == 0)
        let json = try program.run(run + ["--json"])
        #expect(json.status == 10, "\(json)")
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let alerts = try #require(object["alerts"] as? [[String: Any]])
        #expect(alerts.count == 1 && alerts[0]["kind"] as? String == "burst" && alerts[0]["term"] as? String == "半导体")
        #expect(alerts[0]["period"] as? String == "2024-06" && object["newArticles"] as? Int == 30)
        #expect(object["quiet"] as? [String] == ["没有"])
        #expect(try program.run(run).status == 0)
        // A day in place of the last run, which keeps nothing.
        let since = try program.run("watch", "--list", "terms.csv", "a.db", "--since", "2024-06")
        #expect(since.status == 10 && since.output.contains("burst  半导体  2024-06"), "\(since)")
        #expect(try program.run("check", "a.db").status == 0 && program.read("terms.csv") == list)
    }

    @Test func termsAppearAndFall() throws {
        let program = try Program()
        let old = news("芯片", [20, 20, 20, 20], name: "a")
        _ = try program.write("old.jsonl", old)
        _ = try program.write("new.jsonl", news("芯片", [2], from: 5, name: "a").replacing("日常", with: "具身智能"))
        _ = try program.write("terms.txt", "# a comment\n芯片\n具身=具身智能|embodied AI\n")
        #expect(try program.run("import", "old.jsonl", "--archive", "a.db").status == 0)
        let run = ["watch", "--list", "terms.txt", "--archive", "a.db", "--since", "last"]
        #expect(try program.run(run).status == 0)
        #expect(try program.run("import", "new.jsonl", "--archive", "a.db").status == 0)
        // Alerts that could not be written are given again.
        #expect(try program.run(run + ["--output", "nowhere/alerts.csv"]).status == 74)
        let result = try program.run(run)
        #expect(result.status == 10 && result.output.contains("appeared  具身"), "\(result)")
        #expect(result.output.contains("fell      芯片  2024-05") && result.output.contains("66.7%"), "\(result.output)")
        #expect(try program.run(run).status == 0)
    }

    /// A burst that is over, and a fall that is not in the last period.
    @Test func nothingIsMissedBetweenTwoRuns() throws {
        let program = try Program()
        _ = try program.write("old.jsonl", news("芯片", [3, 3, 3, 3], name: "a"))
        _ = try program.write("new.jsonl", news("芯片", [28, 2, 2], from: 5, name: "a"))
        _ = try program.write("terms.csv", "芯片\n")
        #expect(try program.run("import", "old.jsonl", "--archive", "a.db").status == 0)
        let run = ["watch", "--list", "terms.csv", "--archive", "a.db", "--since", "last"]
        #expect(try program.run(run).status == 0)
        #expect(try program.run("import", "new.jsonl", "--archive", "a.db").status == 0)
        let result = try program.run(run + ["--csv"])
        let lines = result.output.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",").prefix(3).joined(separator: ",")
        }
        #expect(
            result.status == 10 && lines == ["alert,term,period", "burst,芯片,2024-05", "fell,芯片,2024-06"], "\(result)")
        // Another length of periods is remembered by itself.
        #expect(try program.run(run + ["--by", "quarter"]).output.hasPrefix("first run"))
        #expect(try program.run(run).status == 0)
    }

    @Test func theListMayBeEditedBetweenRuns() throws {
        let program = try Program()
        _ = try program.write("a.jsonl", news("芯片", [5, 5, 25], name: "a"))
        #expect(try program.run("import", "a.jsonl", "--archive", "a.db").status == 0)
        let run = ["watch", "--list", "terms.csv", "--archive", "a.db", "--since", "last"]
        func alerts(_ list: String) throws -> (status: Int32, output: String) {
            _ = try program.write("terms.csv", list)
            let result = try program.run(run)
            return (result.status, result.output)
        }
        #expect(try alerts("没有\n").status == 0)
        // A new term, although the articles are those of the last run.
        let new = try alerts("没有\n芯片\n")
        #expect(new.status == 10 && new.output.contains("new in the list, compared as of 2024-03-01: 芯片"), "\(new)")
        #expect(new.output.contains("burst  芯片  2024-03"), "\(new)")
        #expect(try alerts("没有\n芯片\n").status == 0)
        // One that was taken out and comes back is remembered; one with other spellings is another one.
        #expect(try alerts("没有\n").status == 0)
        #expect(try alerts("没有\n芯片\n").status == 0)
        let respelled = try alerts("没有\n芯片=芯片|半导体\n")
        #expect(respelled.status == 10 && respelled.output.contains("new in the list"), "\(respelled)")
        // A spelling that older articles have makes no term appear.
        let appeared = try alerts("没有=没有|日常\n")
        #expect(!appeared.output.contains("appeared"), "\(appeared)")
    }

    @Test func whatDoesNotArriveIsGivenAgain() throws {
        let program = try Program()
        _ = try program.write("a.jsonl", news("芯片", [5, 5, 25], name: "a"))
        _ = try program.write("terms.csv", "芯片\n")
        #expect(try program.run("import", "a.jsonl", "--archive", "a.db").status == 0)
        let run = "trend watch --list terms.csv --archive a.db --since last"
        #expect(try program.shell("\(run) > /dev/full").status == 74)
        #expect(try program.shell("\(run) >&-").status == 74)
        // Two at once may both tell it, and leave the archive whole.
        let both = try program.shell(
            "\(run) > one & first=$!; \(run) > two; second=$?; wait $first; echo $? $second; \(run); echo $?")
        #expect(both.output.hasPrefix("10 10\n") || both.output.hasPrefix("0 10\n") || both.output.hasPrefix("10 0\n"))
        #expect(both.output.hasSuffix("nothing new: 芯片\n0\n"), "\(both)")
        #expect(try program.run("check", "a.db").status == 0)
    }

    /// Who may only read an archive is told all, and that this run is not remembered.
    @Test func aReaderIsToldEverythingEachTime() throws {
        let program = try Program()
        _ = try program.write("a.jsonl", news("芯片", [5, 5, 25], name: "a"))
        _ = try program.write("terms.csv", "芯片\n")
        #expect(try program.run("import", "a.jsonl", "--archive", "a.db").status == 0)
        // Root may write anywhere, so it runs a copy of the program as somebody else.
        let script = """
            chmod 755 . && chmod 444 a.db terms.csv || exit 99
            as() { "$@"; }
            [ "$(id -u)" = 0 ] && as() { setpriv --reuid=65534 --clear-groups "$@"; } || chmod 555 .
            as ./trend watch --list terms.csv --archive a.db --since last
            echo $?
            """
        try program.copyProgram()
        for _ in 0..<2 {
            let result = try program.shell(script)
            #expect(result.output.contains("burst  芯片  2024-03") && result.output.hasSuffix("10\n"), "\(result)")
            #expect(
                result.errors.contains("a.db is read-only for this user, so this run is not remembered"), "\(result)")
        }
        _ = try program.shell("chmod 755 . && chmod 644 a.db")
    }

    @Test func hostileTermsAreTermsOrAreToldWithTheirLine() throws {
        let program = try Program()
        _ = try program.write("a.jsonl", news("芯片", [5, 5, 25], name: "a"))
        #expect(try program.run("import", "a.jsonl", "--archive", "a.db").status == 0)
        let run = ["watch", "--list", "terms.csv", "--archive", "a.db", "--since", "last"]
        let long = String(repeating: "长", count: 3000)
        _ = try program.write(
            "terms.csv", "term,spellings\n'=1+1|x,芯片\n\u{1B}[31m红,芯片\na=b=c,芯片\n\(long),\n%n%s$(id),\n\";\",\n")
        let result = try program.run(run)
        #expect(result.status == 10 && !result.output.contains("\u{1B}"), "\(result)")
        #expect(result.output.contains("a=b=c") && result.output.contains("=1+1|x"))
        #expect(result.output.utf8.count < 4000)
        let csv = try program.run(
            ["watch", "--list", "terms.csv", "--archive", "a.db", "--since", "2024-03", "--output", "alerts.csv"])
        #expect(csv.status == 10)
        #expect(try program.read("alerts.csv").contains("burst,'=1+1|x,"))
        for (list, reason) in [
            ("芯片\n |\n", "terms.csv:2: '|' holds no term"), ("", "the list holds no terms"),
            ("# nothing\n\n", "no terms"),
            ("term\n\"芯", "terms.csv:2: a quotation mark is not closed"),
        ] {
            _ = try program.write("terms.csv", list)
            let bad = try program.run(run)
            #expect(bad.status == 65 && bad.errors.contains(reason), "\(list): \(bad.errors)")
        }
    }

    @Test func whatIsWrongIsTold() throws {
        let program = try Program()
        _ = try program.write("a.jsonl", news("芯片", [2, 2], name: "a"))
        #expect(try program.run("import", "a.jsonl", "--archive", "a.db").status == 0)
        _ = try program.write("twice.csv", "term\n芯片\n\n芯片\n")
        let twice = try program.run("watch", "--list", "twice.csv", "--archive", "a.db", "--since", "last")
        #expect(
            twice.status == 65 && twice.errors.contains("twice.csv:4: '芯片' is in line 2 already"), "\(twice.errors)")
        _ = try program.write("bad.csv", "term,spellings\n,芯片\n")
        let bad = try program.run("watch", "a.jsonl", "--list", "bad.csv")
        #expect(bad.status == 65 && bad.errors.contains("bad.csv:2: the row has no term: ',芯片'"), "\(bad.errors)")
        #expect(try program.run("watch", "a.jsonl", "--list", "none.csv").status == 66)
        for wrong in [
            ["a.jsonl", "芯片", "--since", "last"], ["--archive", "a.db", "芯片", "--since", "last"],
            ["a.jsonl", "芯片", "--since", "yesterday"], ["--archive", "a.db", "--since", "last"],
            ["a.jsonl", "芯片", "--since", "2024-Q9223372036854775807"],
            ["a.jsonl", "芯片", "--since", "2024-W9223372036854775807"],
            ["a.db", "芯片", "--since", "2024-01", "--from", "2024-01"],
        ] {
            #expect(try program.run(["watch"] + wrong).status == 64, "\(wrong)")
        }
        // A corpus in place of the archive.
        for since in [["--since", "last", "--list", "twice.csv"], ["--since", "2024-01", "芯片"], ["芯片"]] {
            _ = try program.write("twice.csv", "芯片\n")
            let other = try program.run(["watch", "--archive", "a.jsonl"] + since)
            #expect(
                other.status == 65 && other.errors.contains("not a trend archive") && other.output.isEmpty, "\(other)")
        }
        #expect(try program.run("watch", "芯片", "--archive", "none.db").status == 66)
        let listed = try program.write("terms.csv", "芯片\n日常\n")
        let plain = try program.run("watch", "a.jsonl", "--list", listed, "--csv")
        #expect(plain.status == 0 && plain.output.contains("2024-01,芯片,2,") && plain.output.contains("2024-01,日常,28,"))
    }
}
