import type { Effect, GateResult, Plan, SeriesBucket, VerifyReport } from '@modekeeper/contracts';

/** A plan as the API shows it, as far as the walk reads it. */
export type PlanDetail = {
  id: string;
  state: string;
  reason: string | null;
  effect_digest: string | null;
  expires_at: string;
  changes: { knob: string; from: number | null; to: number | null; chord: string; reason: string }[];
  effect: Effect | null;
  gates: GateResult[];
  events: { from: string | null; to: string; reason: string | null; at: string }[];
  documents: { kind: string; digest: string; payload: unknown }[];
};

const BAR = 40;

/** Step time as bars, one line per bucket: a person sees the burst and the step down. */
export function drawBuckets(buckets: SeriesBucket[]): string[] {
  const top = Math.max(1, ...buckets.map(({ step_time_ms }) => step_time_ms.max ?? 0));
  const length = (value: number | null) => Math.round(((value ?? 0) / top) * BAR);
  return buckets.map(({ start_ms, step_time_ms: { median, max } }) => {
    const bar = '#'.repeat(length(median)) + '-'.repeat(length(max) - length(median));
    return `  ${new Date(start_ms).toISOString().slice(11, 19)}  ${bar.padEnd(BAR)}  median ${Math.round(median ?? 0)} ms, max ${Math.round(max ?? 0)} ms`;
  });
}

/** What changes, why, what the server would store, and every gate. */
export function describePlan(plan: PlanDetail): string[] {
  const evidence = document<Plan>(plan, 'plan')?.evidence;
  const report = document<VerifyReport>(plan, 'verify_report');
  return [
    `Plan ${plan.id}, ${plan.state}, expires ${plan.expires_at}`,
    '  What changes',
    ...plan.changes.map(
      ({ chord, from, knob, reason, to }) => `    ${knob}: ${from ?? 'unset'} -> ${to ?? 'unset'}   (${chord}, ${reason})`,
    ),
    ...(evidence === undefined
      ? []
      : [
          `  Why: ${evidence.signals.join(', ')} over ${evidence.samples} samples in ${Math.round((evidence.window_end_ms - evidence.window_start_ms) / 1000)} s`,
        ]),
    `  What the API server would store (dry run${report?.server_version ? `, ${report.server_version}` : ''})`,
    ...(plan.effect?.objects ?? []).flatMap(({ changes }) =>
      changes.flatMap(([pointer, before, after]) => [
        ...(before === null ? [] : [`    - ${pointer}: ${JSON.stringify(before)}`]),
        ...(after === null ? [] : [`    + ${pointer}: ${JSON.stringify(after)}`]),
      ]),
    ),
    '  Gates',
    ...plan.gates.map(({ gate, ok, reason }) => `    ${ok ? 'pass' : 'no  '}  ${gate}${reason === null ? '' : `: ${reason}`}`),
  ];
}

/** The newest document of a kind. */
export function document<T>(plan: PlanDetail, kind: string): T | undefined {
  return plan.documents.findLast((each) => each.kind === kind)?.payload as T | undefined;
}
