import type { KillScope } from './scope.ts';

/** What the dialog was opened for. `auto`: what is stopped, if anything is, else the form to stop. */
export type KillRequest = { number: number; view: 'auto' | 'stop' | 'lift'; scope: KillScope | null };

let current: KillRequest | null = null;
let number = 0;
const listeners = new Set<() => void>();

function become(next: KillRequest | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Opens the kill switch's dialog, from anywhere: header, palette, a row of a page. */
export function openKillDialog(view: KillRequest['view'] = 'auto', scope: KillScope | null = null): void {
  number += 1;
  become({ number, view, scope });
}

export function closeKillDialog(): void {
  become(null);
}

export const killRequest = (): KillRequest | null => current;

export function onKillRequest(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
