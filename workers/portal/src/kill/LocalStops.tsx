import { CodeBlock } from '../ui/CodeBlock.tsx';
import { localCommands } from './local-commands.ts';
import type { KillScope } from './scope.ts';
import type { KillFacts } from './use-kill-facts.ts';

/** More would bury the form; the page lists the clusters. */
const CLUSTERS_SHOWN = 3;

/** How to stop without us: in the cluster, with kubectl. */
export function LocalStops({ facts, open, scope }: { facts: KillFacts; scope: KillScope; open: boolean }) {
  const { clusters, names, snapshots, workloads } = facts;
  const commands = localCommands(scope, clusters, workloads, snapshots);
  return (
    // Remounted when it has to open by itself; otherwise the person opens and closes it.
    <details key={String(open)} open={open} className="rounded-1 border border-line px-3 py-2">
      <summary className="font-[550] max-md:py-1.5">If this page does not work: stop in the cluster</summary>
      <div className="mt-2 grid gap-3">
        <p className="text-ink-2">
          Works while our cloud is down. The annotation stops every workload of the namespace within a second: the API server
          itself then refuses. The ConfigMap stops this one connector, before its next request.
        </p>
        {commands.slice(0, CLUSTERS_SHOWN).map(({ annotate, cluster_id, configmap }) => {
          const where = cluster_id === null ? 'each cluster' : (names.clusters.get(cluster_id) ?? cluster_id);
          return (
            <div key={cluster_id ?? ''} className="grid gap-2">
              <CodeBlock label={`${where}: namespace annotation`} text={annotate} />
              <CodeBlock label={`${where}: ConfigMap`} text={configmap} />
            </div>
          );
        })}
        {commands.length > CLUSTERS_SHOWN && (
          <p className="text-ink-2">The same in the other {commands.length - CLUSTERS_SHOWN} clusters.</p>
        )}
      </div>
    </details>
  );
}
