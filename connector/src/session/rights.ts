import type { ConnectorConfig, Right } from '@modekeeper/contracts';
import type { AccessQuery, Cluster } from '@modekeeper/kube';

/** The rights that matter, per target: what the connector needs, and what it must not have. */
function queriesOf(config: ConnectorConfig): AccessQuery[] {
  const queries: AccessQuery[] = [];
  for (const target of config.targets) {
    const { namespace } = target;
    const name = 'name' in target ? { name: target.name } : {};
    queries.push({ verb: 'get', group: 'apps', resource: 'deployments', namespace, ...name });
    if ('selector' in target) queries.push({ verb: 'list', group: 'apps', resource: 'deployments', namespace });
    queries.push({ verb: 'patch', group: 'apps', resource: 'deployments', namespace, ...name });
    queries.push({ verb: 'list', group: '', resource: 'pods', namespace });
    queries.push({ verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace });
  }
  const unique = new Map(queries.map((query) => [JSON.stringify(query), query]));
  return [...unique.values()].slice(0, MAX_QUERIES);
}

const MAX_QUERIES = 100;

/** Own rights as the API server sees them (SelfSubjectAccessReview stores nothing). A review that fails counts as not allowed. */
export async function ownRights(cluster: Pick<Cluster, 'can'>, config: ConnectorConfig): Promise<Right[]> {
  // All at once: an API server that does not answer must not hold up the session for longer than one timeout.
  return Promise.all(
    queriesOf(config).map(async (query) => {
      const answer = await cluster.can(query);
      return {
        verb: query.verb,
        group: query.group,
        resource: query.subresource === undefined ? query.resource : `${query.resource}/${query.subresource}`,
        namespace: query.namespace ?? null,
        name: query.name ?? null,
        allowed: answer.kind === 'ok' && answer.value,
      };
    }),
  );
}
