import Testing

@testable import Corpus

/// How messages call what they read.
@Suite struct PathNameTests {
    @Test func pathsAreShownAsTheyAre() {
        #expect(PathName.shown("-") == "standard input")
        #expect(PathName.shown("a/b.jsonl") == "a/b.jsonl")
        #expect(PathName.shown("/proc/self/fd/0x") == "/proc/self/fd/0x")
        #expect(!PathName.leadsToFrame("the data frame"))
    }

    @Test func rowsOfDataFramesCountFromZero() {
        #expect("\(Origin(file: "a.jsonl", line: 13))" == "a.jsonl:13")
        #expect("\(Origin(file: PathName.frame, line: 13))" == "the data frame, row 12")
        let reject = Reject(origin: Origin(file: PathName.frame + " 'new'", line: 1), reason: "empty")
        #expect(reject.description == "the data frame 'new', row 0: empty")
    }
}
