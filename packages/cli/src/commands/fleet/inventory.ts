import { sortedByCodePoint } from '@modekeeper/contracts';
import type { Kubectl } from '@modekeeper/kube/kubectl';
import type { Run } from '../../cli/spec.ts';
import { writeArtifact } from '../../io/files.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { contextsOf, deploymentsOf, type FleetError, list, metadataText, type Named } from './contexts.ts';

type Entry = { context: string; namespaces: string[]; deployments: Named[]; error: FleetError | null };

/** `mk fleet inventory`: what runs where. A context that cannot be read is an entry with its error. */
export const runInventory: Run = async (io, flags) => {
  const kubectl = kubectlOf(io);
  const chosen = await contextsOf(flags, kubectl);
  const contexts: Entry[] = [];
  if (!chosen.known) contexts.push(unread('current', chosen.error));
  for (const context of chosen.known ? chosen.names : []) {
    io.progress(`Reading context ${context}`);
    contexts.push(await readContext(kubectl, context));
  }
  const inventory = { schema_version: 'inventory.v0', schema: 'inventory.v0', contexts };
  writeArtifact(resolveFrom(io, flags.text('out')), 'inventory_latest.json', inventory);
  return 0;
};

const unread = (context: string, error: FleetError): Entry => ({ context, namespaces: [], deployments: [], error });

async function readContext(kubectl: Kubectl, context: string): Promise<Entry> {
  const spaces = await list(kubectl, context, ['namespaces']);
  if (!spaces.ok) return unread(context, spaces.error);
  const deployments = await list(kubectl, context, ['deployments', '-A']);
  if (!deployments.ok) return unread(context, deployments.error);
  const names = spaces.objects.map((space) => metadataText(space, 'name')).filter((name) => name !== null);
  return {
    context,
    namespaces: sortedByCodePoint(new Set(names)),
    deployments: deploymentsOf(deployments.objects, () => ({})),
    error: null,
  };
}
