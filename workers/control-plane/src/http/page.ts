import { html, raw } from 'hono/html';

type Html = ReturnType<typeof html>;

/** A plain page in the product's tokens; styles and scripts come from our own origin only, nothing is inline. */
export function page(title: string, body: Html, script?: string): Html {
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ModeKeeper</title>
<link rel="stylesheet" href="/assets/page.css">
${script === undefined ? '' : raw(`<script type="module" src="${script}"></script>`)}
</head>
<body><main>${body}</main></body>
</html>`;
}

/** Styles of every plain page: light and dark, readable at 390 px. */
export const PAGE_CSS = `
:root { color-scheme: light dark; --bg: #fbfbfc; --panel: #ffffff; --text: #16181d; --muted: #5b6270; --line: #dfe2e8; --accent: #2456c9; --ok: #1b7f4b; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1115; --panel: #171a20; --text: #e8eaee; --muted: #a0a7b4; --line: #2a2f39; --accent: #8ab0ff; --ok: #5fcf95; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 22px; margin: 0 0 8px; } h2 { font-size: 17px; margin: 32px 0 8px; } h3 { font-size: 14px; margin: 0; }
a { color: var(--accent); } a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
p { margin: 4px 0 12px; } .muted { color: var(--muted); }
code, pre { font: 13px/1.5 ui-monospace, monospace; } pre { overflow-x: auto; background: var(--bg); border: 1px solid var(--line); border-radius: 6px; padding: 12px; }
ul.plain { list-style: none; margin: 0; padding: 0; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px; margin: 0 0 8px; overflow-wrap: anywhere; }
.state { display: inline-block; min-width: 76px; } .state-done { color: var(--ok); } .state-failed { color: var(--bad); } .state-running { color: var(--accent); }
.method { display: inline-block; min-width: 56px; font-weight: 600; }
nav a { margin-right: 16px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: 6px 12px 6px 0; border-top: 1px solid var(--line); vertical-align: top; }
summary { cursor: pointer; }
`;
