import type { KnobName } from '@modekeeper/contracts';

type Names = { /** In a sentence. */ sentence: string /** In a list. */; short: string };

/** Every knob of the registry in words. */
export const KNOB_WORDS: Record<KnobName, Names> = {
  dataloader_num_workers: { sentence: 'dataloader workers', short: 'workers' },
  dataloader_prefetch_factor: { sentence: 'dataloader prefetch', short: 'prefetch' },
  grad_accum_steps: { sentence: 'gradient accumulation', short: 'accumulation' },
  microbatch_size: { sentence: 'the microbatch', short: 'microbatch' },
  comm_bucket_mb: { sentence: 'the communication bucket', short: 'comm bucket' },
  timeout_ms: { sentence: 'the timeout', short: 'timeout' },
  concurrency: { sentence: 'concurrency', short: 'concurrency' },
};

function names(knob: string): Names {
  return Object.hasOwn(KNOB_WORDS, knob) ? KNOB_WORDS[knob as KnobName] : { sentence: knob, short: knob };
}

/** A knob's value before and after; null: not there, or not known. */
export type KnobMove = { knob: string; from: number | null; to: number | null };

/** A knob's value in words; null means that the annotation is not there. */
export function valueWords(value: number | null): string {
  return value === null ? 'unset' : value.toLocaleString('en-GB');
}

/** For lists: `concurrency 1 → 4, prefetch 1 → 2`. */
export function changesInShort(changes: readonly KnobMove[]): string {
  if (changes.length === 0) return 'No change';
  return changes.map(({ from, knob, to }) => `${names(knob).short} ${valueWords(from)} → ${valueWords(to)}`).join(', ');
}

/** For headings, without the target: `Double dataloader prefetch and raise concurrency to 4`. */
export function changesInWords(changes: readonly KnobMove[]): string {
  if (changes.length === 0) return 'Change nothing';
  const parts = changes.map(inWords);
  const last = parts.pop() ?? '';
  const sentence = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function inWords({ from, knob, to }: KnobMove): string {
  const { sentence } = names(knob);
  if (to === null) return `unset ${sentence}`;
  if (from === null || from <= 0) return `set ${sentence} to ${valueWords(to)}`;
  if (to === from) return `keep ${sentence} at ${valueWords(to)}`;
  if (to === 2 * from) return `double ${sentence} to ${valueWords(to)}`;
  if (from === 2 * to) return `halve ${sentence} to ${valueWords(to)}`;
  return `${to > from ? 'raise' : 'lower'} ${sentence} to ${valueWords(to)}`;
}

/** Chords of a plan, each once. */
export function chordsOf({ changes }: { changes: readonly { chord: string }[] }): string {
  return [...new Set(changes.map(({ chord }) => chord))].join(', ');
}
