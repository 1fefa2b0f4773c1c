// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever builds trend does not build this. It is a library, since the program
// around it is libFuzzer's: Fuzz/run builds it, links the two and runs them.
let package = Package(
    name: "trend-fuzz",
    products: [.library(name: "FuzzTargets", type: .static, targets: ["FuzzTargets"])],
    dependencies: [.package(name: "trend", path: "..")],
    targets: [
        .target(
            name: "FuzzTargets",
            dependencies: [
                .product(name: "Corpus", package: "trend"),
                .product(name: "TrendNumerics", package: "trend"),
                .product(name: "Text", package: "trend"),
                .product(name: "Models", package: "trend"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
