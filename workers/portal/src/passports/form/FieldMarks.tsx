import { CircleAlert, Info } from 'lucide-react';
import { marksUnder, useForm } from './form-context.ts';

/** A document can be wrong in thousands of places; here the first few, in the JSON all. */
const MOST_SHOWN = 6;

/** What there is to say about a part of the document, under its controls. `except`: paths whose own control says it; `elsewhere`: with all below. */
export function FieldMarks({
  path,
  except = [],
  elsewhere = [],
}: {
  path: string;
  except?: readonly string[];
  elsewhere?: readonly string[];
}) {
  const { marks } = useForm();
  const others = elsewhere.flatMap((other) => marksUnder(marks, other));
  const shown = marksUnder(marks, path).filter((mark) => !except.includes(mark.path) && !others.includes(mark));
  if (shown.length === 0) return null;
  const sorted = shown.toSorted((left, right) => Number(right.kind === 'error') - Number(left.kind === 'error'));
  return (
    <ul className="grid gap-1">
      {sorted.slice(0, MOST_SHOWN).map(({ kind, message, path: own, start }) => (
        <li
          key={`${own} ${start} ${message}`}
          className={`flex items-start gap-2 text-1 ${kind === 'error' ? 'font-[550] text-bad' : 'text-info'}`}
        >
          {kind === 'error' ? (
            <CircleAlert aria-label="Error" size={14} className="mt-px shrink-0" />
          ) : (
            <Info aria-label="Note" size={14} className="mt-px shrink-0" />
          )}
          <bdi className="min-w-0 break-words">{message}</bdi>
        </li>
      ))}
      {shown.length > MOST_SHOWN && (
        <li className="text-1 text-ink-3">and {shown.length - MOST_SHOWN} more, listed beside the JSON.</li>
      )}
    </ul>
  );
}
