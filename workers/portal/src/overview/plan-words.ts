type Move = { knob: string; from: number | null; to: number | null };

/** What a plan changes, in short: `concurrency 1 → 4`. */
export function changesInWords(changes: readonly Move[]): string {
  return changes.map(({ from, knob, to }) => `${knob} ${from ?? 'unset'} → ${to ?? 'unset'}`).join(', ');
}

/** Why a plan ended, by its code. */
export function reasonWords(reason: string): string {
  return `Reason: ${reason}.`;
}
