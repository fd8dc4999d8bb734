import { findChord } from '@modekeeper/engine';
import { changesInWords } from '@modekeeper/engine/knob-words';
import type { QuickFacts, QuickProposal } from './facts.ts';
import { printable } from './printable.ts';
import { activeSignals, SIGNAL_TITLES } from './signal-words.ts';

/** What a run came to, as a heading. */
export function headline(facts: QuickFacts): string {
  if (facts.series.sample_count === 0) return 'No usable sample was found';
  const signals = activeSignals(facts).map((name) => SIGNAL_TITLES[name]);
  if (signals.length === 0)
    return tooLittle(facts)
      ? 'Too little was seen to tell how the workload does'
      : 'No signal was found, and nothing is proposed';
  const seen = sentenceCase(listed(signals));
  const moves = facts.proposals.filter(({ blocked }) => !blocked);
  if (moves.length === 0) return `${seen}; nothing is proposed`;
  const words = changesInWords(moves.map(moveOf));
  return `${seen}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** Whether it is for want of samples that nothing was found; that data is made up is another matter. */
export function tooLittle({ assessment }: QuickFacts): boolean {
  return assessment.insufficient_evidence_reasons.some((reason) => reason !== 'synthetic_data');
}

/** One proposed change in words: `Set gradient accumulation to 8`. */
export function proposalWords(proposal: QuickProposal): string {
  return changesInWords([moveOf(proposal)]);
}

/** The value that a knob has now; one that nobody said is not made up. */
export function currentWords({ current }: QuickProposal): string {
  return current === null ? 'not known' : current.toLocaleString('en-GB');
}

/** Who said what a knob has now; null when nobody did. */
export function currentFrom({ current_from }: QuickProposal): string | null {
  if (current_from === null) return null;
  return current_from === 'cluster' ? 'as the cluster has it' : 'as the workload says';
}

/** Each chord of the proposals once, with what it is for. */
export function chordLines({ proposals }: QuickFacts): { chord: string; intent: string }[] {
  const chords = [...new Set(proposals.flatMap(({ chord }) => chord ?? []))];
  return chords.map((chord) => ({ chord, intent: findChord(chord)?.intent ?? '' }));
}

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function moveOf({ current, knob, target }: QuickProposal) {
  return { knob: printable(knob), from: current, to: target };
}
