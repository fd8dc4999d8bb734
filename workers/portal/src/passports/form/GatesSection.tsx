import { isJsonObject } from '@modekeeper/contracts/json/value';
import { valueAt } from '../document/json-node.ts';
import { CarriedList } from './CarriedList.tsx';
import { ConsequentialSwitch } from './ConsequentialSwitch.tsx';
import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { useForm } from './form-context.ts';

/** The gates that a connector evaluates; the others are only carried. */
const EVALUATED = ['apply', 'allow_unsafe_rollout'];

export function GatesSection() {
  const { document } = useForm();
  const gates = valueAt(document, ['gates']);
  return (
    <FormSection
      title="Gates"
      lead="What these switches open is still held by every other gate: kill switch, licence, proof, approval, guard."
    >
      <ConsequentialSwitch
        path={['gates', 'apply']}
        label="Apply"
        on="On: once a cluster mounts this version, approved plans change workloads there."
        off="Off: plans are proposed and proved, and nothing is ever changed."
      />
      <ConsequentialSwitch
        path={['gates', 'allow_unsafe_rollout']}
        label="Allow unsafe rollouts"
        on="On: a rollout may run two copies of a job at once, as with maxSurge above 0. Two trainers may write one checkpoint."
        off="Off: only Recreate, or a rolling update with maxSurge 0, is changed."
      />
      <CarriedList entries={isJsonObject(gates) ? gates : {}} without={EVALUATED} empty="No other gates." />
      <FieldMarks path="gates" />
    </FormSection>
  );
}
