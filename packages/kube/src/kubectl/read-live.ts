import { isJsonObject, isModeKeeperError, type JsonObject } from '@modekeeper/contracts';
import { type PlanItem, type Preimage, patchPointers, preimageOf } from '@modekeeper/engine';
import { jsonAnswer } from './answers.ts';
import { kubectlFailure } from './classify.ts';
import type { Kubectl } from './run-kubectl.ts';

/** An object as it is now; `gone`: there certainly is none. */
export type Live =
  | { readonly kind: 'read'; readonly object: JsonObject }
  | { readonly kind: 'gone'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

/** Reads a plan item's Deployment. */
export async function readLive(kubectl: Kubectl, { name, namespace }: Pick<PlanItem, 'name' | 'namespace'>): Promise<Live> {
  const answer = await kubectl(['-n', namespace, 'get', `deployment/${name}`, '-o', 'json']);
  if (answer.rc !== 0) {
    const { kind, message } = kubectlFailure(answer);
    return { kind: kind === 'not_found' ? 'gone' : 'unreadable', detail: message };
  }
  const object = jsonAnswer(answer.stdout);
  return isJsonObject(object)
    ? { kind: 'read', object }
    : { kind: 'unreadable', detail: 'kubectl answered with something that is no object' };
}

/** Pre-image of an object for a patch; null when it holds a value (a fraction) that has no digest. */
export function livePreimage(object: JsonObject, patch: JsonObject): Preimage | null {
  try {
    return preimageOf(object, patchPointers(patch));
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}
