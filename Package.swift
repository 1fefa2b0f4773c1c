// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "trend",
    products: [
        .library(name: "Text", targets: ["Text"]),
        .library(name: "TrendNumerics", targets: ["TrendNumerics"]),
        .library(name: "Corpus", targets: ["Corpus"]),
        .library(name: "Features", targets: ["Features"]),
        .library(name: "Models", targets: ["Models"]),
        .library(name: "Timeline", targets: ["Timeline"]),
        .library(name: "Archive", targets: ["Archive"]),
        .library(name: "Reports", targets: ["Reports"]),
        .library(name: "Jobs", targets: ["Jobs"]),
        .library(name: "Server", targets: ["Server"]),
        .library(name: "trend-bridge", type: .dynamic, targets: ["Bridge"]),
        .executable(name: "trend", targets: ["trend"]),
        .executable(name: "trend-server", targets: ["trend-server"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "COpenCC", pkgConfig: "opencc", providers: [.apt(["libopencc-dev"])]),
        .systemLibrary(name: "CXLSX", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLanes"),
        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CBridge"),
        .systemLibrary(name: "CScan"),
        .target(name: "Text", dependencies: ["COpenCC"]),
        // A package that HTTP servers need has a target called Numerics.
        .target(name: "TrendNumerics", dependencies: ["CLanes", "COpenBLAS", "CPrefetch"]),
        .target(name: "Corpus", dependencies: ["Text", "CScan", "CZlib", "CZip", "CXML", "Yams"]),
        .target(name: "Features", dependencies: ["Corpus", "TrendNumerics", "CPrefetch"]),
        .target(name: "Models", dependencies: ["Features", "CZlib"]),
        .target(name: "Timeline", dependencies: ["Features"]),
        .target(
            name: "Archive", dependencies: ["Features", "CSQLite", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "Reports", dependencies: ["Models", "Timeline", "CXLSX", "CZip"]),
        .target(name: "Jobs", dependencies: ["Archive", "Reports"]),
        .target(
            name: "Server",
            dependencies: ["Jobs", "CZlib", .product(name: "Hummingbird", package: "hummingbird")],
            resources: [.embedInCode("Assets")]),
        .target(name: "Bridge", dependencies: ["Jobs", "Features", "TrendNumerics", "CBridge"]),
        .executableTarget(
            name: "trend-server",
            dependencies: ["Server", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        .executableTarget(
            name: "trend",
            dependencies: ["Jobs", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        .target(name: "TestSupport", dependencies: ["TrendNumerics", "CXML", "CZip"], path: "Tests/TestSupport"),
        .testTarget(name: "TextTests", dependencies: ["Text", "TestSupport"]),
        .testTarget(
            name: "TrendNumericsTests", dependencies: ["TrendNumerics", "TestSupport"], resources: [.copy("Fixtures")]),
        .testTarget(name: "CorpusTests", dependencies: ["Corpus", "TestSupport"]),
        .testTarget(name: "FeaturesTests", dependencies: ["Features", "TestSupport"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive", "TestSupport"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ModelsTests", dependencies: ["Models", "TestSupport"], resources: [.copy("Fixtures")]),
        .testTarget(name: "TimelineTests", dependencies: ["Timeline", "TestSupport"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "TestSupport"]),
        .testTarget(name: "JobsTests", dependencies: ["Jobs", "TestSupport"]),
        .testTarget(
            name: "ServerTests",
            dependencies: ["Server", "TestSupport"]),
        .testTarget(name: "TrendTests", dependencies: ["trend", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
