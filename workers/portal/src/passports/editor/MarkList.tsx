import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { DraftMark } from '../document/check-draft.ts';
import { countMarks } from './count-marks.ts';

/** More than anybody goes through at once. */
const MOST_LISTED = 100;

type Props = { id: string; marks: readonly DraftMark[]; onGo(mark: DraftMark): void };

/** Everything that there is to say about the text, in its order; each leads to its place. */
export function MarkList({ id, marks, onGo }: Props) {
  const { errors, notes } = countMarks(marks);
  return (
    <div id={id} className="min-w-0">
      <p role="status" className="flex items-center gap-2 font-[550]">
        {errors === 0 ? (
          <CircleCheck aria-hidden="true" size={16} className="text-ok" />
        ) : (
          <CircleAlert aria-hidden="true" size={16} className="text-bad" />
        )}
        {errors === 0 ? 'Valid passport.v0' : errors === 1 ? '1 error' : `${errors} errors`}
        {notes > 0 && <span className="font-normal text-ink-2">{notes === 1 ? 'and 1 note' : `and ${notes} notes`}</span>}
      </p>
      {marks.length > 0 && (
        <ol className="mt-1 grid">
          {marks.slice(0, MOST_LISTED).map((mark, index) => (
            // A text can say the same twice at one place; the list is redone whole.
            <li key={`${index} ${mark.start} ${mark.path}`}>
              <button
                type="button"
                onClick={() => onGo(mark)}
                className="flex w-full min-w-0 items-start gap-2 rounded-1 px-2 py-1 text-left hover:bg-canvas"
              >
                {mark.kind === 'error' ? (
                  <CircleAlert aria-label="Error" size={14} className="mt-0.5 shrink-0 text-bad" />
                ) : (
                  <Info aria-label="Note" size={14} className="mt-0.5 shrink-0 text-info" />
                )}
                <span className="shrink-0 text-ink-3">Line {mark.line}</span>
                <span className="min-w-0 break-words">
                  <bdi>{mark.message}</bdi>
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
      {marks.length > MOST_LISTED && <p className="px-2 py-1 text-ink-3">and {marks.length - MOST_LISTED} more further down.</p>}
    </div>
  );
}
