import { base64Encode, utf8Encode } from '@modekeeper/contracts';
import { sha256 } from '@noble/hashes/sha2.js';
import type { QuickFacts } from '../facts.ts';
import { headline, tooLittle } from '../proposal-words.ts';
import { activeSignals } from '../signal-words.ts';
import { evidenceLine, periodLine, sourceLine, syntheticWarning, windowLine } from '../source-words.ts';
import { valueLine } from '../value-words.ts';
import { next, notSeen, origin, proof, worth } from './aside.ts';
import { figuresTable } from './figures.ts';
import { type Html, html, raw } from './html.ts';
import { chip, mark, SIGN } from './marks.ts';
import { whatWasSeen } from './seen.ts';
import { REPORT_CSS } from './style.ts';
import { whatChanges } from './what-changes.ts';

/**
 * report.html of a quickstart: one page that needs nothing else, no network and no script, for somebody without an account. Equal facts give
 * equal bytes.
 */
export async function reportHtml(facts: QuickFacts): Promise<string> {
  const policy = `default-src 'none'; style-src 'sha256-${base64Encode(sha256(utf8Encode(REPORT_CSS)))}'; base-uri 'none'; form-action 'none'`;
  const page = await html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="ModeKeeper ${facts.tool_version}">
<title>${headline(facts)} · ModeKeeper</title>
<style>${raw(REPORT_CSS)}</style>
</head>
<body>
<header class="top"><span class="brand">${SIGN}ModeKeeper</span><span class="what">Quickstart report</span><span class="grow"></span>${chip('ok', 'Read-only')}</header>
<main>
${loud(facts)}
${decision(facts)}
<div class="cols"><div class="stack">${whatChanges(facts)}${whatWasSeen(facts)}${origin(facts)}</div><div class="stack">${next(facts)}${proof(facts)}${worth(facts)}${notSeen(facts)}</div></div>
${figuresTable(facts)}
</main>
<footer><p>Made by mk ${facts.tool_version} at ${facts.created_at}. This page loads nothing and sends nothing.</p></footer>
</body>
</html>
`;
  return `${page}`;
}

/** Nobody may take made-up data for a workload. */
function loud(facts: QuickFacts): Html {
  const warning = syntheticWarning(facts);
  if (warning === null) return html``;
  return html`<div class="loud" role="note">${mark('warn')}<p><strong>${warning.title}</strong>${warning.text}</p></div>`;
}

function decision(facts: QuickFacts): Html {
  const period = periodLine(facts);
  return html`<section class="card decision">${state(facts)}<h1>${headline(facts)}</h1>
<p>${lede(facts)}</p>
<p class="meta"><span>Source <b><bdi>${sourceLine(facts)}</bdi></b></span><span>Seen <b>${windowLine(facts)}</b></span>${period === null ? '' : html`<span>Period <b>${period}</b></span>`}<span>Evidence <b>${evidenceLine(facts)}</b></span><span>Value <b>${valueLine(facts)}</b></span></p></section>`;
}

function state(facts: QuickFacts): Html {
  if (facts.source.kind === 'synthetic') return chip('warn', 'Made-up data');
  if (tooLittle(facts)) return chip('warn', 'Too little evidence');
  const signals = activeSignals(facts).length;
  if (signals === 0) return chip('ok', 'No signal');
  return chip('warn', signals === 1 ? '1 signal' : `${signals} signals`);
}

function lede(facts: QuickFacts): string {
  const { plan_items, proposals, series, source } = facts;
  if (series.sample_count === 0) return 'Nothing can be said of the workload. What was read, and what became of it, is below.';
  if (source.kind === 'synthetic')
    return 'This is what the report of a workload says that behaves like this. Nothing was changed.';
  if (proposals.length === 0)
    return 'Nothing was changed, and nothing needs to be decided. What could not be seen is listed beside the charts.';
  const planned = plan_items === 0 ? 'Nothing of it is in the plan.' : 'The plan is written and waits to be read.';
  return `Nothing was changed. ${planned} Applying it needs a licence, a passport that allows it and somebody who approves it.`;
}
