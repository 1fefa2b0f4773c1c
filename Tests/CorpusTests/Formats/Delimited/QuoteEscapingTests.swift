import Testing

@testable import Corpus

@Suite struct QuoteEscapingTests {
    /// As Spark and MySQL write tables.
    @Test func backslashesMayEscapeQuotes() throws {
        let table = #"""
            title,text,n
            甲,"他说\"好的\"，然后走了",1
            乙,"他说\"好, 走\"",2
            "丙","C:\\新\n\"","\"
            三"
            丁,C:\x,4

            """#
        for name in ["a.csv", "a.txt"] {
            let (articles, rejects) = try read(table, as: name, .bare)
            #expect(rejects == [])
            #expect(articles.map(\.title) == ["甲", "乙", "丙", "丁"])
            #expect(articles.map(\.text) == ["他说\"好的\"，然后走了", "他说\"好, 走\"", #"C:\新\n""#, #"C:\x"#])
        }
    }

    @Test(arguments: [
        // A path at the end of a cell, doubled marks behind a backslash, and none that tells.
        (#"甲,"C:\""#, [#"C:\"#]), (#"甲,"C:\",1"#, [#"C:\"#]), (#"甲,"{\""a\"": 1}",2"#, [#"{\"a\": 1}"#]),
        (#"甲,"一 ""二"" \"#, []), (#"甲,一\"二\",3"#, [#"一\"二\""#]),
    ])
    func otherwiseABackslashIsText(row: String, texts: [String]) throws {
        let cells = row.filter { $0 == "," }.count > 1 ? "title,text,n\n" : "title,text\n"
        #expect(try read(cells + row + "\n", as: "a.csv", .bare).articles.map(\.text) == texts)
    }

    @Test func oneDoubledMarkIsEnough() throws {
        let (_, rejects) = try read("title,text\n甲,\"一\"\"二\"\n乙,\"三\\\"四,\"\n", as: "a.csv")
        #expect(rejects.map(\.origin.line) == [3])
    }
}
