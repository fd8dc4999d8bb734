import { formatUtc } from '@modekeeper/evidence/format-time';
import { formatLocal, formatRelative } from './format.ts';
import { useNow } from './use-now.ts';

type Props = { at: string | number };

/** A moment, relative; exact UTC and local time on hover and for screen readers. */
export function Time({ at }: Props) {
  const now_ms = useNow();
  const at_ms = typeof at === 'number' ? at : Date.parse(at);
  if (Number.isNaN(at_ms)) return <span>unknown</span>;
  return (
    <time
      dateTime={new Date(at_ms).toISOString()}
      className="whitespace-nowrap"
      title={`${formatUtc(at_ms)}\n${formatLocal(at_ms)}`}
    >
      {formatRelative(at_ms, now_ms)}
    </time>
  );
}
