import type { JsonObject } from '@modekeeper/contracts';
import { requestBody } from '../apply/body.ts';
import type { Cluster, TargetRef } from '../cluster.ts';
import type { Gate } from '../gate.ts';
import type { Deployment } from '../objects.ts';
import type { Failure } from '../outcome.ts';
import { type Preimage, preimageOf } from './preimage.ts';

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

/**
 * `accepted`: the server would store `result` over `live`; whether that difference is allowed is the engine's decision.
 * `recreated`: the name now belongs to another object. `read_failed`, `refused`: the failure says why; `refused` is the dry run's.
 */
export type VerifyResult =
  | {
      readonly kind: 'accepted';
      readonly live: Deployment;
      readonly result: Deployment;
      readonly preimage: Preimage;
      readonly date_ms: number | null;
    }
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
    const preimage = preimageOf(live, input.patch);
    const body = requestBody({ ...input, resource_version: preimage.resource_version });
    const answer = await input.cluster.patchDeployment(input.target, body, { dry_run: true }, input.gate);
    if (answer.kind === 'ok') return { kind: 'accepted', live, result: answer.value, preimage, date_ms: answer.date_ms ?? null };
    attempts_left -= 1;
    if (answer.kind !== 'conflict' || attempts_left <= 0) return { kind: 'refused', failure: answer, live, preimage };
  }
}
