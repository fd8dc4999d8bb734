import { useQuery } from '@tanstack/react-query';
import { useMe } from '../session/me.ts';
import { useScope } from '../session/organization.ts';
import { shorten } from '../ui/shorten.ts';
import type { PlanDetail } from './documents.ts';
import { clusterNamesQuery, peopleQuery } from './queries.ts';

/** Who a user id is; the id itself for people who have left. */
export function PersonName({ id }: { id: string }) {
  const { organization } = useScope();
  const { user } = useMe();
  const { data: people } = useQuery(peopleQuery(organization.id));
  const name = id === user.id ? user.name : people?.get(id);
  return (
    <>
      {name === undefined ? <code title={id}>{shorten(id)}</code> : <bdi className="break-words">{name}</bdi>}
      {id === user.id && ' (you)'}
    </>
  );
}

/** Name of a cluster; the id itself when it was removed. */
export function ClusterName({ id }: { id: string }) {
  const { organization } = useScope();
  const { data } = useQuery(clusterNamesQuery(organization.id));
  const name = data?.find((cluster) => cluster.id === id)?.name;
  return name === undefined ? <code title={id}>{shorten(id)}</code> : <bdi className="break-words">{name}</bdi>;
}

/** Who did something to a plan. */
export function Actor({ actor }: { actor: PlanDetail['events'][number]['actor'] }) {
  if (actor.type === 'user') return <PersonName id={actor.user_id} />;
  if (actor.type === 'connector') {
    return (
      <>
        connector <ClusterName id={actor.cluster_id} />
      </>
    );
  }
  return <>the control plane</>;
}
