import type { EffectObject, JsonObject } from '@modekeeper/contracts';
import { normalizeEffect, type Preimage, patchPointers, preimageOf } from '@modekeeper/engine';
import { requestBody } from '../apply/body.ts';
import type { Cluster, TargetRef } from '../cluster.ts';
import type { Gate } from '../gate.ts';
import { type Deployment, jsonOf } from '../objects.ts';
import type { Failure } from '../outcome.ts';

export interface VerifyInput {
  readonly cluster: Cluster;
  readonly target: TargetRef;
  /** The uid that the plan names; another one is `recreated`. */
  readonly uid: string;
  /** Patch of the plan item, without plan annotations and precondition. */
  readonly patch: JsonObject;
  readonly plan_id: string;
  readonly plan_digest: string;
  readonly gate: Gate;
  /** How often to read and try when somebody else writes in between (default 5). */
  readonly attempts?: number;
}

export interface Accepted {
  readonly kind: 'accepted';
  readonly live: Deployment;
  /** What the server would store. */
  readonly result: Deployment;
  readonly preimage: Preimage;
  /** The normalised difference between the two. */
  readonly effect: EffectObject;
  /** The API server's clock at the dry run. */
  readonly date_ms: number | null;
}

/**
 * `accepted`: the server would store `result` over `live`; whether that `effect` is allowed is the engine's decision.
 * `recreated`: the name now belongs to another object. `read_failed`, `refused`: the failure says why; `refused` is the dry run's.
 */
export type VerifyResult =
  | Accepted
  | { readonly kind: 'recreated'; readonly live: Deployment }
  | { readonly kind: 'read_failed'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly failure: Failure; readonly live: Deployment; readonly preimage: Preimage };

/**
 * Asks the server what it would store: reads the object, then sends the real request's body as a dry run, with the resourceVersion just read.
 * A 409 means that somebody wrote in between: read again, a bounded number of times, without a pause (each turn is a fresh read).
 */
export async function verify(input: VerifyInput): Promise<VerifyResult> {
  let attempts_left = input.attempts ?? 5;
  for (;;) {
    const read = await input.cluster.getDeployment(input.target);
    if (read.kind !== 'ok') return { kind: 'read_failed', failure: read };
    const live = read.value;
    if (live.metadata.uid !== input.uid) return { kind: 'recreated', live };
    const preimage = preimageOf(jsonOf(live), patchPointers(input.patch));
    const body = requestBody({ ...input, resource_version: live.metadata.resourceVersion });
    const answer = await input.cluster.patchDeployment(input.target, body, { dry_run: true }, input.gate);
    if (answer.kind === 'ok') {
      const result = answer.value;
      if (result.metadata.uid !== input.uid) return { kind: 'recreated', live: result };
      const effect = normalizeEffect(jsonOf(live), jsonOf(result), preimage.sha256);
      return { kind: 'accepted', live, result, preimage, effect, date_ms: answer.date_ms ?? null };
    }
    attempts_left -= 1;
    if (answer.kind !== 'conflict' || attempts_left <= 0) return { kind: 'refused', failure: answer, live, preimage };
  }
}
