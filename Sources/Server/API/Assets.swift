import Foundation
import Reports
import Text

/// The files that belong to the page: they are part of the program.
enum Assets {
    struct Asset: Sendable {
        let name: String
        let type: String
        let bytes: [UInt8]
    }

    static let all: [Asset] = [
        Asset(
            name: "page.css", type: "text/css; charset=utf-8",
            bytes: PackageResources.page_css + Array(Chart.pageStyle.utf8)),
        Asset(name: "page.js", type: "text/javascript; charset=utf-8", bytes: PackageResources.page_js),
        Asset(name: "icon.svg", type: "image/svg+xml", bytes: PackageResources.icon_svg),
    ]

    static let openAPI: [UInt8] = PackageResources.openapi_json

    /// Changes with the files.
    static let version: String = {
        var hash = FNV1a()
        for asset in all { for byte in asset.bytes { hash.add(byte) } }
        return String(hash.value, radix: 36)
    }()
}
