import { Plus } from 'lucide-react';
import { serverNow } from '../../time/clock.ts';
import { Button } from '../../ui/Button.tsx';
import { valueAt } from '../document/json-node.ts';
import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { FreezeRow } from './FreezeRow.tsx';
import { useForm } from './form-context.ts';
import { addWindow } from './form-edits.ts';

/** More windows than these are in the JSON only. */
const MOST_SHOWN = 30;

export function FreezeSection() {
  const { document, edit } = useForm();
  const value = valueAt(document, ['limits', 'freeze_windows']);
  const windows = Array.isArray(value) ? value : [];
  return (
    <FormSection
      title="Freeze windows"
      lead="From start to just before end nothing is applied. ISO-8601; a time that names no offset is UTC."
    >
      {windows.length === 0 && <p className="text-ink-3">None: changes may come at any time.</p>}
      {windows.slice(0, MOST_SHOWN).map((_, index) => (
        // Windows have no names; one that is taken out renumbers the rest, as in the document.
        <FreezeRow key={`window-${String(index)}`} index={index} />
      ))}
      {windows.length > MOST_SHOWN && <p className="text-1 text-ink-3">and {windows.length - MOST_SHOWN} more in the JSON.</p>}
      <FieldMarks path="limits.freeze_windows" />
      <div>
        <Button small onClick={() => edit(addWindow(serverNow()))}>
          <Plus aria-hidden="true" size={14} />
          Add window
        </Button>
      </div>
    </FormSection>
  );
}
