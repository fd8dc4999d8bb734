import { useId } from 'react';
import { type JsonPath, valueAt } from '../document/json-node.ts';
import { useForm } from './form-context.ts';
import { setField } from './form-edits.ts';

type Props = { path: JsonPath; label: string; on: string; off: string };

/** A switch whose consequence stands beside it, and which looks open when it is. */
export function ConsequentialSwitch({ label, off, on, path }: Props) {
  const { document, edit } = useForm();
  const words = useId();
  const value = valueAt(document, path);
  const open = value === true;
  return (
    <div
      className={`flex items-start gap-3 rounded-1 border p-3 ${open ? 'border-warn bg-warn-soft text-warn' : 'border-line bg-canvas text-ink-2'}`}
    >
      <button
        type="button"
        role="switch"
        aria-checked={open}
        aria-label={label}
        aria-describedby={words}
        onClick={() => edit(setField(path, !open))}
        className={`mt-0.5 flex h-5 w-9 shrink-0 items-center rounded-full border p-0.5 ${open ? 'justify-end border-warn bg-warn' : 'justify-start border-line-strong bg-surface'}`}
      >
        <span aria-hidden="true" className={`size-3.5 rounded-full ${open ? 'bg-surface' : 'bg-ink-3'}`} />
      </button>
      <div className="min-w-0">
        <p className="font-semibold text-ink">
          {label} <code className="font-normal text-ink-2">{path.join('.')}</code>
        </p>
        <p id={words} className={open ? 'text-warn' : 'text-ink-2'}>
          {open ? on : off}
          {!open && value !== undefined && value !== false && ' The value in the JSON is not true, and only true counts.'}
        </p>
      </div>
    </div>
  );
}
