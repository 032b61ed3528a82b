/// How the page looks, on a screen and on paper.
enum PageStyle {
  /// The style sheet, without the line at the foot of printed pages.
  static let text = screen + chart + print

  private static let screen = """
    :root { --ink: #1b1f24; --soft: #57606a; --line: #c4cad0; --band: #f4f6f8; --mark: #1f3a5f }
    * { box-sizing: border-box }
    html { font: 16px/1.5 "Noto Sans", "Liberation Sans", Arial, "DejaVu Sans", sans-serif;
      color: var(--ink); background: #fff; -webkit-text-size-adjust: 100% }
    body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem }
    body:has(section.wide) { max-width: 86rem }
    h1 { font-size: 2rem; line-height: 1.2; margin: 0; color: var(--mark) }
    h2 { font-size: 1.3rem; line-height: 1.3; margin: 0 0 .5rem; color: var(--mark) }
    h1, h2, p, li, dd, figcaption { overflow-wrap: anywhere }
    p { margin: 0 0 1rem; max-width: 46rem }
    a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .15em }
    a:focus-visible, .scroll:focus-visible { outline: 3px solid #b45309; outline-offset: 2px }
    header { border-top: .4rem solid var(--mark); padding-top: 1.5rem }
    .subtitle { font-size: 1.15rem; color: var(--soft); margin: .4rem 0 0 }
    dl { display: flex; flex-wrap: wrap; gap: .75rem 2.5rem; margin: 1.5rem 0 0;
      padding: .9rem 0; border: solid var(--line); border-width: 1px 0 }
    dt { font-size: .8rem; color: var(--soft) }
    dd { margin: 0; font-weight: 600 }
    nav, aside { margin-top: 1.5rem }
    nav h2, aside h2 { font-size: 1rem; margin-bottom: .3rem }
    nav ol, aside ul { margin: 0; padding-left: 1.4rem; max-width: 46rem }
    aside { font-size: .9rem; color: var(--soft) }
    aside h2 { color: inherit }
    section { margin-top: 3rem }
    .none { color: var(--soft); font-style: italic }
    .scroll { overflow-x: auto }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.35 }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    th, td { padding: .4rem .6rem; text-align: left; vertical-align: top; min-width: 4rem;
      border-bottom: 1px solid var(--line) }
    thead th { vertical-align: bottom; font-weight: 600; border-bottom: 2px solid var(--mark) }
    tbody th { font-weight: 400 }
    tbody tr:nth-child(even) { background: var(--band) }
    tbody tr:target { background: #fdf0c8 }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
    thead .number { white-space: normal }
    .whole { white-space: nowrap }
    tbody.totals tr { background: none }
    .totals th, .totals td:not(.figure) { font-weight: 600 }
    .totals tr:first-child > * { border-top: 2px solid var(--mark) }
    .figure { font-size: .75rem; color: var(--soft); min-width: 16rem }
    .figure a { text-decoration: none }

    """

  private static let chart = """
    figure { margin: 0 0 1.5rem; break-inside: avoid }
    figcaption { font-size: .9rem; color: var(--soft); margin-bottom: .4rem }
    svg { display: block; width: 100%; max-width: 46rem; height: auto;
      font-size: 13px; fill: var(--ink) }
    svg .bar { stroke: #1b1f24; stroke-width: .75 }
    svg .axis { stroke: #1b1f24; stroke-width: 1 }
    svg .value { font-variant-numeric: tabular-nums }

    """

  private static let print = """
    @page { size: A4; margin: 18mm 16mm 20mm;
      @bottom-left { font: 8pt "Noto Sans", "Liberation Sans", Arial, sans-serif; color: #444;
        border-top: .5pt solid #999; padding-top: 2mm; vertical-align: top; width: 80% }
      @bottom-right { font: 8pt "Noto Sans", "Liberation Sans", Arial, sans-serif; color: #444;
        border-top: .5pt solid #999; padding-top: 2mm; vertical-align: top; width: 20% } }
    @page wide { size: A4 landscape }
    @media print {
      html { font-size: 10pt }
      body { max-width: none; padding: 0 }
      section { margin-top: 8mm }
      section + section { break-before: page; margin: 0 }
      section.wide { page: wide }
      .scroll { overflow: visible }
      h2, thead { break-after: avoid }
      thead { display: table-header-group }
      tr, figure, li, dl { break-inside: avoid }
      .totals { break-before: avoid }
      th, td, .figure { padding: 1.2mm 1.5mm; min-width: 0 }
      tbody tr:nth-child(even) { print-color-adjust: exact }
      tbody tr:target { background: none }
      svg { max-width: 160mm; print-color-adjust: exact; -webkit-print-color-adjust: exact }
      a { text-decoration: none }
    }

    """
}
