/** The portal's tokens (`workers/portal/src/styles/tokens.css`; a test holds the two to each other), for a page that stands alone. */
export const LIGHT_TOKENS = `
  --canvas: #f7f7f8; --surface: #ffffff; --raised: #ffffff; --line: #e4e4e8; --line-strong: #cfcfd6;
  --ink: #17171c; --ink-2: #55555f; --ink-3: #6f6f7a;
  --accent: #3451d1; --accent-ink: #ffffff; --accent-soft: #eaedfb;
  --ok: #146c43; --ok-soft: #e3f4ea; --warn: #8a5300; --warn-soft: #fdf1dc; --bad: #b3261e; --bad-soft: #fbe7e5; --info: #1f5f99; --info-soft: #e4f0fa;
  --s-drift: #7a4fd0; --s-burst: #c2570c; --s-straggler: #0f7b8a; --s-knob: #3451d1;
  --radius: 6px; --gap: 16px;
  --t-1: 12px; --t-2: 14px; --t-3: 16px; --t-4: 20px; --t-5: 26px;
  --sans: "Inter", ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, "DejaVu Sans Mono", monospace;
  --shadow: 0 1px 2px rgb(0 0 0 / .05);
`;
export const DARK_TOKENS = `
  --canvas: #101014; --surface: #17171c; --raised: #1e1e25; --line: #2a2a33; --line-strong: #3c3c48;
  --ink: #f0f0f4; --ink-2: #b3b3be; --ink-3: #92929e;
  --accent: #8ea2ff; --accent-ink: #10102a; --accent-soft: #22284a;
  --ok: #6fd49b; --ok-soft: #15301f; --warn: #f0b968; --warn-soft: #38270d; --bad: #ff8f86; --bad-soft: #3d1916; --info: #86c1f5; --info-soft: #132c42;
  --s-drift: #b79bff; --s-burst: #ff9d5c; --s-straggler: #5cc8d6; --s-knob: #8ea2ff;
  --shadow: none;
`;

/** Styles of the report: the whole of its looks, in one element. */
export const REPORT_CSS = `
:root { color-scheme: light dark; ${LIGHT_TOKENS} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK_TOKENS} } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--canvas); color: var(--ink); font: 400 var(--t-2)/1.5 var(--sans); font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased; overflow-wrap: anywhere; }
header.top { display: flex; align-items: center; gap: 8px; min-height: 52px; padding: 8px 24px; border-bottom: 1px solid var(--line); background: var(--surface); }
.brand { white-space: nowrap; display: flex; align-items: center; gap: 8px; font-weight: 650; letter-spacing: -.01em; } .brand svg { width: 18px; height: 18px; color: var(--accent); }
.top .what { color: var(--ink-2); white-space: nowrap; } .top .grow { flex: 1; }
main { max-width: 1240px; margin: 0 auto; padding: 20px 24px 32px; display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
footer { max-width: 1240px; margin: 0 auto; padding: 0 24px 48px; color: var(--ink-3); font-size: var(--t-1); }
.loud { border: 1px solid var(--warn); background: var(--warn-soft); color: var(--warn); border-radius: var(--radius); padding: 12px 16px; display: grid; grid-template-columns: 20px minmax(0, 1fr); gap: 10px; }
.loud svg { width: 18px; height: 18px; margin-top: 2px; } .loud strong { display: block; font-size: var(--t-3); }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); min-width: 0; }
.card > h2 { font-size: var(--t-2); font-weight: 600; padding: 12px 16px; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 2px 8px; align-items: baseline; }
.card > h2 small { font-weight: 400; color: var(--ink-3); font-size: var(--t-1); }
.body { padding: 14px 16px; display: grid; gap: 10px; grid-template-columns: minmax(0, 1fr); }
.decision { padding: 18px 20px; }
h1 { font-size: var(--t-4); font-weight: 620; letter-spacing: -.015em; line-height: 1.3; margin-top: 8px; }
.decision p { color: var(--ink-2); margin-top: 6px; max-width: 80ch; }
.decision .meta { max-width: none; display: flex; flex-wrap: wrap; gap: 4px 18px; color: var(--ink-3); font-size: var(--t-1); margin-top: 12px; } .meta b { color: var(--ink-2); font-weight: 500; }
.chip { display: inline-flex; align-items: center; gap: 6px; border-radius: 10px; padding: 0 9px; line-height: 20px; font-size: var(--t-1); font-weight: 600; white-space: nowrap; } .chip svg { width: 12px; height: 12px; }
.chip.ok { color: var(--ok); background: var(--ok-soft); } .chip.warn { color: var(--warn); background: var(--warn-soft); } .chip.bad { color: var(--bad); background: var(--bad-soft); } .chip.info { color: var(--info); background: var(--info-soft); }
.cols { display: grid; grid-template-columns: minmax(0, 1.55fr) minmax(0, 1fr); gap: var(--gap); align-items: start; }
.stack { display: grid; gap: var(--gap); min-width: 0; grid-template-columns: minmax(0, 1fr); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: left; color: var(--ink-3); font-size: var(--t-1); padding: 10px 16px 0; }
th { text-align: left; font-weight: 500; color: var(--ink-3); font-size: var(--t-1); padding: 8px 16px 4px; vertical-align: bottom; }
tbody th { color: var(--ink); font-size: var(--t-2); font-weight: 500; padding: 9px 16px; vertical-align: top; }
td { padding: 9px 16px; vertical-align: top; } tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody th small, td small, .check small, li small { display: block; color: var(--ink-3); font-size: var(--t-1); font-weight: 400; }
.figures th, .figures td { white-space: nowrap; } .figures td, .figures tbody th { padding-top: 6px; padding-bottom: 6px; }
.number { text-align: right; white-space: nowrap; }
.move { white-space: nowrap; } .move b { font-weight: 600; } .arrow { color: var(--ink-3); padding: 0 6px; }
code { font: 500 12.5px/1.5 var(--mono); } th code { white-space: nowrap; }
.signal { border-left: 3px solid var(--line-strong); padding-left: 12px; } .signal b { font-weight: 600; } .signal p { color: var(--ink-2); }
.signal.drift { border-color: var(--s-drift); } .signal.burst { border-color: var(--s-burst); } .signal.straggler { border-color: var(--s-straggler); } .signal.gpu_saturated { border-color: var(--warn); }
figure + figure { border-top: 1px solid var(--line); padding-top: 10px; } figcaption { font-weight: 600; margin-bottom: 2px; } figcaption small { color: var(--ink-3); font-size: var(--t-1); font-weight: 400; }
.plot { display: grid; grid-template-columns: 58px minmax(0, 1fr); } .plot svg { display: block; overflow: visible; }
.plot text { font: 11px var(--sans); fill: var(--ink-3); } .axis text { text-anchor: end; }
.grid { stroke: var(--line); } .band { opacity: .15; } .knob { stroke: var(--s-knob); stroke-width: 1.5; stroke-dasharray: 2 3; } .threshold { stroke-dasharray: 4 4; }
.trace { fill: none; stroke: var(--ink-2); stroke-width: 1.4; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; } .trace.second { stroke: var(--info); stroke-dasharray: 5 3; }
.plot .label { font-weight: 600; paint-order: stroke; stroke: var(--surface); stroke-width: 3px; stroke-linejoin: round; }
.band.drift { fill: var(--s-drift); } .band.burst { fill: var(--s-burst); } .band.straggler { fill: var(--s-straggler); } .band.gpu_saturated { fill: var(--warn); }
.threshold.drift { stroke: var(--s-drift); } .threshold.burst { stroke: var(--s-burst); } .threshold.straggler { stroke: var(--s-straggler); } .threshold.gpu_saturated { stroke: var(--warn); }
.plot .label.drift { fill: var(--s-drift); } .plot .label.burst { fill: var(--s-burst); } .plot .label.straggler { fill: var(--s-straggler); } .plot .label.gpu_saturated { fill: var(--warn); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: var(--t-1); color: var(--ink-2); list-style: none; padding: 2px 0 0 58px; } .legend svg { width: 18px; height: 10px; margin-right: 6px; vertical-align: -1px; }
.checks { list-style: none; padding: 0; } .check { display: grid; grid-template-columns: 18px minmax(0, 1fr); gap: 8px; padding: 9px 16px; } .check + .check { border-top: 1px solid var(--line); } .check svg { width: 14px; height: 14px; margin-top: 3px; }
.check.ok svg { color: var(--ok); } .check.warn svg { color: var(--warn); } .check.bad svg { color: var(--bad); } .check.info svg { color: var(--info); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 16px; } dt { color: var(--ink-3); } dd { margin: 0; }
ul.plain { list-style: none; padding: 0; display: grid; gap: 8px; } ul.notes { padding-left: 18px; color: var(--ink-2); font-size: var(--t-1); display: grid; gap: 4px; }
.muted { color: var(--ink-2); } .small { font-size: var(--t-1); color: var(--ink-3); }
pre { font: 500 12.5px/1.6 var(--mono); background: var(--canvas); border: 1px solid var(--line); border-radius: var(--radius); padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 860px) { header.top { padding: 8px 12px; } main { padding: 12px 12px 24px; } footer { padding: 0 12px 32px; } .cols { grid-template-columns: minmax(0, 1fr); } .decision { padding: 16px; } th, td, tbody th { padding-left: 12px; padding-right: 12px; } }
@media (max-width: 480px) { .legend { padding-left: 0; } .tick.minor { display: none; } .top .what { font-size: var(--t-1); } }
@media print { :root { color-scheme: light; --canvas: #ffffff; --t-1: 9.5px; --t-2: 11px; --t-3: 12px; --t-4: 16px; } code, pre { font-size: 10px; } main, footer { max-width: none; padding-left: 0; padding-right: 0; } header.top { padding-left: 0; } .card { box-shadow: none; break-inside: avoid; } .card.long { break-inside: auto; } figure, tr { break-inside: avoid; } .band, .chip, .loud { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
