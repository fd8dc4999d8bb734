import { compareCodePoints, type JsonObject } from '@modekeeper/contracts';
import { type Kubectl, type KubectlResult, listAnswer, memberAt } from '@modekeeper/kube/kubectl';
import type { Flags } from '../../cli/flags.ts';
import { refuse } from '../../cli/refuse.ts';

export type FleetError = { reason: 'kubectl_failed'; rc: number };
/** Contexts to ask, or why not even the current one is known. */
export type Contexts = { known: true; names: string[] } | { known: false; error: FleetError };

/** The contexts of flag group CTX, as given and each once; without any the current one. @throws Refusal for a blank name */
export async function contextsOf(flags: Flags, kubectl: Kubectl): Promise<Contexts> {
  const flag = flags.isGiven('contexts') ? 'contexts' : 'context';
  const given = [...new Set(flags.list(flag))];
  if (flags.isGiven(flag) && (given.length === 0 || given.some((name) => name.trim() === '')))
    refuse(`--${flag} names no context; give names of the kubeconfig or leave it out for the current one`);
  if (given.length > 0) return { known: true, names: given };
  const answer = await kubectl(['config', 'current-context']);
  const current = answer.rc === 0 ? answer.stdout.trim() : '';
  return current === '' ? { known: false, error: failed(answer) } : { known: true, names: [current] };
}

/** The error of an entry whose call failed or gave no list. */
export function failed({ rc }: KubectlResult): FleetError {
  return { reason: 'kubectl_failed', rc };
}

export type Listing = { ok: true; objects: JsonObject[] } | { ok: false; error: FleetError };

/** `get … -o json` in one context. */
export async function list(kubectl: Kubectl, context: string, what: readonly string[]): Promise<Listing> {
  const answer = await kubectl(['--context', context, 'get', ...what, '-o', 'json']);
  const objects = answer.rc === 0 ? listAnswer(answer.stdout) : null;
  return objects === null ? { ok: false, error: failed(answer) } : { ok: true, objects };
}

/** Text member of an object's metadata, null when it is none. */
export function metadataText(object: JsonObject, ...path: readonly string[]): string | null {
  const value = memberAt(object, 'metadata', ...path);
  return typeof value === 'string' ? value : null;
}

export type Named = { namespace: string; name: string };

/** Namespace and name of each Deployment, sorted by both; `more` adds to them. */
export function deploymentsOf<T extends object>(objects: readonly JsonObject[], more: (object: JsonObject) => T): (Named & T)[] {
  const rows = objects.flatMap((object) => {
    const [namespace, name] = [metadataText(object, 'namespace'), metadataText(object, 'name')];
    return namespace === null || name === null ? [] : [{ namespace, name, ...more(object) }];
  });
  return rows.sort(
    (left, right) => compareCodePoints(left.namespace, right.namespace) || compareCodePoints(left.name, right.name),
  );
}
