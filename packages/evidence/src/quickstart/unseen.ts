import { formatNumber } from '../chart/format-value.ts';
import type { QuickFacts } from './facts.ts';

/** Something that could not be observed, and what that keeps from being known. */
export type Unseen = { what: string; means: string; brief: string };

/** What the data did not show; silence about it would look like health. */
export function unseenOf(facts: QuickFacts): Unseen[] {
  const { environment, series } = facts;
  const { sample_count, seen } = series;
  if (sample_count === 0)
    return [
      { what: 'Everything', means: 'No usable sample was read, so nothing can be said of the workload.', brief: 'anything' },
    ];
  const lacks = (count: number, what: string, none: string, some: string): Unseen[] => {
    if (count === sample_count) return [];
    const brief = what.startsWith('GPU') ? what : what.charAt(0).toLowerCase() + what.slice(1);
    if (count === 0) return [{ what, means: none, brief }];
    const missing = `${formatNumber(sample_count - count)} of ${formatNumber(sample_count)} samples`;
    return [{ what: `${what}, in part`, means: `${missing} lack it. ${some}`, brief: `${brief} (in ${missing})` }];
  };
  const gpus = Math.max(seen.gpu_util_pct, seen.gpu_mem_util_pct);
  return [
    ...lacks(seen.loss, 'Loss', 'Without it nobody can tell whether the loss drifts.', 'Drift is judged by the others.'),
    ...lacks(seen.throughput, 'Throughput', 'What could be gained is not put into samples.', 'Its mean is of the others.'),
    ...lacks(
      seen.worker_ratio,
      'Workers',
      'Each sample is of one worker, so a straggler cannot be seen.',
      'A straggler hides in the others.',
    ),
    ...lacks(
      gpus,
      'GPU load and memory',
      'A saturated GPU, or an idle one, cannot be seen.',
      'A saturated GPU hides in the others.',
    ),
    ...(Object.keys(series.knobs).length === 0
      ? [
          {
            what: 'Knobs in use',
            means: 'The workload does not report what it runs with, so a change cannot be acknowledged.',
            brief: 'knobs in use',
          },
        ]
      : []),
    ...(environment.nodes_seen.length === 0
      ? [{ what: 'Nodes', means: 'A slow node cannot be told from a slow step.', brief: 'nodes' }]
      : []),
  ];
}
