import type { JsonValue } from '@modekeeper/contracts/json/value';
import { useEffect, useMemo, useState } from 'react';
import { type CheckedDraft, checkDraft } from '../document/check-draft.ts';
import { type JsonReading, readJson } from '../document/read-json.ts';
import type { FormEdit } from '../form/form-edits.ts';

/** Rules are judged once typing rests this long; the form follows every keystroke. */
const SETTLE_MS = 150;

export type Editor = {
  readonly text: string;
  readonly reading: JsonReading;
  /** Judged; a moment behind while somebody types. */
  readonly checked: CheckedDraft;
  /** The last document that could be read whole: what the form shows. */
  readonly document: JsonValue;
  setText(text: string): void;
  /** A change from the form; only while the text can be read. */
  edit(change: FormEdit): void;
};

/** One text, edited as JSON and by the form. `name`: what a version must keep, null for a new passport. */
export function useEditor(initial: string, name: string | null): Editor {
  const [text, setText] = useState(initial);
  const reading = useMemo(() => readJson(text), [text]);
  const [settled, setSettled] = useState({ text, reading });
  useEffect(() => {
    if (settled.text === text) return;
    const timer = setTimeout(() => setSettled({ text, reading }), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, reading, settled.text]);
  const checked = useMemo(() => checkDraft(settled.text, name, settled.reading), [settled, name]);
  const [document, setDocument] = useState(reading.root.value);
  // While rendering, as React advises for what is derived from what was before: no frame shows the old form.
  if (reading.flaws.length === 0 && document !== reading.root.value) setDocument(reading.root.value);
  return {
    text,
    reading,
    checked,
    document,
    setText,
    edit: (change) => setText((now) => (readJson(now).flaws.length === 0 ? change(now) : now)),
  };
}
