import type { QuickFacts, QuickProposal } from '../facts.ts';
import { printable } from '../printable.ts';
import { chordLines, currentFrom, currentWords, proposalWords } from '../proposal-words.ts';
import { activeSignals, SIGNAL_TITLES, signalSentence } from '../signal-words.ts';
import { type Html, html } from './html.ts';

/** What is proposed, knob by knob, and to what end. */
export function whatChanges(facts: QuickFacts): Html {
  const { proposals, target } = facts;
  if (proposals.length === 0) {
    const why =
      activeSignals(facts).length === 0 ? 'No signal asks for a change.' : 'The policy has no change for these signals.';
    return html`<section class="card"><h2>What is proposed</h2><div class="body"><p class="muted">Nothing. ${why}</p></div></section>`;
  }
  const kept = proposals.filter(({ blocked }) => !blocked).length;
  return html`<section class="card"><h2>What is proposed <small>${kept} of ${proposals.length} in the plan, for Deployment <bdi>${printable(target.deployment)}</bdi> in <bdi>${printable(target.namespace)}</bdi></small></h2>
<div class="scroll" tabindex="0" role="group" aria-label="Proposed changes"><table><thead><tr><th scope="col">Knob</th><th scope="col">Now → then</th></tr></thead>
<tbody>${proposals.map(row)}</tbody></table></div>
<div class="body"><ul class="plain">${chordLines(facts).map(({ chord, intent }) => html`<li><code>${printable(chord)}</code> <span class="muted">${intent}</span></li>`)}</ul></div></section>`;
}

function row(proposal: QuickProposal): Html {
  const { blocked, chord, knob, reason, result, target } = proposal;
  const from = currentFrom(proposal);
  return html`<tr><th scope="row"><code>${printable(knob)}</code><small>${proposalWords(proposal)}</small><small>${printable(chord ?? 'No chord')}, for ${reasonWords(reason)}${blocked ? html`; left out of the plan: ${printable(result)}` : ''}</small></th>
<td><span class="move">${currentWords(proposal)}<span class="arrow" aria-hidden="true">→</span><span class="sr"> to </span><b>${target.toLocaleString('en-GB')}</b></span>${from === null ? '' : html`<small>now ${from}</small>`}</td></tr>`;
}

/** A reason code as words: `latency_burst` is `latency burst`. */
function reasonWords(reason: string): string {
  return printable(reason).replaceAll('_', ' ').replace(/^gpu /, 'GPU ');
}

/** The active signals with the figures that carry them. */
export function signalList(facts: QuickFacts): Html {
  const active = activeSignals(facts);
  if (active.length === 0)
    return html`<p class="muted">${facts.series.sample_count === 0 ? 'Nothing was seen.' : 'None of drift, burst, straggler and GPU saturation was found.'}</p>`;
  return html`${active.map(
    (signal) =>
      html`<div class="signal ${signal}"><b>${SIGNAL_TITLES[signal].charAt(0).toUpperCase()}${SIGNAL_TITLES[signal].slice(1)}</b><p>${signalSentence(signal, facts)}</p></div>`,
  )}`;
}
