import { BUCKET_MS } from '@modekeeper/contracts/bucket-widths';
import { cx } from '../../ui/cx.ts';
import { RANGES, type RangeId } from './ranges.ts';

/** How far back the charts go. */
export function RangePicker({ chosen, onChoose }: { chosen: RangeId; onChoose(id: RangeId): void }) {
  return (
    <fieldset className="inline-flex rounded-1 border border-line-strong bg-surface">
      <legend className="sr-only">Time range</legend>
      {RANGES.map(({ bucket_ms, id, label }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          title={bucket_ms === BUCKET_MS.fine ? 'Buckets of 10 s' : 'Buckets of 5 min'}
          onClick={() => onChoose(id)}
          className={cx(
            'border-l border-line px-2.5 py-1 text-1 whitespace-nowrap first-of-type:border-l-0',
            id === chosen ? 'bg-accent-soft font-[550] text-ink' : 'text-ink-2 hover:bg-canvas',
          )}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
