import Foundation
import Testing
import Timeline

@testable import Reports

@Suite struct ChartTests {
    private static var hasGnuplot: Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: $0 + "/gnuplot") }
    }

    private func chart(_ name: String, seriesName: String = "百模大战") -> Chart {
        Chart(
            name: name, title: "占比", form: .lines(months: Month.span(Month("2024-01")!, Month("2024-03")!)),
            series: [
                .init(name: seriesName, values: [0.1, nil, 0.3]), .init(name: "智能体", values: [0.2, 0.2, nil]),
            ], isShare: true)
    }

    @Test func theScriptHoldsFiguresAndGaps() {
        let script = chart("a").script(output: "a.svg")
        #expect(script.contains("2024-01\t10.0\t20.0\n2024-02\tNaN\t20.0\n2024-03\t30.0\tNaN\nEOD"))
        #expect(script.contains("百模大战"))
    }

    @Test func textCannotLeaveItsQuotationMarks() {
        let script = chart("a", seriesName: "x'; system 'touch /tmp/y'\nEOD\n`id`").script(output: "a.svg")
        #expect(!script.contains("; system '") && !script.contains("`"))
        #expect(script.components(separatedBy: "\nEOD\n").count == 2)
    }

    @Test(.enabled(if: hasGnuplot, "gnuplot is not installed"))
    func drawsLinesAndBarsWithOneProcess() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("charts-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bars = Chart(
            name: "bars", title: "行业<script>", form: .bars(categories: ["云计算", "`id`"]),
            series: [.init(name: "本月", values: [3, 4]), .init(name: "上月", values: [1, nil])], isShare: false)
        try Chart.draw([chart("lines"), bars], into: folder)
        for name in ["lines", "bars"] {
            let svg = try String(contentsOfFile: "\(folder)/\(name).svg", encoding: .utf8)
            #expect(svg.contains("<svg") && svg.contains("</svg>") && !svg.contains("<script>"))
        }
        let lines = try String(contentsOfFile: folder + "/lines.svg", encoding: .utf8)
        #expect(lines.contains("百模大战"))
    }
}
