import { Download } from 'lucide-react';
import { Button } from './Button.tsx';
import { CopyButton } from './Copy.tsx';
import { download } from './download.ts';

type Props = {
  text: string;
  label: string;
  /** Offers the text as a file of this name. */
  fileName?: string;
  /** Shown in its place, where the text holds a secret; copy and download give the text itself. */
  shown?: string;
};

/** A command or a file to copy or save; scrolls inside itself. */
export function CodeBlock({ text, label, fileName, shown = text }: Props) {
  return (
    <figure className="min-w-0 rounded-1 border border-line bg-canvas">
      <figcaption className="flex items-center justify-between gap-2 border-b border-line py-1 pr-1.5 pl-3 text-1 text-ink-2">
        <span className="truncate">{fileName ?? label}</span>
        <span className="flex items-center gap-1">
          {fileName !== undefined && (
            <Button small look="quiet" aria-label={`Download ${fileName}`} onClick={() => download(fileName, text)}>
              <Download aria-hidden="true" size={14} />
              Download
            </Button>
          )}
          <CopyButton text={text} label={label} />
        </span>
      </figcaption>
      {/* Reachable by keyboard, so that what is wider than the screen can be scrolled. */}
      <section tabIndex={0} aria-label={label} className="max-h-96 overflow-auto">
        <pre className="px-3 py-2 leading-5 whitespace-pre">{shown}</pre>
      </section>
    </figure>
  );
}
