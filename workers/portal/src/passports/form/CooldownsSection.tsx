import { isJsonObject } from '@modekeeper/contracts/json/value';
import { valueAt } from '../document/json-node.ts';
import { CarriedList } from './CarriedList.tsx';
import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { useForm } from './form-context.ts';

export function CooldownsSection() {
  const { document } = useForm();
  const cooldowns = valueAt(document, ['cooldowns']);
  return (
    <FormSection
      title="Named cooldowns"
      lead="Notes on single chords and steps. What is enforced is the cooldown above, and each chord’s own from the catalog."
    >
      <CarriedList entries={isJsonObject(cooldowns) ? cooldowns : {}} empty="None." />
      <FieldMarks path="cooldowns" />
    </FormSection>
  );
}
