import type { HelloBody } from '@modekeeper/contracts';

type Right = HelloBody['rights'][number];

const DEEDS: Record<string, string> = {
  'get deployments': 'Read the Deployment',
  'patch deployments': 'Change the Deployment, within what the guard lets through',
  'list pods': 'List the Pods',
  'get pods/log': 'Read the logs of the Pods',
};

/** What a right lets the connector do, and where: `Change the Deployment …`, `train-demo/trainer`. */
export function rightWords({ name, namespace, resource, verb }: Right): { deed: string; where: string } {
  const deed = DEEDS[`${verb} ${resource}`] ?? `${verb} ${resource}`;
  const where = [namespace, name].filter((part) => part !== null).join('/');
  return { deed, where: where === '' ? 'the whole cluster' : where };
}

/** One sentence over all: whether it can change anything at all. */
export function rightsSummary(rights: readonly Right[]): string {
  const patch = rights.filter(({ allowed, verb }) => allowed && verb === 'patch');
  const denied = rights.filter(({ allowed }) => !allowed).length;
  const may =
    patch.length === 0
      ? 'It may read, and change nothing.'
      : `It may change ${patch.length === 1 ? '1 workload' : `${patch.length} workloads`}: ${patch.map((right) => rightWords(right).where).join(', ')}.`;
  return denied === 0 ? may : `${may} ${denied} of ${rights.length} are not granted.`;
}
