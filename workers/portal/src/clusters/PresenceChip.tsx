import type { Presence } from '@modekeeper/contracts';
import { useLiveSnapshot } from '../live/use-live.ts';
import { Chip } from '../ui/Chip.tsx';
import { PRESENCE_WORDS, presenceCause } from './presence-words.ts';

/** Presence of a cluster's connector: live where the page follows the cluster, else as the list said. Its cause on hover. */
export function PresenceChip({ cluster_id, listed }: { cluster_id: string; listed: { state: Presence; cause: string | null } }) {
  const live = useLiveSnapshot(cluster_id)?.presence;
  const { cause, state } = live ?? listed;
  const { icon, label, tone } = PRESENCE_WORDS[state];
  return (
    <Chip tone={tone} icon={icon} title={presenceCause({ state, cause })}>
      {label}
    </Chip>
  );
}
