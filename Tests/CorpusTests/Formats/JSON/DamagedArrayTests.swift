import TestSupport
import Testing

@testable import Corpus

/// Arrays in which one record is damaged.
@Suite struct DamagedArrayTests {
    /// A stray quotation mark, a line end, a backslash before the closing mark, brackets that nothing closes.
    private static let damages = [
        "芯片\"量产", "芯片\n量产", "芯片\\", "芯片\",\"tags\":[\"a\",\"b", "芯片\",\"meta\":{\"a\":\"b",
    ]

    /// - Parameter damage: the text of record 151, as it stands in the file.
    private func records(_ damage: String, between separator: String, padding: Int = 0) -> String {
        (1...300).map { number in
            let text = number == 151 ? damage : number == 1 ? String(repeating: "x", count: padding) + "量产" : "量产"
            return "{\"title\": \"\(number)\", \"text\": \"\(text)\", \"date\": \"2024-05-01\"}"
        }.joined(separator: separator)
    }

    @Test(arguments: damages, [",", ",\n", " ,\r\n  "])
    func theRecordsBehindAreRead(damage: String, separator: String) throws {
        let list = records(damage, between: separator)
        for (head, tail) in [("[", "]"), ("{\"code\":0,\"data\":{\"list\":[", "]},\"n\":300}"), ("[\n", "\n]\n")] {
            let (articles, rejects) = try read(head + list + tail, as: "a.json")
            #expect(articles.map(\.title) == (1...300).filter { $0 != 151 }.map(String.init), "\(head)")
            #expect(rejects.count == 1 && rejects[0].reason.hasPrefix("record 151: "))
            guard separator != "," else { continue }
            let first = 151 + head.count { $0 == "\n" }
            #expect(rejects[0].origin.line == first)
            #expect(rejects[0].lastLine == first + damage.count { $0 == "\n" })
        }
    }

    @Test func objectsOneBelowTheOtherAreFoundToo() throws {
        let (articles, rejects) = try read(
            records("芯片\"量产", between: "\n").replacing("{", with: "{\n ").replacing("}", with: "\n}"), as: "a.json")
        #expect(articles.count == 299 && rejects.count == 1)
    }

    /// The bracket, the name and what stands before them may come in two pieces.
    @Test func theNextRecordIsFoundWhereverAPieceEnds() throws {
        let list = "[" + records("芯片\"量产", between: ", ") + "]"
        let bytes = Array(list.utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: "{\"title\": \"152\"".utf8) })
        for shift in -20...20 {
            let padded = "[" + records("芯片\"量产", between: ", ", padding: (1 << 18) - place + shift) + "]"
            let (articles, rejects) = try read(padded, as: "a.json")
            #expect(articles.count == 299 && rejects.count == 1, "\(shift)")
        }
    }

    @Test func objectsWithinARecordAreNoRecords() throws {
        let record =
            "{\"title\":\"甲\",\"related\":[{\"title\":\"x\"},{\"title\":\"y\"}],\"by\":{\"title\":\"z\"},\"text\":\"{\\\"title\\\":1}\"}"
        let (articles, rejects) = try read("[\(record),\n\(record)]", as: "a.json")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "甲"])
    }

    @Test func aStrayBracketEndsNoArray() throws {
        let (articles, rejects) = try read("[{\"title\":\"甲\"}], {\"title\":\"乙\"},\n{\"title\":\"丙\"}]", as: "a.json")
        #expect(rejects == [] && articles.map(\.title) == ["甲", "乙", "丙"])
    }

    @Test func theFirstRecordMayBeDamaged() throws {
        let (articles, _) = try read(
            "[{\"title\":\"甲\",\"text\":\"一\"二\"},{\"title\":\"乙\",\"text\":\"三\"}]", as: "a.json")
        #expect(articles.map(\.title) == ["乙"])
    }

    /// Half a download, and damage behind which no record is found: nobody knows how many are missing.
    @Test(arguments: [
        "[{\"title\":\"甲\"},{\"title\":\"乙", "[{\"title\":\"甲\"},", "[{\"title\":\"甲\"},{\"title\":\"乙\"丙\"}]",
        "{\"data\":[{\"title\":\"甲\",\"text\":\"一\"},{\"title\":\"乙\",\"text\":\"二\"}",
        "{\"data\":[{\"title\":\"甲\",\"text\":\"一\"}]",
        "[{\"title\":\"甲\"},{\"title\":\"a\"b\",\"x\":[{\"title\":\"c\"},{\"title\":\"d\"}]},{\"title\":\"乙\"}]",
    ])
    func whereTheRestIsMissingTheFileIsUnreadable(file: String) {
        #expect { try read(file, as: "a.json") } throws: {
            guard case CorpusError.unreadable(_, let reason) = $0 else { return false }
            return reason.contains("damaged there or cut off") && reason.hasPrefix("line 1: ")
        }
    }

    @Test func whatWasReadWholeIsGivenFirst() throws {
        let folder = try TemporaryFolder()
        var reader = try CorpusReader(paths: [folder.write("[{\"title\":\"甲\"},{\"title\":\"乙", to: "a.json")])
        #expect(try reader.next()?.articles.map(\.title) == ["甲"])
        #expect(throws: CorpusError.self) { try reader.next() }
    }
}
