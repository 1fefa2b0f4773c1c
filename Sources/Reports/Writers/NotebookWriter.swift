import Text
import Foundation

/// Writes a report as a Jupyter notebook (nbformat 4.5).
///
/// It holds texts, tables in the layout of pandas, and charts as Vega-Lite, with a picture for programs that cannot
/// draw Vega-Lite. Its cells can be run again beside the other files of the report.
struct NotebookWriter {
    let report: Report
    /// The files of the charts, by name.
    let charts: [String: Data]

    func notebook() -> JSONValue {
        let markdown = MarkdownWriter(report: report, hasCharts: false)
        var cells = [text("# \(Escape.markdown(report.title))\n\n\(markdown.markdown(report.summary))")]
        for section in report.sections {
            cells.append(text("## \(Escape.markdown(section.title))"))
            for block in section.blocks {
                switch block {
                case .paragraph(let prose): cells.append(text(markdown.markdown(prose)))
                case .chart(let chart): cells.append(cell(chart))
                case .table(let named, let isShown): cells.append(cell(named, isShown: isShown))
                }
            }
        }
        cells.append(text(markdown.groups()))
        return [
            "nbformat": 4, "nbformat_minor": 5,
            "metadata": [
                "kernelspec": ["display_name": "Python 3", "language": "python", "name": "python3"],
                "language_info": ["name": "python"],
            ],
            "cells": .array(
                cells.enumerated().map { index, cell in
                    .object(cell.merging(["id": .string("cell-\(index + 1)")]) { _, new in new })
                }),
        ]
    }

    private func text(_ markdown: String) -> [String: JSONValue] {
        ["cell_type": "markdown", "metadata": [:], "source": .string(markdown)]
    }

    private func code(_ source: String, _ data: [String: JSONValue]) -> [String: JSONValue] {
        [
            "cell_type": "code", "execution_count": .null, "metadata": [:], "source": .string(source),
            "outputs": data.isEmpty ? [] : [["output_type": "display_data", "metadata": [:], "data": .object(data)]],
        ]
    }

    private func cell(_ chart: Chart) -> [String: JSONValue] {
        var data: [String: JSONValue] = [
            VegaLite.mediaType: VegaLite.specification(chart),
            "text/plain": .string(oneLine(report.language.phrasebook.chartText(title: chart.title, note: chart.note))),
        ]
        if let picture = charts[ChartDrawing.pngName(chart)] {
            data["image/png"] = .string(picture.base64EncodedString())
        }
        return code("from IPython.display import Image\nImage(\"charts/\(chart.name).png\", width=840)", data)
    }

    private func cell(_ named: Report.NamedTable, isShown: Bool) -> [String: JSONValue] {
        let shown = named.table.prefix(named.shownRows)
        return code(
            "import pandas\npandas.read_csv(\"tables/\(named.name).csv\")",
            isShown
                ? [
                    "text/html": .string(shown.html()), "text/markdown": .string(shown.markdown()),
                    "text/plain": .string(shown.plain()),
                ] : [:])
    }
}
