import Foundation

/// The host of a link: `36kr.com` of `https://36kr.com/p/1`, of `//36kr.com/p/1` and of `36kr.com/p/1`.
enum LinkHost {
    /// - Returns: in lower case; empty where a link names none.
    static func of(_ link: String) -> String {
        let bytes = link.utf8
        var start = bytes.startIndex
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) {
            start = bytes.index(colon, offsetBy: 3)
        } else if bytes.starts(with: "//".utf8) {
            start = bytes.index(start, offsetBy: 2)
        }
        let rest = bytes[start...]
        let end = rest.firstIndex { "/?#\\".utf8.contains($0) } ?? rest.endIndex
        var host = rest[..<end]
        if start == bytes.startIndex {
            guard end < rest.endIndex, isName(host) else { return "" }
        }
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[host.index(after: at)...] }
        // An address of IPv6 has colons of its own.
        let close = host.lastIndex(of: UInt8(ascii: "]")) ?? host.startIndex
        if let port = host[close...].firstIndex(of: UInt8(ascii: ":")) { host = host[..<port] }
        while host.last == UInt8(ascii: ".") { host = host.dropLast() }
        let name = Substring(host).lowercased()
        // `xn--fsqu00a.xn--fiqs8s` is 例子.中国.
        return name.contains("xn--") ? URLComponents(string: "//" + name)?.host ?? name : name
    }

    /// What stands behind the scheme of a link, as readings before version 4 took it for the host.
    static func behindScheme(of link: String) -> String {
        guard let start = link.range(of: "://")?.upperBound else { return "" }
        return link[start...].prefix { $0 != "/" && $0 != "?" && $0 != ":" }.lowercased()
    }

    /// Whether what stands before the first slash of a link without a scheme is a host and no folder: it ends with a dot
    /// and letters, perhaps with a port.
    private static func isName(_ text: Substring.UTF8View) -> Bool {
        let name = text.prefix { $0 != UInt8(ascii: ":") }
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return false }
        let last = name[name.index(after: dot)...]
        return last.count >= 2 && last.allSatisfy { $0 >= 0x80 || 0x61...0x7A ~= $0 | 0x20 }
            && !name.contains { $0 <= 0x20 || $0 == UInt8(ascii: "@") }
    }
}
