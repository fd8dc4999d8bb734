import type { JsonValue } from '@modekeeper/contracts/json/value';
import { createContext, useContext } from 'react';
import type { DraftMark } from '../document/check-draft.ts';
import type { FormEdit, Original } from './form-edits.ts';

export type FormState = {
  readonly document: JsonValue;
  /** As it was when editing began. */
  readonly original: Original;
  readonly marks: readonly DraftMark[];
  /** The name can be chosen: there is no passport of it yet. */
  readonly nameFree: boolean;
  edit(change: FormEdit): void;
};

export const FormContext = createContext<FormState | null>(null);

export function useForm(): FormState {
  const form = useContext(FormContext);
  if (form === null) throw new Error('useForm outside PassportForm');
  return form;
}

/** What there is to say about a dotted path and everything below it. */
export function marksUnder(marks: readonly DraftMark[], path: string): DraftMark[] {
  return marks.filter(({ path: own }) => own === path || own.startsWith(`${path}.`) || own.startsWith(`${path}[`));
}

/** The first error at exactly this path, for the control that holds it. */
export function errorAt(marks: readonly DraftMark[], path: string): string | null {
  return marks.find((mark) => mark.kind === 'error' && mark.path === path)?.message ?? null;
}
