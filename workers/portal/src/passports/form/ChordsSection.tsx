import { CheckField } from '../../ui/Field.tsx';
import { CHORD_WORDS } from '../words/chord-words.ts';
import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { useForm } from './form-context.ts';
import { setChord, textsAt } from './form-edits.ts';

export function ChordsSection() {
  const { document, edit, original } = useForm();
  const allowed = textsAt(document, ['allowed_chords']) ?? [];
  return (
    <FormSection
      title="Allowed chords"
      lead="A chord is a named set of knob moves that belong together. One that is not allowed is never planned here."
    >
      <div className="grid gap-2.5">
        {CHORD_WORDS.map(({ id, moves, words }) => (
          <CheckField
            key={id}
            label={<code>{id}</code>}
            checked={allowed.includes(id)}
            onChange={({ currentTarget }) => edit(setChord(id, currentTarget.checked, original))}
            hint={`${words} ${moves.length === 0 ? '' : `Moves ${moves.join(', ')}.`}`}
          />
        ))}
      </div>
      <FieldMarks path="allowed_chords" />
    </FormSection>
  );
}
