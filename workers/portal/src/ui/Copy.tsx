import { Check, CopyIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { shorten } from './shorten.ts';

type Props = {
  text: string /** What is copied, for screen readers. */;
  label: string /** Shown instead of the shortened text. */;
  shown?: string;
};

/** An id or digest, short, with a button that copies the whole. */
export function Copy({ text, label, shown }: Props) {
  return (
    <span className="inline-flex max-w-full items-center gap-1 align-bottom">
      <code title={text} className="truncate">
        {shown ?? shorten(text)}
      </code>
      <CopyButton text={text} label={label} />
    </span>
  );
}

/** Only the button. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), 2_000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch (_refusedByBrowser) {
      setOutcome('refused');
    }
  };
  return (
    <>
      <button
        type="button"
        aria-label={`Copy ${label}`}
        title={`Copy ${label}`}
        onClick={() => void copy()}
        className="inline-grid size-6 shrink-0 place-items-center rounded-1 text-ink-3 hover:bg-canvas hover:text-ink"
      >
        {outcome === 'copied' ? <Check aria-hidden="true" size={14} /> : <CopyIcon aria-hidden="true" size={14} />}
      </button>
      <span role="status" className="sr-only">
        {outcome === 'copied'
          ? `Copied ${label}`
          : outcome === 'refused'
            ? 'The browser refused; select the text and copy it.'
            : ''}
      </span>
    </>
  );
}
