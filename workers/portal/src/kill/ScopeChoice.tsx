import { SelectField } from '../ui/Field.tsx';
import type { KillScope } from './scope.ts';
import type { KillFacts } from './use-kill-facts.ts';

type Props = { facts: KillFacts; chosen: KillScope; onChoose(scope: KillScope): void };

/** The organisation, one cluster or one workload. */
export function ScopeChoice({ chosen, facts: { clusters, names, organization, workloads }, onChoose }: Props) {
  const options = withChosen(workloads, chosen);
  const [firstCluster] = clusters;
  const [firstWorkload] = options;
  const count = clusters.length === 1 ? 'its one cluster' : `${clusters.length} clusters`;
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2">
      <legend className="mb-1 font-[550]">What to stop</legend>
      <div className="grid grid-cols-1 rounded-1 border border-line-strong">
        <Choice
          label={
            <>
              Everything in <bdi>{organization.name}</bdi>
            </>
          }
          note={clusters.length === 0 ? 'also clusters that are added later' : count}
          checked={chosen.type === 'organization'}
          onChoose={() => onChoose({ type: 'organization', id: organization.id })}
        />
        <Choice
          label="One cluster"
          note={firstCluster === undefined ? 'there is none yet' : null}
          checked={chosen.type === 'cluster'}
          onChoose={firstCluster === undefined ? null : () => onChoose({ type: 'cluster', id: firstCluster.id })}
        />
        <Choice
          label="One workload"
          note={firstWorkload === undefined ? 'none is known yet: no connector names one, no plan is open' : null}
          checked={chosen.type === 'workload'}
          onChoose={firstWorkload === undefined ? null : () => onChoose({ type: 'workload', id: firstWorkload.scope_id })}
        />
      </div>
      {chosen.type === 'cluster' && (
        <SelectField
          label="Cluster"
          className="max-md:min-h-11 max-md:text-3"
          value={chosen.id}
          onChange={({ target }) => onChoose({ type: 'cluster', id: target.value })}
        >
          {clusters.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          {!clusters.some(({ id }) => id === chosen.id) && <option value={chosen.id}>{chosen.id}</option>}
        </SelectField>
      )}
      {chosen.type === 'workload' && (
        <SelectField
          label="Workload"
          className="max-md:min-h-11 max-md:text-3"
          value={chosen.id}
          onChange={({ target }) => onChoose({ type: 'workload', id: target.value })}
        >
          {options.map(({ cluster_id, name, namespace, scope_id }) => (
            <option key={scope_id} value={scope_id}>
              {`${namespace}/${name} in ${names.clusters.get(cluster_id) ?? cluster_id}`}
            </option>
          ))}
        </SelectField>
      )}
    </fieldset>
  );
}

/** A workload that a page named stays a choice, whether or not anything else tells of it. */
function withChosen(workloads: KillFacts['workloads'], { id, type }: KillScope): KillFacts['workloads'] {
  if (type !== 'workload' || workloads.some(({ scope_id }) => scope_id === id)) return workloads;
  const [cluster_id = '', namespace = '', name = ''] = id.split('/');
  return [...workloads, { scope_id: id, cluster_id, namespace, name }];
}

type ChoiceProps = { label: React.ReactNode; note: string | null; checked: boolean; onChoose: (() => void) | null };

function Choice({ checked, label, note, onChoose }: ChoiceProps) {
  return (
    <label className="flex min-h-9 items-center gap-2.5 border-t border-line px-3 py-1.5 first:border-t-0 has-checked:bg-accent-soft max-md:min-h-12">
      <input
        type="radio"
        name="scope"
        className="size-4 shrink-0 accent-accent"
        checked={checked}
        disabled={onChoose === null}
        onChange={() => onChoose?.()}
      />
      <span className="min-w-0 break-words">
        {label}
        {note !== null && <span className="text-1 text-ink-2">{` · ${note}`}</span>}
      </span>
    </label>
  );
}
