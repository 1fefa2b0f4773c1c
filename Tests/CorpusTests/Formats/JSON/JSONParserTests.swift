import Testing

@testable import Corpus

@Suite struct JSONParserTests {
    private func skip(_ text: [UInt8]) -> Result<(end: Int, hasEscapes: Bool), JSONObject.SyntaxError> {
        text.withUnsafeBufferPointer { bytes in
            var parser = JSONParser(bytes)
            do throws(JSONObject.SyntaxError) {
                let hasEscapes = try parser.skipString()
                return .success((parser.at, hasEscapes))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Strings are searched eight bytes at a time: every kind of mark at every place of the words, after
    /// bytes that are close to it.
    @Test(arguments: [0x21, 0x23, 0x5B, 0x5D, 0x7F, 0x20, 0x80, 0xA2, 0xDC, 0xFF] as [UInt8])
    func marksAreFoundAtEveryPlace(filler: UInt8) throws {
        for length in 0..<40 {
            let head = [0x22] + [UInt8](repeating: filler, count: length)
            for tail in [0, 1, 9] {
                let rest = [UInt8](repeating: filler, count: tail)
                let plain = try skip(head + [0x22] + rest).get()
                #expect(plain.end == length + 2 && !plain.hasEscapes)
                let escaped = try skip(head + [0x5C, 0x22] + rest + [0x22, filler]).get()
                #expect(escaped.end == length + tail + 4 && escaped.hasEscapes)
                for control in [0x00, 0x01, 0x0A, 0x1F] as [UInt8] {
                    guard case .failure(let error) = skip(head + [control] + rest + [0x22]) else {
                        Issue.record("the control character \(control) after \(length) bytes is taken")
                        return
                    }
                    #expect(error == .init(reason: "a control character in a string", column: length + 2))
                }
                guard case .failure(let error) = skip(head + rest) else {
                    Issue.record("a string of \(length + tail) bytes without an end is taken")
                    return
                }
                #expect(error.reason == "the object is cut off")
            }
        }
    }

    @Test(arguments: [
        (#""""#, ""), (#""a\nb""#, "a\nb"), (#""\n\n""#, "\n\n"), (#""\u4e2d中\ud83d\ude00""#, "中中😀"), (#""\\""#, "\\"),
        (#""\u00e9\u007F\u0000""#, "é\u{7F}\u{0}"),
    ])
    func escapesAreResolved(json: String, expected: String) throws {
        var json = json
        let text = try json.withUTF8 { try JSONParser.text($0, 0..<$0.count, hasEscapes: true) }
        #expect(text == expected)
    }
}
