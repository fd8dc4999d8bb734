import type { QuickFacts } from '../facts.ts';
import { nextStep } from '../next-step.ts';
import { printable, someOf } from '../printable.ts';
import { tooLittle } from '../proposal-words.ts';
import { evidenceLine, ingestLine, periodLine, sourceLine, windowLine } from '../source-words.ts';
import { unseenOf } from '../unseen.ts';
import { valueRows } from '../value-words.ts';
import { type Verdict, verifyVerdict } from '../verify-words.ts';
import { type Html, html } from './html.ts';
import { mark } from './marks.ts';

const SHOWN_NAMES = 6;

/** What was checked, each with how it stands. */
export function proof(facts: QuickFacts): Html {
  const { assessment, environment, kill_switch } = facts;
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

/** What it may be worth: the arithmetic and everything it assumes. */
export function worth(facts: QuickFacts): Html {
  const { opportunity, value } = facts;
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
  const files = [
    [plan, 'the plan'],
    [script, 'the same as a script to read and to run by hand'],
    [bundle, 'everything as evidence: hashed, ready to hand on'],
  ] as const;
  return html`<section class="card"><h2>What to do next</h2><div class="body"><p>${why}</p><pre tabindex="0" aria-label="Next command"><code><bdi>${command}</bdi></code></pre>
<ul class="plain">${files.map(([path, what]) => html`<li><code><bdi>${printable(path, 400)}</bdi></code><small>${what}</small></li>`)}</ul></div></section>`;
}
