import { CheckField } from '../../ui/Field.tsx';
import { INVARIANT_WORDS, RULED_INVARIANTS } from '../words/invariant-words.ts';
import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { useForm } from './form-context.ts';
import { setListed, textsAt } from './form-edits.ts';

/** Invariants that nothing evaluates are shown this far; the rest is in the JSON. */
const MOST_FOREIGN = 20;

export function InvariantsSection() {
  const { document, edit, original } = useForm();
  const set = textsAt(document, ['invariants']) ?? [];
  const foreign = [...new Set(set)]
    .filter((name) => !RULED_INVARIANTS.includes(name) && name.trim() !== '')
    .slice(0, MOST_FOREIGN);
  return (
    <FormSection
      title="Invariants"
      lead="Rules on the effect itself, whatever a plan says. One that a connector cannot evaluate refuses every apply."
    >
      <div className="grid gap-2.5">
        {[...RULED_INVARIANTS, ...foreign].map((name) => (
          <CheckField
            key={name}
            label={
              <code className="break-all">
                <bdi>{name}</bdi>
              </code>
            }
            checked={set.includes(name)}
            onChange={({ currentTarget }) =>
              edit(setListed(['invariants'], name, currentTarget.checked, original, RULED_INVARIANTS))
            }
            hint={INVARIANT_WORDS[name] ?? 'No connector evaluates this one, so it refuses every apply (invariant_unknown).'}
          />
        ))}
      </div>
      <FieldMarks path="invariants" />
    </FormSection>
  );
}
