import { TextArea, TextField } from '../../ui/Field.tsx';
import { valueAt } from '../document/json-node.ts';
import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { errorAt, useForm } from './form-context.ts';
import { setField } from './form-edits.ts';

export function IdentitySection() {
  const { document, edit, marks, nameFree } = useForm();
  const text = (key: string): string => {
    const value = valueAt(document, [key]);
    return typeof value === 'string' ? value : '';
  };
  return (
    <FormSection title="Identity" lead="How people and Helm values call it.">
      <TextField
        label="Name"
        dir="auto"
        value={text('name')}
        readOnly={!nameFree}
        onChange={({ currentTarget }) => edit(setField(['name'], currentTarget.value))}
        error={errorAt(marks, 'name')}
        hint={nameFree ? 'Versions keep it.' : 'Every version keeps the name; make a new passport for another one.'}
        className={nameFree ? undefined : 'bg-canvas text-ink-2'}
      />
      <TextArea
        label="Description"
        dir="auto"
        rows={2}
        value={text('description')}
        onChange={({ currentTarget }) => edit(setField(['description'], currentTarget.value))}
        hint="For people; nothing is decided by it."
      />
      <FieldMarks path="schema_version" />
    </FormSection>
  );
}
