import Text
import TestSupport
import Testing

@testable import Features

@Suite struct PhraseUnitTests {
    /// The units as strings, with a border as `|`.
    private func units(_ text: String) -> [String] {
        let text = scalars(text)
        var found: [String] = []
        text.withUnsafeBufferPointer { text in
            PhraseUnit.forEach(in: text) { unit in
                found.append(unit.kind == .border ? "|" : String(scalars: text[unit.range]))
            }
        }
        return found
    }

    @Test(arguments: [
        ("人工智能", ["人", "工", "智", "能"]),
        ("用gpt-4o写c++", ["用", "gpt-4o", "写", "c++"]),
        ("scaling law", ["scaling", "law"]),
        ("通义千问2.5", ["通", "义", "千", "问", "2.5"]),
        ("r&d、node.js。", ["r&d", "|", "node.js", "|"]),
        ("ai 模型 数据", ["ai", "模", "型", "|", "数", "据"]),
        ("好！！坏", ["好", "|", "坏"]),
        ("……好", ["好"]),
        ("胜2:0 涨5%了", ["胜", "2:0", "涨", "|", "了"]),
        ("a- b -c", ["a", "|", "b", "|", "c"]),
        ("卡·马", ["卡", "·", "马"]),
        ("𠮷野家😀あい", ["𠮷", "野", "家", "|", "あ", "い"]),
        ("café 서울", ["café", "서울"]),
        ("", []), (" ", []), ("—", []),
    ])
    func cutsTextIntoUnits(text: String, expected: [String]) {
        #expect(units(text) == expected)
    }
}
