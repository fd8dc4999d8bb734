import type { Api } from '../../api/types.ts';
import { presenceCause } from '../presence-words.ts';
import { usePresence } from '../use-presence.ts';
import type { Range } from './ranges.ts';
import type { Workload } from './use-workloads.ts';

type Props = { cluster: Api<'Cluster'>; workload: Workload; range: Range };

const NO_COARSE =
  'Buckets of 5 minutes are sent once they are over, and none has come yet. Choose a shorter range for what is seen now.';

/** Why a workload shows nothing in this range, as far as the connector says. */
export function NoSamples({ cluster, range, workload: { series } }: Props) {
  const { cause, state } = usePresence(cluster.id, cluster.presence);
  const pods = series?.pods ?? null;
  return (
    <div className="grid gap-1 py-2">
      <p className="font-[550]">No samples in the last {range.label}</p>
      <p className="max-w-[74ch] text-ink-2">
        {state !== 'connected' ? presenceCause({ state, cause }) : range.bucket === 'coarse' ? NO_COARSE : podsWords(pods)}
      </p>
    </div>
  );
}

/** What the connector's word on its pods means for a workload that shows nothing. */
export function podsWords(pods: { followed: number; not_observed: number } | null): string {
  if (pods === null)
    return 'The connector has not said yet which pods it follows. It sends what it has within 10 seconds, and every 5 minutes.';
  if (pods.followed === 0) {
    return 'The connector follows no pod: none of this workload is running, or it may not list them. Look at the workload, and at the rights under Connector.';
  }
  const beyond = pods.not_observed === 0 ? '' : ` ${pods.not_observed} more are not observed.`;
  return `The connector follows ${pods.followed === 1 ? '1 pod' : `${pods.followed} pods`}, but no telemetry line was read yet.${beyond} The container named in targets[].container must print one line of telemetry per step to its standard output.`;
}
