import type { JsonObject, RequestOutcome } from '@modekeeper/contracts';
import type { Cluster, TargetRef } from '../cluster.ts';
import type { Gate } from '../gate.ts';
import type { Deployment } from '../objects.ts';
import type { Outcome } from '../outcome.ts';
import { requestBody } from './body.ts';
import { settle } from './settle.ts';

export interface SendInput {
  readonly cluster: Cluster;
  readonly target: TargetRef;
  readonly patch: JsonObject;
  readonly plan_id: string;
  readonly plan_digest: string;
  readonly resource_version: string;
  readonly gate: Gate;
}

export interface SendResult {
  readonly outcome: RequestOutcome;
  readonly answer: Outcome<Deployment>;
}

/** Sends one real request, once. Retrying, resolving and journalling are the caller's: each needs the journal. */
export async function send(input: SendInput): Promise<SendResult> {
  const answer = await input.cluster.patchDeployment(input.target, requestBody(input), { dry_run: false }, input.gate);
  return { outcome: settle(answer), answer };
}
