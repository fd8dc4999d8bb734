import { ClipboardCheck, ClipboardCopy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';

/** Copies file and command together, for a shell that is not on this computer. */
export function PasteButton({ forbidden, text }: { text: string; forbidden: string | null }) {
  const [outcome, setOutcome] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch (_refusedByBrowser) {
      setOutcome('refused');
    }
  };
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button small forbidden={forbidden} onClick={() => void copy()}>
        {outcome === 'copied' ? <ClipboardCheck aria-hidden="true" size={14} /> : <ClipboardCopy aria-hidden="true" size={14} />}
        Copy file and command as one paste
      </Button>
      <span role="status" className="text-1 text-ink-2">
        {outcome === 'copied' && 'Copied. Paste it into a shell that reaches the cluster.'}
        {outcome === 'refused' && 'The browser refused; copy file and command one by one.'}
      </span>
    </p>
  );
}
