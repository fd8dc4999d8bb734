import type { Group } from './flags.ts';
import { type Measure, max, measureOf, p99 } from './measure.ts';
import { MK_ROWS } from './mk/rows.ts';
import { PORTAL_ROWS } from './portal/rows.ts';
import type { Row } from './row.ts';
import type { Samples } from './samples.ts';

/** Every measure, its limit (issue 3, "Measures") and how it is taken. Baselines stand before those that name them. */
export const ROWS: readonly Row[] = [
  { group: 'thread', name: 'baseline_healthz', unit: 'ms', how: 'bare GET /healthz, kept-alive connection' },
  {
    group: 'thread',
    name: 'baseline_dry_run_patch',
    unit: 'ms',
    how: 'bare dry-run merge patch of a Deployment, kept-alive connection',
  },
  {
    group: 'idle',
    name: 'baseline_bare_node',
    unit: 'MiB',
    how: 'resident memory of Node with the chart’s flags and an empty program',
  },
  {
    group: 'thread',
    name: 'approve_to_connector',
    unit: 'ms',
    limit: p99(250),
    baseline: 'baseline_healthz',
    how: 'HTTP request sent until the plan stands as dispatched in the connector’s stored journal (its log line)',
  },
  {
    group: 'thread',
    name: 'approve_to_receipt_less_rollout',
    unit: 'ms',
    limit: p99(5_000),
    baseline: 'baseline_dry_run_patch',
    how: 'HTTP request sent until the signed receipt is recorded by the control plane, less rollout_wait',
  },
  {
    group: 'thread',
    name: 'kill_to_refusal',
    unit: 'ms',
    limit: p99(1_000),
    baseline: 'baseline_healthz',
    how: 'kill request sent, with an approval sent right behind it, until the connector has ended that plan as blocked (its log line)',
  },
  {
    group: 'thread',
    name: 'kill_to_obeyed',
    unit: 'ms',
    how: 'kill request sent until the switch is in force in the connector (its log line)',
  },
  { group: 'thread', name: 'approve_answer', unit: 'ms', how: 'HTTP request sent until its answer' },
  { group: 'thread', name: 'approve_to_patch', unit: 'ms', how: 'HTTP request sent until a watch sees the new generation' },
  {
    group: 'thread',
    name: 'rollout_wait',
    unit: 'ms',
    how: 'new generation until its rollout is complete, both seen by a watch',
  },
  { group: 'thread', name: 'approve_to_receipt', unit: 'ms', how: 'HTTP request sent until the signed receipt is recorded' },
  { group: 'thread', name: 'busy_memory', unit: 'MiB', how: 'resident memory of each connector after the last round' },
  { group: 'thread', name: 'journal_size', unit: 'KiB', how: 'journal of each connector after the last round; it may hold 256' },
  {
    group: 'idle',
    name: 'idle_memory',
    unit: 'MiB',
    limit: max(110),
    baseline: 'baseline_bare_node',
    how: 'resident memory of the bundle’s process with one target, from two minutes after it came online',
  },
  {
    group: 'idle',
    name: 'idle_wakes',
    unit: 'per_hour',
    limit: max(15),
    how: 'the object’s own counter over whole periods of five minutes, scaled; read from a copy of its database',
  },
  ...MK_ROWS,
  ...PORTAL_ROWS,
  { group: 'bundle', name: 'worker_bundle_gzip', unit: 'KiB', limit: max(600), how: 'wrangler deploy --dry-run --minify, gzip' },
];

/** The measures of some groups. @throws RangeError naming a measure without samples */
export function summarize(samples: Samples, group: Group): Measure[] {
  const measures: Measure[] = [];
  for (const row of ROWS.filter((each) => each.group === group)) {
    const { baseline: named, limit, ...rest } = row;
    const taken = samples.of(row.name);
    if (taken.length === 0) throw new RangeError(`${row.name} was not taken`);
    const baseline = measures.find(({ name }) => name === named);
    measures.push(measureOf({ ...rest, samples: taken, ...(limit && { limit }), ...(baseline && { baseline }) }));
  }
  return measures;
}
