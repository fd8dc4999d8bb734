import { type ClipboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { type DraftMark, LARGEST_TEXT } from '../document/check-draft.ts';
import { TextLines } from '../document/text-lines.ts';
import { EditorLines } from './EditorLines.tsx';
import { sizeInWords } from './size-words.ts';
import { useVisibleLines } from './use-visible-lines.ts';

type Props = {
  text: string;
  onChange(text: string): void;
  marks: readonly DraftMark[];
  area: RefObject<HTMLTextAreaElement | null>;
  label: string;
  /** Id of the list that names the marks. */
  describedBy: string;
};

/**
 * The document as the person writes it, with line numbers; lines with something to say are marked. What is too large is not taken over,
 * and the text that was there stays.
 */
export function JsonEditor({ area, describedBy, label, marks, onChange, text }: Props) {
  const refused = useId();
  const [tooLarge, setTooLarge] = useState<number | null>(null);
  const lines = useMemo(() => new TextLines(text), [text]);
  const view = useVisibleLines(area, lines.count);
  const take = (next: string) => {
    if (next.length > LARGEST_TEXT) {
      setTooLarge(next.length);
      // The browser had scrolled to the end of what is not taken over.
      requestAnimationFrame(() => area.current?.scrollTo(0, 0));
      return;
    }
    setTooLarge(null);
    onChange(next);
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const pasted = event.clipboardData.getData('text/plain').length;
    const { selectionEnd, selectionStart } = event.currentTarget;
    const size = text.length - (selectionEnd - selectionStart) + pasted;
    if (size <= LARGEST_TEXT) return;
    // Before the browser lays out a megabyte.
    event.preventDefault();
    setTooLarge(size);
  };
  const faulty = marks.some(({ kind }) => kind === 'error');
  return (
    <div className="grid min-w-0 gap-2">
      <div className="relative flex h-[calc(100dvh-26rem)] min-h-72 min-w-0 overflow-hidden rounded-1 border border-line-strong bg-surface focus-within:outline-2 focus-within:outline-accent">
        <EditorLines view={view} marks={marks} count={lines.count} />
        <textarea
          ref={area}
          aria-label={label}
          aria-describedby={tooLarge === null ? describedBy : `${refused} ${describedBy}`}
          aria-invalid={faulty || undefined}
          className="mono relative min-w-0 flex-1 resize-none overflow-auto bg-transparent py-2 pr-3 pl-2 leading-5 whitespace-pre text-ink outline-none"
          wrap="off"
          dir="ltr"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          value={text}
          onChange={({ currentTarget }) => take(currentTarget.value)}
          onPaste={onPaste}
          onScroll={view.onScroll}
        />
      </div>
      {tooLarge !== null && (
        <p id={refused} role="alert" className="rounded-1 bg-bad-soft px-3 py-2 text-bad">
          Not taken over: the text would be {sizeInWords(tooLarge)}, and a passport is at most {sizeInWords(LARGEST_TEXT)}. What
          was here before is unchanged.
        </p>
      )}
    </div>
  );
}
