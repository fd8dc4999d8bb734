import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleHelp, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { Api } from '../../api/types.ts';
import { useLiveSnapshot } from '../../live/use-live.ts';
import { passportQuery } from '../../passports/queries.ts';
import { useScope } from '../../session/organization.ts';
import { Card } from '../../ui/Card.tsx';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { Copy } from '../../ui/Copy.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { environmentPassportsQuery } from '../queries.ts';
import { type Mounted, mountedPassports } from './mounted.ts';
import { ValuesToCommit } from './ValuesToCommit.tsx';

/** What the connector has mounted for each target, beside what is published; the portal cannot switch it. */
export function PassportTab({ cluster }: { cluster: Api<'Cluster'> }) {
  const { organization } = useScope();
  const hello = useLiveSnapshot(cluster.id)?.hello;
  const list = useQuery(environmentPassportsQuery(organization.id, cluster.environment_id));
  const passports = useQueries({
    queries: (list.data?.items ?? []).map(({ id }) => passportQuery(organization.id, id)),
    combine: (answers) => ({
      read: answers.flatMap(({ data }) => (data === undefined ? [] : [data])),
      pending: answers.some(({ isPending }) => isPending),
      error: answers.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
  const error = list.error ?? passports.error;
  if (error !== null) return <Failure error={error} onRetry={() => void list.refetch()} />;
  const waiting = list.isPending || passports.pending || (hello === undefined && cluster.enrolled_at !== null);
  const mounted = mountedPassports(hello?.targets ?? [], passports.read);
  const behind = mounted.flatMap(({ passport, state }) => (state === 'behind' && passport !== null ? [passport] : []));
  return (
    <div className="grid gap-4">
      <Card title="Passports in the cluster" note="as the connector reports their digests" flush>
        {waiting && <SkeletonRows rows={2} label="passports" />}
        {!waiting && mounted.length === 0 && (
          <Empty title="The connector has not reported a target yet">
            Its values name each workload and the passport that holds for it; they show here after its first connection.
          </Empty>
        )}
        {!waiting && (
          <ul>
            {mounted.map((one) => (
              <TargetPassport key={`${one.namespace}/${one.name}`} mounted={one} />
            ))}
          </ul>
        )}
        <p className="border-t border-line px-4 py-3 text-ink-2">
          The portal cannot switch a passport in a cluster: it gets there by Helm values or GitOps only, so that nobody who holds
          the control plane can loosen your rules.
        </p>
      </Card>
      {[...new Map(behind.map((passport) => [passport.id, passport])).values()].map((passport) => (
        <ValuesToCommit key={passport.id} passport={passport} />
      ))}
    </div>
  );
}

const STATES: Record<Mounted['state'], { label: string; tone: Tone; icon: LucideIcon }> = {
  current: { label: 'As published', tone: 'ok', icon: CircleCheck },
  behind: { label: 'Differs from published', tone: 'warn', icon: TriangleAlert },
  unpublished: { label: 'Not published here', tone: 'warn', icon: TriangleAlert },
  unknown: { label: 'Not known here', tone: 'warn', icon: CircleHelp },
  none: { label: 'No passport', tone: 'neutral', icon: CircleX },
};

function TargetPassport({ mounted }: { mounted: Mounted }) {
  const { digest, name, namespace, state } = mounted;
  const { icon, label, tone } = STATES[state];
  return (
    <li className="grid grid-cols-1 gap-1 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="max-w-full min-w-0 truncate font-[550]">
          <bdi>
            {namespace}/{name}
          </bdi>
        </span>
        <Chip tone={tone} icon={icon}>
          {label}
        </Chip>
      </div>
      <p className="text-ink-2">
        <Words mounted={mounted} />
      </p>
      {digest !== null && (
        <p className="flex flex-wrap items-center gap-x-1 text-1 text-ink-3">
          Digest in the cluster <Copy text={digest} label="digest in the cluster" />
        </p>
      )}
    </li>
  );
}

function Words({ mounted: { passport, state, version } }: { mounted: Mounted }) {
  if (state === 'none')
    return <>No valid passport is mounted for it, so nothing may be applied. Name one in the connector’s values.</>;
  if (state === 'unknown' || passport === null) {
    return <>What is mounted is no version that this environment holds: it was written or changed outside the portal.</>;
  }
  const published = passport.published_version === null ? 'nothing' : `v${passport.published_version}`;
  return (
    <>
      <Link to="/passports/$id" params={{ id: passport.id }} className="link">
        <bdi>{passport.name}</bdi>
      </Link>
      : in cluster v{version}, published {published}
    </>
  );
}
