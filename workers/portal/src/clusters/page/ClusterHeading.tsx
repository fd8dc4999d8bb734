import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Api } from '../../api/types.ts';
import { useScope } from '../../session/organization.ts';
import { environmentsQuery } from '../../shell/ScopeSwitch.tsx';
import { Time } from '../../time/Time.tsx';
import { LastSeen } from '../LastSeen.tsx';
import { MODE_WORDS } from '../mode-words.ts';
import { PresenceChip } from '../PresenceChip.tsx';
import { presenceCause } from '../presence-words.ts';
import { usePresence } from '../use-presence.ts';

type Props = { cluster: Api<'ClusterDetail'> };

/** Name and presence. */
export function ClusterHeading({ cluster }: Props) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <bdi className="max-w-full min-w-0 [overflow-wrap:anywhere]">{cluster.name}</bdi>
      <PresenceChip cluster_id={cluster.id} listed={cluster.presence} />
    </span>
  );
}

/** Why its presence is what it is and what to do about it; where it belongs and what it may do. */
export function ClusterLead({ cluster }: Props) {
  const { organization } = useScope();
  const { data } = useQuery(environmentsQuery(organization.id));
  const environment = data?.items.find(({ id }) => id === cluster.environment_id)?.name ?? '…';
  const { cause, last_seen_ms, state } = usePresence(cluster.id, cluster.presence);
  return (
    <div className="grid gap-1">
      <p>
        {presenceCause({ state, cause })}
        {(state === 'late' || state === 'lost') && last_seen_ms !== null && (
          <>
            {' '}
            Last sign of life <Time at={last_seen_ms} />.
          </>
        )}
        {cluster.state === 'pending' && (
          <>
            {' '}
            <Link to="/start" search={{ cluster: cluster.id }} className="link">
              Go on with the guide
            </Link>
          </>
        )}
      </p>
      <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-1 text-ink-3">
        <span>
          Environment <bdi className="text-ink-2">{environment}</bdi>
        </span>
        {cluster.mode !== null && (
          <span title={MODE_WORDS[cluster.mode].meaning}>
            Mode <span className="text-ink-2">{MODE_WORDS[cluster.mode].label}</span>
          </span>
        )}
        <span>
          Last seen{' '}
          <span className="text-ink-2">
            <LastSeen cluster={cluster} />
          </span>
        </span>
      </p>
    </div>
  );
}
