import { type JsonObject, sha256Hex, sortedByCodePoint } from '@modekeeper/contracts';
import type { Io } from '../../cli/io.ts';
import { refuse } from '../../cli/refuse.ts';
import type { Run } from '../../cli/spec.ts';
import { readIfThere, writeArtifact } from '../../io/files.ts';
import { kubectlOf } from '../../io/kubectl.ts';
import { resolveFrom } from '../../io/paths.ts';
import { templateText } from '../passport/show.ts';
import { contextsOf, deploymentsOf, type FleetError, list, metadataText } from './contexts.ts';

const VERSION = 'policy_propagation.v0';
type Desired = { policy_ref: string; sha256: string; version_short: string };

/** `mk fleet policy`: which Deployments a policy would change, and what each would go back to. Plans only. */
export const runPolicy: Run = async (io, flags) => {
  const kubectl = kubectlOf(io);
  const desired_policy = desiredPolicy(io, flags.text('policy'));
  const chosen = await contextsOf(flags, kubectl);
  const contexts: { context: string; deployments: object[]; error: FleetError | null }[] = [];
  if (!chosen.known) contexts.push({ context: 'current', deployments: [], error: chosen.error });
  for (const context of chosen.known ? sortedByCodePoint(chosen.names) : []) {
    io.progress(`Reading context ${context}`);
    const read = await list(kubectl, context, ['deployments', '-A']);
    contexts.push(
      read.ok
        ? { context, deployments: deploymentsOf(read.objects, (object) => propagation(object, desired_policy)), error: null }
        : { context, deployments: [], error: read.error },
    );
  }
  const plan = { schema_version: VERSION, schema: VERSION, desired_policy, contexts };
  writeArtifact(resolveFrom(io, flags.text('out')), 'policy_propagation_latest.json', plan);
  return 0;
};

/** A ref with `/` or ending `.json` is a file, else a passport template: as `mk passport show` prints it. @throws Refusal */
function desiredPolicy(io: Pick<Io, 'cwd'>, policy_ref: string): Desired {
  const isFile = policy_ref.includes('/') || policy_ref.endsWith('.json');
  const bytes = isFile ? readIfThere(resolveFrom(io, policy_ref)) : templateText(policy_ref);
  if (bytes === null) return refuse(`policy file not found: ${policy_ref}; give a file, or the name of a passport template`);
  const sha256 = sha256Hex(bytes);
  return { policy_ref, sha256, version_short: sha256.slice(0, 12) };
}

/** A Deployment's row: what its annotations say now, what they would say, and what they would go back to. */
function propagation(object: JsonObject, { policy_ref, version_short }: Desired) {
  const ref = metadataText(object, 'annotations', 'modekeeper/policy.ref');
  const version = metadataText(object, 'annotations', 'modekeeper/policy.version');
  return {
    current_policy_ref: ref,
    current_policy_version: version,
    desired_policy_ref: policy_ref,
    desired_policy_version: version_short,
    change_required: ref !== policy_ref || version !== version_short,
    rollback_policy_ref: ref,
    rollback_policy_version: version,
  };
}
