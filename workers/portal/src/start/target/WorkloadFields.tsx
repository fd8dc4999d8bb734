import { TextField } from '../../ui/Field.tsx';
import type { InstallChoice } from '../address.ts';
import type { ChoiceProblems } from './choice-problems.ts';

type Props = { choice: InstallChoice; problems: ChoiceProblems; onChange(patch: Partial<InstallChoice>): void };

const NAME_INPUT = { autoComplete: 'off', autoCapitalize: 'none', spellCheck: false } as const;

/** Which workload is observed. */
export function WorkloadFields({ choice, onChange, problems }: Props) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-[550]">Workload to observe</legend>
      <div className="grid grid-cols-3 items-start gap-3 max-md:grid-cols-1">
        <TextField
          {...NAME_INPUT}
          label="Namespace"
          hint="It must exist before the connector is installed."
          value={choice.target_namespace}
          error={problems.target_namespace}
          onChange={({ target }) => onChange({ target_namespace: target.value.trim() })}
        />
        <TextField
          {...NAME_INPUT}
          label="Deployment"
          hint="The training job."
          value={choice.target}
          error={problems.target}
          onChange={({ target }) => onChange({ target: target.value.trim() })}
        />
        <TextField
          {...NAME_INPUT}
          label="Container"
          hint="Whose log carries the telemetry."
          placeholder={choice.target}
          value={choice.container}
          error={problems.container}
          onChange={({ target }) => onChange({ container: target.value.trim() })}
        />
      </div>
    </fieldset>
  );
}

/** Where the connector itself runs. */
export function PlaceFields({ choice, onChange, problems }: Props) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-[550]">Where the connector runs</legend>
      <div className="grid grid-cols-3 items-start gap-3 max-md:grid-cols-1">
        <TextField
          {...NAME_INPUT}
          label="Connector namespace"
          hint="Made by Helm if it is not there."
          value={choice.namespace}
          error={problems.namespace}
          onChange={({ target }) => onChange({ namespace: target.value.trim() })}
        />
        <TextField
          {...NAME_INPUT}
          label="Helm release"
          hint="A second connector in one cluster needs another."
          value={choice.release}
          error={problems.release}
          onChange={({ target }) => onChange({ release: target.value.trim() })}
        />
      </div>
    </fieldset>
  );
}
