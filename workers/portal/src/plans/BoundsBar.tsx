import { valueWords } from '@modekeeper/engine/knob-words';

type Props = { min: number; max: number; from: number | null; to: number | null };

/** Where a knob stands now (ring) and then (dot) between its bounds. What lies outside is drawn at the edge. */
export function BoundsBar({ from, max, min, to }: Props) {
  const place = (value: number) => `${Math.min(100, Math.max(0, max === min ? 50 : ((value - min) / (max - min)) * 100))}%`;
  const [left, right] = from === null || to === null ? [null, null] : [Math.min(from, to), Math.max(from, to)];
  return (
    <div
      role="img"
      aria-label={`From ${valueWords(from)} to ${valueWords(to)}, between ${valueWords(min)} and ${valueWords(max)}`}
      className="relative mx-1.5 h-3"
    >
      <div className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 rounded-full bg-line" />
      {left !== null && right !== null && (
        <div
          className="absolute top-1/2 h-1 -translate-y-1/2 bg-accent opacity-60"
          style={{ left: place(left), right: `calc(100% - ${place(right)})` }}
        />
      )}
      {from !== null && (
        <div
          className="absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-ink-3 bg-surface"
          style={{ left: place(from) }}
        />
      )}
      {to !== null && (
        <div
          className="absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent"
          style={{ left: place(to) }}
        />
      )}
    </div>
  );
}
