import type { Step } from './board.ts';

const seconds = (elapsed_ms: number | undefined) => (elapsed_ms === undefined ? '' : ` (${(elapsed_ms / 1000).toFixed(1)} s)`);

/** One line per change that a person wants to see. */
export function describeStep({ title, state, detail, elapsed_ms }: Step): string {
  switch (state) {
    case 'waiting':
      return `  .. ${title}`;
    case 'running':
      return `  -> ${title}${detail === undefined ? '' : `: ${detail}`}`;
    case 'done':
      return `  ok ${title}${seconds(elapsed_ms)}`;
    case 'failed':
      return `  !! ${title}${seconds(elapsed_ms)}: ${detail ?? 'no reason given'}`;
  }
}

const PRESENCE: ReadonlyMap<string, string> = new Map([
  ['never_connected', 'has not called yet'],
  ['no_connection_yet', 'has not called yet'],
  ['uid_not_confirmed', 'has called; its cluster is being confirmed'],
  ['socket_closed', 'was here before; waiting until it calls again'],
  ['heartbeats_arrive', 'online'],
]);

/** State or cause of a connector's presence as a person waits for it; what is not usual at a start is shown as its code. */
export function presenceWords(code: string): string {
  return PRESENCE.get(code) ?? code;
}
