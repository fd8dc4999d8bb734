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
