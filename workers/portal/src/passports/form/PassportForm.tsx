import { useMemo } from 'react';
import type { DraftMark } from '../document/check-draft.ts';
import type { Editor } from '../editor/use-editor.ts';
import { ActuatorsSection } from './ActuatorsSection.tsx';
import { ChordsSection } from './ChordsSection.tsx';
import { CooldownsSection } from './CooldownsSection.tsx';
import { FreezeSection } from './FreezeSection.tsx';
import { FormContext } from './form-context.ts';
import type { Original } from './form-edits.ts';
import { GatesSection } from './GatesSection.tsx';
import { IdentitySection } from './IdentitySection.tsx';
import { InvariantsSection } from './InvariantsSection.tsx';
import { PaceSection } from './PaceSection.tsx';

const NOTHING_SAID: readonly DraftMark[] = [];

type Props = { editor: Editor; original: Original; nameFree?: boolean };

/** The document as controls. While its JSON cannot be read, it shows what was last readable and waits. */
export function PassportForm({ editor, nameFree = false, original }: Props) {
  const { checked, document, edit, reading } = editor;
  const off = reading.flaws.length > 0;
  // What is said of a text that cannot be read belongs to that text, not to what the form still shows.
  const marks = off ? NOTHING_SAID : checked.marks;
  const form = useMemo(() => ({ document, edit, marks, nameFree, original }), [document, edit, marks, nameFree, original]);
  return (
    <FormContext value={form}>
      {off && (
        <p role="status" className="border-b border-line bg-warn-soft px-4 py-2 text-warn">
          The JSON cannot be read at line {checked.marks[0]?.line ?? 1}, so the form waits: it shows what was last readable.
        </p>
      )}
      {typeof document !== 'object' || document === null || Array.isArray(document) ? (
        <p className="px-4 py-4 text-ink-2">The form comes back once the JSON is an object, as {'{ … }'}.</p>
      ) : (
        <fieldset disabled={off} className={`min-w-0 ${off ? 'opacity-60' : ''}`}>
          <legend className="sr-only">Passport</legend>
          <IdentitySection />
          <ChordsSection />
          <ActuatorsSection />
          <PaceSection />
          <FreezeSection />
          <InvariantsSection />
          <GatesSection />
          <CooldownsSection />
        </fieldset>
      )}
    </FormContext>
  );
}
