import type { ChartColor } from './chart-types.ts';
import { sparklinePath } from './sparkline-path.ts';

const SIZE = { width: 120, height: 28 };

type Props = {
  /** At even distances, oldest first; null where nothing was measured. */
  values: readonly (number | null)[];
  /** What it says in words: `Step time over the last hour, now 1,950 ms`. */
  label: string;
  color?: ChartColor;
};

/** A tiny line for cards, without axes: its numbers stand beside it. */
export function Sparkline({ color = 'ink-2', label, values }: Props) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`-2 -2 ${SIZE.width + 4} ${SIZE.height + 4}`}
      preserveAspectRatio="none"
      className="h-8 w-full"
      fill="none"
    >
      <path
        d={sparklinePath(values, SIZE)}
        style={{ stroke: `var(--${color})` }}
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
