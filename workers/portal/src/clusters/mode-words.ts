import type { Api } from '../api/types.ts';

type Mode = NonNullable<Api<'Cluster'>['mode']>;

/** Modes of a connector in words: what it is called, what it may do. */
export const MODE_WORDS: Record<Mode, { label: string; meaning: string }> = {
  observe: { label: 'Observe', meaning: 'Reads and proposes; it has no right to write to workloads.' },
  verify: { label: 'Verify', meaning: 'Reads, proposes and proves by dry run; the guard refuses every real change.' },
  apply: { label: 'Apply', meaning: 'May change the listed knobs of named workloads, after every gate and an approval.' },
};

/** The mode, or a dash for a cluster whose connector has not enrolled. */
export function modeLabel(mode: Mode | null): string {
  return mode === null ? 'Not installed yet' : MODE_WORDS[mode].label;
}
