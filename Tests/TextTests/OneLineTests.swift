import Testing
import Text

@Suite struct OneLineTests {
    /// What a character becomes, one by one.
    private func expected(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C, 0xFFF9...0xFFFB: ""
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: " "
        case 0xFDD0...0xFDEF: "\u{FFFD}"
        case let value where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
        default: String(scalar)
        }
    }

    /// Texts that need no change are told by their bytes.
    @Test func everyCharacterIsChangedOrKept() {
        var wrong: [UInt32] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            if oneLine("“甲\(scalar)？") != "“甲\(expected(scalar))？" { wrong.append(value) }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(9).map { String($0, radix: 16) })")
    }

    @Test func theFirstCharacterCountsAsWell() {
        for value: UInt32 in [0x0A, 0x7F, 0x85, 0x61C, 0x200E, 0x2028, 0x202E, 0x2069, 0xFDD0, 0xFFF9, 0xFFFF, 0x1FFFF]
        {
            let scalar = Unicode.Scalar(value)!
            #expect(oneLine(String(scalar)) == expected(scalar), "\(value)")
        }
        #expect(oneLine("") == "")
    }
}
