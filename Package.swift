// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "trend",
    products: [
        .library(name: "Corpus", targets: ["Corpus"]),
        .library(name: "Features", targets: ["Features"]),
        .library(name: "Archive", targets: ["Archive"]),
        .library(name: "Models", targets: ["Models"]),
        .library(name: "Timeline", targets: ["Timeline"]),
        .library(name: "Reports", targets: ["Reports"]),
        .executable(name: "trend", targets: ["trend"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS", pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPrefetch"),
        .target(name: "Corpus", dependencies: ["CZlib", "Yams"]),
        .target(name: "Features", dependencies: ["Corpus", "CPrefetch"]),
        .target(name: "Archive", dependencies: ["Features", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "Models", dependencies: ["Features", "COpenBLAS", "CPrefetch", "CZlib"]),
        .target(name: "Timeline", dependencies: ["Models"]),
        .target(name: "Reports", dependencies: ["Timeline"]),
        .executableTarget(
            name: "trend",
            dependencies: [
                "Archive", "Reports", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "CorpusTests", dependencies: ["Corpus"]),
        .testTarget(name: "FeaturesTests", dependencies: ["Features"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ModelsTests", dependencies: ["Models"], resources: [.copy("Fixtures")]),
        .testTarget(name: "TimelineTests", dependencies: ["Timeline"], resources: [.copy("Fixtures")]),
        .testTarget(name: "ReportsTests", dependencies: ["Reports"]),
        .testTarget(name: "TrendTests", dependencies: ["trend"]),
    ],
    swiftLanguageModes: [.v6]
)
