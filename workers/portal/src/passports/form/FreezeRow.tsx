import { parseIsoTime } from '@modekeeper/engine/iso-time';
import { formatUtc } from '@modekeeper/evidence/format-time';
import { X } from 'lucide-react';
import { formatRelative } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { TextField } from '../../ui/Field.tsx';
import { type JsonPath, valueAt } from '../document/json-node.ts';
import { errorAt, useForm } from './form-context.ts';
import { removeWindow, setField, setReason } from './form-edits.ts';

/** One freeze window; under each time what it means. */
export function FreezeRow({ index }: { index: number }) {
  const { document, edit, marks, original } = useForm();
  const now_ms = useNow(30_000);
  const path: JsonPath = ['limits', 'freeze_windows', index];
  const text = (key: string): string => {
    const value = valueAt(document, [...path, key]);
    return typeof value === 'string' ? value : '';
  };
  const meaning = (key: string): string => {
    const at_ms = parseIsoTime(text(key));
    return at_ms === null ? 'no time yet' : `${formatUtc(at_ms)}, ${formatRelative(at_ms, now_ms)}`;
  };
  const dotted = `limits.freeze_windows[${index}]`;
  const time = (key: 'start' | 'end', label: string) => (
    <TextField
      label={label}
      value={text(key)}
      onChange={({ currentTarget }) => edit(setField([...path, key], currentTarget.value))}
      aria-invalid={errorAt(marks, `${dotted}.${key}`) !== null || undefined}
      hint={meaning(key)}
    />
  );
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_1.75rem] items-start gap-x-3 gap-y-2 rounded-1 border border-line p-3 max-md:grid-cols-[minmax(0,1fr)_1.75rem]">
      <legend className="sr-only">Freeze window {index + 1}</legend>
      {time('start', 'Start')}
      <div className="max-md:col-start-1">{time('end', 'End')}</div>
      <button
        type="button"
        aria-label={`Remove freeze window ${index + 1}`}
        title="Remove this window"
        onClick={() => edit(removeWindow(index, original))}
        className="mt-7 grid size-7 place-items-center rounded-1 text-ink-3 hover:bg-canvas hover:text-ink max-md:col-start-2 max-md:row-start-1"
      >
        <X aria-hidden="true" size={14} />
      </button>
      <div className="col-span-2 max-md:col-span-1 max-md:col-start-1">
        <TextField
          label="Reason"
          dir="auto"
          value={text('reason')}
          onChange={({ currentTarget }) => edit(setReason(index, currentTarget.value))}
          hint="Shown with every plan that it holds back."
        />
      </div>
    </fieldset>
  );
}
