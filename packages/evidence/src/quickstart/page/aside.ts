import type { QuickFacts } from '../facts.ts';
import { nextStep } from '../next-step.ts';
import { printable, someOf } from '../printable.ts';
import { tooLittle } from '../proposal-words.ts';
import { percent } from '../signal-words.ts';
import { evidenceLine, ingestLine, periodLine, sourceLine, windowLine } from '../source-words.ts';
import { unseenOf } from '../unseen.ts';
import { valueRows } from '../value-words.ts';
import { otherBlocker, type Verdict, verifyVerdict } from '../verify-words.ts';
import { type Html, html } from './html.ts';
import { mark } from './marks.ts';

const SHOWN_NAMES = 6;
/** Share of the rows from which on it is said aloud. */
const MANY_DROPPED = 0.1;

/** What was checked, each with how it stands. */
export function proof(facts: QuickFacts): Html {
  const { assessment, environment, kill_switch } = facts;
  const blocker = otherBlocker(facts);
  const is_thin = tooLittle(facts) || assessment.evidence_quality === 'low';
  const checks: Verdict[] = [
    {
      standing: 'ok',
      title: 'Nothing was changed',
      detail: 'A dry run: the cluster was at most read and asked what it would do.',
    },
    verifyVerdict(facts),
    {
      standing: is_thin ? 'warn' : 'ok',
      title: is_thin ? 'The evidence is thin' : 'There is evidence enough',
      detail: `Quality ${evidenceLine(facts)}.`,
    },
    kill_switch.active
      ? { standing: 'bad', title: 'The kill switch is on', detail: 'Nothing may be applied until it is lifted.' }
      : { standing: 'ok', title: 'The kill switch is off', detail: 'As this machine has it.' },
    ...(blocker === null ? [] : [{ standing: 'warn' as const, title: 'The value cannot be judged', detail: blocker }]),
    ...lossy(facts),
    ...(environment.unstable
      ? [
          {
            standing: 'warn' as const,
            title: 'Samples of unlike machines',
            detail: 'Several nodes or GPU models: their numbers are hard to compare.',
          },
        ]
      : []),
  ];
  return html`<section class="card"><h2>What was checked</h2><ul class="checks">${checks.map(
    ({ detail, standing, title }) =>
      html`<li class="check ${standing}">${mark(standing)}<span>${title}<small>${detail}</small></span></li>`,
  )}</ul></section>`;
}

/** Rows that came to nothing, where they are too many to be passed over. */
function lossy({ source }: QuickFacts): Verdict[] {
  const dropped = source.ingest?.dropped_total ?? 0;
  if (source.rows_read === 0 || dropped < source.rows_read * MANY_DROPPED) return [];
  const detail = `${percent(dropped / source.rows_read)} of the rows could not be used, so the rest may not be like them.`;
  return [{ standing: 'warn', title: 'Many rows were dropped', detail }];
}

/** What it may be worth: the arithmetic and everything it assumes. */
export function worth(facts: QuickFacts): Html {
  const { opportunity, series, value } = facts;
  if (series.sample_count === 0)
    return html`<section class="card"><h2>What it may be worth</h2><div class="body"><p class="muted">Not known: nothing was seen.</p></div></section>`;
  return html`<section class="card"><h2>What it may be worth <small>an estimate, not a measured saving</small></h2>
<table><thead class="sr"><tr><th scope="col">What</th><th scope="col">How much</th></tr></thead><tbody>${valueRows(facts).map(
    ({ how, name, value: amount }) =>
      html`<tr><th scope="row">${name}<small>${how}</small></th><td class="number">${amount}</td></tr>`,
  )}</tbody></table>
<div class="body"><h3 class="small">What this assumes</h3><ul class="notes">${[...value.assumptions, ...opportunity.opportunity_assumptions.notes].map((note) => html`<li>${note}</li>`)}</ul></div></section>`;
}

/** What nobody could see: silence would look like health. */
export function notSeen(facts: QuickFacts): Html {
  const unseen = unseenOf(facts);
  return html`<section class="card"><h2>What could not be seen</h2><div class="body">${
    unseen.length === 0
      ? html`<p class="muted">The samples say everything that the signals ask for.</p>`
      : html`<ul class="plain">${unseen.map(({ means, what }) => html`<li>${what}<small>${means}</small></li>`)}</ul>`
  }</div></section>`;
}

/** Where the data came from, and what became of it on the way. */
export function origin(facts: QuickFacts): Html {
  const { environment, policy, source } = facts;
  const rows: (readonly [string, string | null])[] = [
    ['Source', sourceLine(facts)],
    ['Failed', source.error === null ? null : printable(source.error, 400)],
    ['Period', periodLine(facts)],
    ['Seen', windowLine(facts)],
    ['Read', ingestLine(facts)],
    ['Nodes', environment.nodes_seen.length === 0 ? null : someOf(environment.nodes_seen, SHOWN_NAMES)],
    ['GPUs', environment.gpu_models_seen.length === 0 ? null : someOf(environment.gpu_models_seen, SHOWN_NAMES)],
    ['Policy', policy],
  ];
  return html`<section class="card"><h2>Where the data came from</h2><div class="body"><dl>${rows.map(([name, text]) =>
    text === null ? '' : html`<dt>${name}</dt><dd><bdi>${text}</bdi></dd>`,
  )}</dl></div></section>`;
}

/** The one thing to do now, and what lies where. */
export function next(facts: QuickFacts): Html {
  const { command, why } = nextStep(facts);
  const { bundle, plan, script } = facts.paths;
  const planned = [
    [plan, 'the plan'],
    [script, 'the same as a script to read and to run by hand'],
  ] as const;
  const files = [
    ...(facts.plan_items === 0 ? [] : planned),
    [bundle, 'everything as evidence: hashed, ready to hand on'],
  ] as const;
  return html`<section class="card"><h2>What to do next</h2><div class="body"><p>${why}</p><pre tabindex="0" aria-label="Next command"><code><bdi>${command}</bdi></code></pre>
<ul class="plain">${files.map(([path, what]) => html`<li><code><bdi>${printable(path, 400)}</bdi></code><small>${what}</small></li>`)}</ul></div></section>`;
}
