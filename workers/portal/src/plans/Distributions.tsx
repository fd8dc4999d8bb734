import { formatValue } from '@modekeeper/evidence/format-value';
import type { Distribution } from './distribution.ts';

type Props = { before: Distribution | null; after: Distribution | null };

/** Step times of two spans on one scale: line from fastest to slowest, bar for the middle half, mark for the median. */
export function Distributions({ after, before }: Props) {
  const all = [before, after].filter((one) => one !== null);
  const top = Math.max(...all.map(({ max }) => max), 1);
  return (
    <div className="grid gap-2">
      <Row name="Before" of={before} top={top} color="bg-ink-3" empty="Not recorded: no buckets of that time are kept." />
      <Row name="After" of={after} top={top} color="bg-accent" empty="Nothing was measured after it yet." />
      <p aria-hidden="true" className="ml-16 flex justify-between text-1 text-ink-3">
        <span>0 ms</span>
        <span>{formatValue(top, 'ms')}</span>
      </p>
    </div>
  );
}

type RowProps = { name: string; of: Distribution | null; top: number; color: string; empty: string };

function Row({ color, empty, name, of, top }: RowProps) {
  const at = (value: number) => `${(value / top) * 100}%`;
  const to = (value: number) => `${100 - (value / top) * 100}%`;
  return (
    <div className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-end gap-x-2">
      {/* Its middle is the line of the row. */}
      <span className="text-1 leading-6 text-ink-2">{name}</span>
      {of === null ? (
        <span className="text-1 text-ink-3">{empty}</span>
      ) : (
        <div
          role="img"
          aria-label={`${name}: median ${formatValue(of.median, 'ms')}, middle half ${formatValue(of.low, 'ms')} to ${formatValue(of.high, 'ms')}, fastest ${formatValue(of.min, 'ms')}, slowest ${formatValue(of.max, 'ms')}, ${of.samples} steps`}
          title={`${of.samples} steps in ${of.buckets} buckets`}
          className="relative h-8"
        >
          <div className="absolute top-5 h-px bg-line-strong" style={{ left: at(of.min), right: to(of.max) }} />
          <div
            className={`absolute top-3.5 h-3 rounded-1 opacity-40 ${color}`}
            style={{ left: at(of.low), right: to(of.high) }}
          />
          <div className={`absolute top-2.5 h-5 w-0.5 -translate-x-1/2 ${color}`} style={{ left: at(of.median) }} />
          <span
            className="absolute -top-1 text-1 font-[550] whitespace-nowrap"
            style={of.median / top > 0.8 ? { right: to(of.median) } : { left: at(of.median) }}
          >
            {formatValue(of.median, 'ms')}
          </span>
        </div>
      )}
    </div>
  );
}
