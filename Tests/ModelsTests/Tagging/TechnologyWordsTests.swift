import TestSupport
import Testing

@testable import Models

@Suite struct TechnologyWordsTests {
    private func scalars(_ text: String) -> ArraySlice<UInt32> { text.unicodeScalars.map(\.value)[...] }

    @Test func amountsAreNotVersions() {
        for word in ["4", "4o", "3.5", "v5", "v2.0", "pro", "turbo", "5x"] {
            #expect(TechnologyWords.isVersion(scalars(word)), "\(word)")
        }
        for word in ["128k", "7b", "24gb", "v", "gpt", "4th", "o1"] {
            #expect(!TechnologyWords.isVersion(scalars(word)), "\(word)")
        }
        #expect(TechnologyWords.isAmount(scalars("24gb")) && TechnologyWords.isAmount(scalars("1.5tb")))
        #expect(!TechnologyWords.isAmount(scalars("4o")) && !TechnologyWords.isAmount(scalars("gb")))
        #expect(
            TechnologyWords.isMatch(scalars("2:0")) && TechnologyWords.isMatch(scalars("vs"))
                && !TechnologyWords.isMatch(scalars("gpt")))
    }

    @Test(arguments: [
        ("gpt-4 turbo", "gpt"), ("gpt4o", "gpt"), ("gpt-4", "gpt"), ("gpt", "gpt"), ("claude 3 opus", "claude"),
        ("通义千问2.5", "通义千问"),
        ("讯飞星火v3.0", "讯飞星火"), ("宇树h1", "宇树"), ("骁龙8 gen 3", "骁龙"), ("qwen2-72b", "qwen"), ("gemini", "gemini"),
        ("stable diffusion 3", "stable diffusion"), ("midjourney v5", "midjourney"), ("h100", "h100"), ("rt-2", "rt-2"),
        ("2.0", "2.0"),
    ])
    func families(name: String, family: String) {
        #expect(Array(TechnologyWords.family(of: scalars(name))) == Array(scalars(family)), "\(name)")
    }
}
