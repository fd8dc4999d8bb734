import { CircleAlert, Info } from 'lucide-react';
import type { DraftMark } from '../document/check-draft.ts';
import type { VisibleLines } from './use-visible-lines.ts';

type Props = { view: VisibleLines; marks: readonly DraftMark[]; count: number };

/** Line numbers beside the text, and a band behind each line that has something to say. Screen readers have the list below instead. */
export function EditorLines({ count, marks, view }: Props) {
  const lines = Array.from({ length: view.count }, (_, index) => view.first + index);
  const kinds = new Map<number, DraftMark['kind']>();
  for (const { kind, line } of marks) if (kinds.get(line) !== 'error') kinds.set(line, kind);
  const digits = Math.max(3, String(count).length);
  const moved = { transform: `translateY(${view.offset_px}px)` };
  return (
    <>
      <div aria-hidden="true" className="pointer-events-none absolute inset-0 overflow-hidden">
        <div style={moved}>
          {lines.map((line) => (
            <div key={line} className={`h-5 ${BANDS[kinds.get(line) ?? 'none']}`} />
          ))}
        </div>
      </div>
      <div
        aria-hidden="true"
        className="mono relative shrink-0 overflow-hidden border-r border-line text-right text-ink-3 select-none"
        style={{ width: `${digits + 3}ch` }}
      >
        <div style={moved}>
          {lines.map((line) => (
            <div key={line} className={`flex h-5 items-center justify-between px-1 leading-5 ${INKS[kinds.get(line) ?? 'none']}`}>
              <Sign kind={kinds.get(line)} />
              <span>{line}</span>
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

const BANDS = { error: 'bg-bad-soft', note: 'bg-info-soft', none: '' } as const;
const INKS = { error: 'text-bad', note: 'text-info', none: '' } as const;

function Sign({ kind }: { kind: DraftMark['kind'] | undefined }) {
  if (kind === 'error') return <CircleAlert size={12} />;
  if (kind === 'note') return <Info size={12} />;
  return <span />;
}
