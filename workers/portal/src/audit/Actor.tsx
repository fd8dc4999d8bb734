import { Link } from '@tanstack/react-router';
import { useMe } from '../session/me.ts';
import { Copy } from '../ui/Copy.tsx';
import { shorten } from '../ui/shorten.ts';
import type { AuditEvent } from './queries.ts';

/** Names by id that the rows share. */
export type Names = { members: ReadonlyMap<string, string> | undefined; clusters: ReadonlyMap<string, string> };

const SYSTEMS: Record<string, string> = {
  cron: 'Control plane, by its clock',
  gateway: 'Control plane',
  sandbox: 'Sandbox seeder',
};

/** Who did it: a person by name, a connector by its cluster, the control plane. */
export function Actor({ actor, names }: { actor: AuditEvent['actor']; names: Names }) {
  const { user } = useMe();
  if (actor.type === 'system') return <>{SYSTEMS[actor.name] ?? actor.name}</>;
  if (actor.type === 'connector') {
    return (
      <>
        Connector of{' '}
        <Link to="/clusters/$id" params={{ id: actor.cluster_id }} className="link">
          <bdi>{names.clusters.get(actor.cluster_id) ?? shorten(actor.cluster_id)}</bdi>
        </Link>
      </>
    );
  }
  const name = names.members?.get(actor.user_id);
  if (name === undefined) {
    return (
      <>
        {names.members === undefined ? 'Member' : 'Former member'} <Copy text={actor.user_id} label="user id" />
      </>
    );
  }
  return (
    <>
      <bdi>{name}</bdi>
      {actor.user_id === user.id && <span className="text-ink-3"> (you)</span>}
    </>
  );
}
