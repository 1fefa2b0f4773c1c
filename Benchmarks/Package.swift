// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever builds trend does not build this.
let package = Package(
    name: "trend-bench",
    dependencies: [.package(name: "trend", path: "..")],
    targets: [
        .executableTarget(
            name: "trend-bench",
            dependencies: [
                .product(name: "Corpus", package: "trend"),
                .product(name: "TrendNumerics", package: "trend"),
                .product(name: "Text", package: "trend"),
                .product(name: "Features", package: "trend"),
                .product(name: "Models", package: "trend"),
                .product(name: "Timeline", package: "trend"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
