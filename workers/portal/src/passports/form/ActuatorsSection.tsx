import { isJsonObject } from '@modekeeper/contracts/json/value';
import { KNOB_REGISTRY } from '@modekeeper/engine/knob-registry';
import { valueAt } from '../document/json-node.ts';
import { FieldMarks } from './FieldMarks.tsx';
import { FormSection } from './FormSection.tsx';
import { useForm } from './form-context.ts';
import { textsAt } from './form-edits.ts';
import { KNOB_GRID, KnobRow } from './KnobRow.tsx';

const REGISTERED: readonly string[] = KNOB_REGISTRY.map(({ knob }) => knob);
/** Names that the registry does not know are shown this far; the rest is in the JSON. */
const MOST_FOREIGN = 20;

export function ActuatorsSection() {
  const { document } = useForm();
  const limits = valueAt(document, ['limits', 'knob_limits']);
  const named = [
    ...(textsAt(document, ['allowed_actuators', 'hot']) ?? []),
    ...(textsAt(document, ['allowed_actuators', 'cold']) ?? []),
    ...(isJsonObject(limits) ? Object.keys(limits) : []),
  ];
  const foreign = [...new Set(named)].filter((knob) => !REGISTERED.includes(knob) && knob.trim() !== '');
  return (
    <FormSection
      title="Knobs"
      lead="Hot: changed while the job runs. Cold: changed by a rollout, which restarts its pods. Bounds are inclusive; without bounds of its own the registry’s hold. The guard policy refuses anything else inside the cluster."
    >
      <div>
        {/* Each control says its own name; the heads are for eyes. */}
        <div aria-hidden="true" className={`${KNOB_GRID} pb-1 text-1 text-ink-3`}>
          <span className="max-md:hidden">Knob</span>
          <span>Changes</span>
          <span className="text-right">Least</span>
          <span className="text-right">Greatest</span>
        </div>
        <ul className="grid min-w-0">
          {[...REGISTERED, ...foreign.slice(0, MOST_FOREIGN)].map((knob) => (
            <KnobRow key={knob} knob={knob} />
          ))}
        </ul>
      </div>
      {foreign.length > MOST_FOREIGN && (
        <p className="text-1 text-ink-3">
          and {foreign.length - MOST_FOREIGN} more names that the registry does not know, in the JSON.
        </p>
      )}
      <FieldMarks path="allowed_actuators" />
      <FieldMarks path="limits.knob_limits" />
    </FormSection>
  );
}
