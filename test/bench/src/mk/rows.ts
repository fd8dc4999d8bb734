import { max } from '../measure.ts';
import type { Row } from '../row.ts';

const group = 'mk';

/** Measures of the command line (issue 5, "Measures"). Ratios are of the best rounds, both sides in turn. */
export const MK_ROWS: readonly Row[] = [
  { group, name: 'mk_bare_start', unit: 'ms', how: 'node -e 0' },
  { group, name: 'mk_start', unit: 'ms', baseline: 'mk_bare_start', how: 'mk --version' },
  { group, name: 'mk_start_ratio', unit: 'ratio', limit: max(1.5), how: 'best mk --version over best node -e 0' },
  {
    group,
    name: 'mk_parse_loop',
    unit: 'ms',
    how: 'JSON.parse of 1,000,000 lines of 240 bytes that are texts in memory; best of three loops',
  },
  {
    group,
    name: 'mk_observe',
    unit: 'ms',
    baseline: 'mk_parse_loop',
    how: 'mk observe --source file on the same lines, process start to exit',
  },
  { group, name: 'mk_eval', unit: 'ms', baseline: 'mk_parse_loop', how: 'mk eval file on the same lines, process start to exit' },
  { group, name: 'mk_observe_ratio', unit: 'ratio', limit: max(1.2), how: 'best mk observe over best JSON.parse loop' },
  { group, name: 'mk_eval_ratio', unit: 'ratio', limit: max(1.2), how: 'best mk eval file over best JSON.parse loop' },
  {
    group,
    name: 'mk_analyse_memory',
    unit: 'MiB',
    limit: max(150),
    how: 'peak resident memory of the process tree, the larger of both commands',
  },
  { group, name: 'mk_merge', unit: 'ms', how: 'mk observe of 3,000,000 samples in no order' },
  { group, name: 'mk_merge_memory', unit: 'MiB', limit: max(300), how: 'peak resident memory of the process tree meanwhile' },
  { group, name: 'mk_watch_memory', unit: 'MiB', how: 'resident memory of closed-loop watch on a trace about iteration 500' },
  { group, name: 'mk_watch_growth', unit: 'ratio', limit: max(1.05), how: 'the same over what it was about iteration 50' },
  { group, name: 'mk_bundle_shell', unit: 'ms', how: '1 GiB by tar | tee >(sha256sum) | gzip -9' },
  { group, name: 'mk_bundle', unit: 'ms', baseline: 'mk_bundle_shell', how: 'mk export bundle of the same files' },
  { group, name: 'mk_bundle_memory', unit: 'MiB', how: 'peak resident memory of the process tree meanwhile' },
  {
    group,
    name: 'mk_bundle_ratio',
    unit: 'ratio',
    limit: max(1.25),
    how: 'best mk export bundle over best pipeline: 0.8 of its throughput is 1.25 of its time',
  },
];
