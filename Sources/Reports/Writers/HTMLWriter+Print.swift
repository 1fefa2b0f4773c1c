extension HTMLWriter {
    /// The page on paper: A4 with page numbers; nothing that belongs together is cut, and what leads nowhere on paper does
    /// not look like a link.
    static let printStyle = """
        @page { size: A4; margin: 16mm 15mm 18mm;
          @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; color: #5f5f5f; } }
        @media print {
          :root { --ink: #222; --soft: #5f5f5f; --rule: #d9d9d9; --ground: #fff; --link: #0060a0; --shade: #f4f6f8; }
          body { font-size: 10.5pt; line-height: 1.55; max-width: none; margin: 0; padding: 0; }
          h1 { font-size: 18pt; margin-top: 0; } h2 { font-size: 14pt; margin-top: 1.6rem; }
          h1, h2, h3 { break-after: avoid; } p { orphans: 3; widows: 3; }
          figure, tr, .summary { break-inside: avoid; } thead { display: table-header-group; }
          figure { margin: 1rem 0; } .chart .wide { display: block; } .chart .narrow { display: none; }
          .table { overflow: visible; margin: .6rem 0; } table { font-size: 7.8pt; line-height: 1.4; }
          th, td { padding: .18rem .3rem; } th { white-space: normal; }
          td:not(.number) { min-width: 4.4em; } td:first-child:not(.number) { min-width: 5.4em; }
          td.long { min-width: 9em; }
          td a[href^="#"], p a[href^="#"] { color: inherit; text-decoration-color: transparent; }
          nav, .groups, .group:target { display: none; }
        }
        """
}
