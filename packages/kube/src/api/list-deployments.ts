import { deploymentListSchema } from '../objects.ts';
import { mapOk, type Outcome } from '../outcome.ts';
import { pathOf } from './call.ts';
import { readPages } from './pages.ts';
import type { Transport } from './transport.ts';

/**
 * Names of the Deployments in a namespace whose labels a selector matches, sorted.
 * @param labelSelector as `kubectl -l` takes it; one that the API server cannot read is `invalid`
 */
export async function listDeployments(
  transport: Transport,
  namespace: string,
  labelSelector: string,
): Promise<Outcome<readonly string[]>> {
  const names: string[] = [];
  const path = pathOf('apis', 'apps', 'v1', 'namespaces', namespace, 'deployments');
  const read = await readPages(transport, deploymentListSchema, { path, labelSelector }, (items) => {
    names.push(...items.map(({ metadata }) => metadata.name));
  });
  return mapOk(read, () => names.sort());
}
