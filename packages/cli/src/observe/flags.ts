import type { FlagSpec } from '../cli/spec.ts';
import { PROMETHEUS_FLAGS } from './prometheus-flags.ts';

/** Where samples can come from, as flags name it; `k8s` and `k8s-logs` are one. */
export const OBSERVE_SOURCES = ['synthetic', 'file', 'k8s', 'k8s-logs', 'prometheus'] as const;

/** Flag group TGT of the contract. */
export const TARGET_FLAGS: readonly FlagSpec[] = [
  { name: 'k8s-namespace', kind: 'text', value: 'NAME', default: 'default', help: 'Namespace of the Deployment.' },
  { name: 'k8s-deployment', kind: 'text', value: 'NAME', default: 'trainer', help: 'The Deployment.' },
];

/** Flag group DET. */
export const DETECTOR_FLAG: FlagSpec = {
  name: 'detector',
  kind: 'text',
  value: 'NAME',
  default: 'heuristic_v1',
  choices: ['heuristic_v1'],
  help: 'How signals are found.',
};

/** Flag group OBS; `prefix` is `observe-`, or empty for `mk observe`. Without `source` the flag is required; source `prometheus` brings its own flags. */
export function observeFlags(options: {
  prefix: '' | 'observe-';
  sources: readonly string[];
  source?: string;
  duration: string;
}): FlagSpec[] {
  const { duration, prefix, source, sources } = options;
  const origin = { name: `${prefix}source`, kind: 'text' as const, value: 'SOURCE', choices: sources };
  return [
    {
      ...origin,
      ...(source === undefined ? { required: true } : { default: source }),
      help: 'Where samples come from.',
    },
    { name: `${prefix}path`, kind: 'text', value: 'FILE', help: 'Trace of source file: .jsonl or .csv.' },
    {
      name: `${prefix}duration`,
      kind: 'duration',
      default: duration,
      help: 'How far back logs go, or how long synthetic data is.',
    },
    {
      name: `${prefix}container`,
      kind: 'text',
      value: 'NAME',
      default: 'auto',
      help: 'Container whose log is read; auto leaves the choice to kubectl.',
    },
    ...(sources.includes('prometheus') ? PROMETHEUS_FLAGS : []),
  ];
}

/** Flags of the commands that look at real data only: `roi mk074`, `passport observe-max` and its report. */
export const REPLAY_FLAGS: readonly FlagSpec[] = [
  ...observeFlags({ prefix: 'observe-', sources: ['file', 'k8s', 'k8s-logs'], duration: '60s' }),
  ...TARGET_FLAGS,
  { name: 'out', kind: 'text', value: 'FOLDER', required: true, help: 'Where the artifacts go.' },
];
