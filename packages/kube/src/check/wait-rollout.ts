import type { Clock } from '../clock.ts';
import type { Cluster, TargetRef } from '../cluster.ts';
import type { Deployment } from '../objects.ts';
import type { Failure } from '../outcome.ts';
import { type RolloutStatus, rolloutStatus } from './rollout.ts';

export interface WaitRolloutInput {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly target: TargetRef;
  readonly uid: string;
  /** `metadata.generation` that the patch returned. */
  readonly generation: number;
  /** Epoch milliseconds; the last reading counts, even one after it. */
  readonly deadline_ms: number;
  readonly signal?: AbortSignal;
}

/** `timeout` carries the last status; `unreadable` the last failure when no reading came near the deadline. */
export type WaitRolloutResult =
  | { readonly kind: 'complete'; readonly live: Deployment }
  | { readonly kind: 'failed'; readonly live: Deployment; readonly status: RolloutStatus }
  | { readonly kind: 'timeout'; readonly live: Deployment; readonly status: RolloutStatus }
  | { readonly kind: 'recreated'; readonly live: Deployment }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable'; readonly failure: Failure }
  | { readonly kind: 'aborted' };

const POLL_FIRST_MS = 150;
const POLL_MAX_MS = 2000;

/**
 * Waits until the rollout is complete, has failed, or the deadline is over. Polls with growing pauses (150 ms to 2 s): one GET costs about a millisecond, and
 * a poll survives what a watch must be repaired after.
 */
export async function waitRollout(input: WaitRolloutInput): Promise<WaitRolloutResult> {
  let pause_ms = POLL_FIRST_MS;
  for (;;) {
    if (input.signal?.aborted) return { kind: 'aborted' };
    // Judged by the time at which the reading started: the last one is always made at or after the deadline.
    const last = input.clock.now_ms() >= input.deadline_ms;
    const read = await input.cluster.getDeployment(input.target);
    if (read.kind === 'not_found') return { kind: 'gone' };
    if (read.kind === 'ok') {
      const live = read.value;
      if (live.metadata.uid !== input.uid) return { kind: 'recreated', live };
      const status = rolloutStatus(live, input.generation);
      if (status.state === 'complete') return { kind: 'complete', live };
      if (status.state === 'failed') return { kind: 'failed', live, status };
      if (last) return { kind: 'timeout', live, status };
    } else if (last) return { kind: 'unreadable', failure: read };
    await input.clock.sleep(Math.max(1, Math.min(pause_ms, input.deadline_ms - input.clock.now_ms())), input.signal);
    pause_ms = Math.min(POLL_MAX_MS, pause_ms * 1.5);
  }
}
