import type { Sample } from '@modekeeper/contracts';
import { OBSERVATION } from '../proposal/propose-for-target.ts';
import { effectiveKnobs } from './effective-knobs.ts';

/** Shortest time that a workload gets to report its new values. */
export const ACKNOWLEDGE_MS = 60_000;

/** What the acknowledgement is judged on. */
export type AcknowledgeFacts = {
  /** Targets of the plan; null (a removed knob) has nothing to report. */
  readonly targets: readonly { readonly knob: string; readonly to: number | null }[];
  /** Samples of the target's pods; those from before the end of the rollout are ignored. */
  readonly samples: readonly Sample[];
  readonly rollout_done_ms: number;
  /** Usual time between samples of this workload, null when unknown. */
  readonly sample_interval_ms: number | null;
  readonly now_ms: number;
};

/** `pending` until the deadline; `missing` names the knobs that were not reported with their target. */
export type Acknowledgement = {
  readonly verdict: 'acknowledged' | 'pending' | 'not_acknowledged';
  readonly missing: readonly string[];
  readonly deadline_ms: number;
};

/**
 * Does the workload run with the new values? Judged on the newest report of each knob after the rollout. It gets 60 s or
 * the time of 12 samples, the longer; after that the plan ends `inconclusive` with `not_acknowledged`.
 */
export function judgeAcknowledgement(facts: AcknowledgeFacts): Acknowledgement {
  const { rollout_done_ms, now_ms } = facts;
  const known = effectiveKnobs(facts.samples.filter((sample) => sample.timestamp_ms >= rollout_done_ms));
  const missing = facts.targets.flatMap(({ knob, to }) => {
    const reported = Object.hasOwn(known, knob) ? known[knob]?.value : undefined;
    return to === null || reported === to ? [] : [knob];
  });
  const deadline_ms = rollout_done_ms + Math.max(ACKNOWLEDGE_MS, OBSERVATION.min_samples * (facts.sample_interval_ms ?? 0));
  if (missing.length === 0) return { verdict: 'acknowledged', missing, deadline_ms };
  return { verdict: now_ms < deadline_ms ? 'pending' : 'not_acknowledged', missing, deadline_ms };
}
