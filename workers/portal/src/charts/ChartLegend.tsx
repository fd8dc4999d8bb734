import type { ChartColor, ChartData } from './chart-types.ts';
import type { Readout } from './readout.ts';

type Props = {
  /** Names what is shaded. */
  worded: boolean;
  data: ChartData;
  readout: Readout /** The cursor is in the chart: these are its values, not the latest. */;
  pointed: boolean;
};

/** The lines of a chart with their values, latest or under the cursor; what is shaded; what happened there. */
export function ChartLegend({ data, pointed, readout, worded }: Props) {
  const shades = worded ? distinct(data.windows ?? []) : [];
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-1 text-ink-2">
      {data.lines.map(({ color, dashed, label }, line) => (
        <span key={label} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <svg aria-hidden="true" width="14" height="3" className="shrink-0">
            <line
              x1="0"
              y1="1.5"
              x2="14"
              y2="1.5"
              strokeWidth="3"
              {...(dashed ? { strokeDasharray: '4 3' } : {})}
              style={{ stroke: `var(--${color})` }}
            />
          </svg>
          {label} <span className="font-[550] text-ink">{readout.values[line] ?? 'no value'}</span>
        </span>
      ))}
      {shades.map(({ color, label }) => (
        <span key={label} className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <Shade color={color} />
          {label}
        </span>
      ))}
      {readout.time !== null && (
        // Last, at the edge and cut off, so that what is under the cursor never moves the chart below it.
        <span className="min-w-0 truncate text-ink-3 md:ml-auto">
          {pointed ? 'at' : 'latest'} {readout.time} UTC
          {pointed && readout.notes.length > 0 && <span className="font-[550] text-ink"> {readout.notes.join(', ')}</span>}
        </span>
      )}
    </div>
  );
}

function Shade({ color }: { color: ChartColor }) {
  return <span aria-hidden="true" className="size-2.5 shrink-0 opacity-50" style={{ background: `var(--${color})` }} />;
}

function distinct<Item extends { label: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.label, item])).values()];
}
