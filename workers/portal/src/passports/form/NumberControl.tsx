import type { ReactNode } from 'react';
import { TextField } from '../../ui/Field.tsx';
import { type JsonPath, valueAt } from '../document/json-node.ts';
import { errorAt, useForm } from './form-context.ts';
import { numberFromText, setField, textFromNumber } from './form-edits.ts';

/** A whole number of the document. What is typed stands in the document as typed, and the rules refuse it in place. */
export function NumberControl({ hint, label, path }: { path: JsonPath; label: string; hint: ReactNode }) {
  const { document, edit, marks } = useForm();
  return (
    <TextField
      label={label}
      inputMode="numeric"
      value={textFromNumber(valueAt(document, path))}
      onChange={({ currentTarget }) => edit(setField(path, numberFromText(currentTarget.value)))}
      error={errorAt(marks, path.join('.'))}
      hint={hint}
      className="max-md:max-w-40"
    />
  );
}
