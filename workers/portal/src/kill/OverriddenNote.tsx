import { TriangleAlert } from 'lucide-react';
import { overriddenCommands } from './local-sources.ts';
import type { KillFacts } from './use-kill-facts.ts';

/** Says which clusters do not obey a stop of the control plane, because their own chart sets it aside; nothing where all obey. */
export function OverriddenNote({ facts: { names, snapshots } }: { facts: KillFacts }) {
  const commands = overriddenCommands(snapshots);
  if (commands.length === 0) return null;
  return (
    <ul className="grid gap-1.5 rounded-1 bg-warn-soft px-3 py-2.5">
      {commands.map(({ cluster_id, id }) => (
        <li key={`${cluster_id} ${id}`} className="flex items-start gap-2">
          <TriangleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-warn" />
          <span className="min-w-0 break-words">
            Cluster <bdi className="font-[550]">{names.clusters.get(cluster_id) ?? cluster_id}</bdi> does not obey command{' '}
            <code>{id}</code>: its chart value <code>killSwitch.overrideCloud</code> sets it aside. Stop again here, or in the
            cluster itself.
          </span>
        </li>
      ))}
    </ul>
  );
}
