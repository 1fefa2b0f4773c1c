import CXML
import Foundation

/// What a strict parser finds wrong with an XML document; nil for nothing. No entity is fetched.
public func xmlProblem(_ bytes: some Sequence<UInt8>) -> String? {
    let bytes = Array(bytes)
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    return bytes.withUnsafeBytes { raw in
        guard let context = xmlNewParserCtxt() else { return "no memory" }
        defer { xmlFreeParserCtxt(context) }
        let document = xmlCtxtReadMemory(
            context, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), nil, nil, options)
        defer { if let document { xmlFreeDoc(document) } }
        guard document != nil, context.pointee.wellFormed == 1 else {
            let error = xmlCtxtGetLastError(context)
            let message = error?.pointee.message.map { String(cString: $0) } ?? "not well formed"
            return "line \(error?.pointee.line ?? 0): \(message)"
        }
        return nil
    }
}

/// Texts that break writers which do not expect them.
public enum HostileTexts {
    public static let all: [String] = [
        "]]>结束", "a]]>b<svg onload=alert(1)>", "]]\u{202E}>", "控制\u{1B}[2J\u{7}\u{0}\u{9B}31m字",
        "非字符\u{FFFE}\u{FFFF}\u{1FFFF}",
        "\u{202E}反过来\u{2066}\u{200F}\u{61C}", "引号\"'`“”", "=1+1", "\u{200B}=cmd|' /C calc'!A0", "\u{FEFF}+2",
        "\u{2060}\u{AD}@SUM(1)", "\t-3", "\r=2", "＝3", "=\u{338}1", "'=4", "-5.5", "007", "12345678901234567890",
        "a,b;c|d\te", "两行\n第二行", "\\u0041 _x0041_ &amp; &lt;", "<script>alert(1)</script>", "[x](javascript:alert(1))",
        "| 表 | 格 |\n|---|", "$x^2$ `code` # 标题", "😀🀄️e\u{301}", String(repeating: "长", count: 40_000), " ", "",
    ]
}
