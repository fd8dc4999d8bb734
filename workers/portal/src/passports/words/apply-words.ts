import { NEVER_APPLY, RULED_INVARIANTS } from './invariant-words.ts';

/** What a passport means for changes: `refused` has the gate on, but an invariant that refuses every apply. */
export type ApplyState = 'on' | 'off' | 'refused';

type Judged = { readonly gates: Readonly<Record<string, unknown>>; readonly invariants: readonly string[] };

export function applyStateOf({ gates, invariants }: Judged): ApplyState {
  if (gates.apply !== true) return 'off';
  return invariants.some((name) => NEVER_APPLY.includes(name) || !RULED_INVARIANTS.includes(name)) ? 'refused' : 'on';
}

export const APPLY_WORDS: Record<ApplyState, { label: string; meaning: string }> = {
  on: { label: 'Apply on', meaning: 'Approved plans may change workloads.' },
  off: { label: 'Apply off', meaning: 'Proposals and proofs only; nothing is changed.' },
  refused: { label: 'Apply refused', meaning: 'The gate is on, but an invariant refuses every apply; nothing is changed.' },
};
