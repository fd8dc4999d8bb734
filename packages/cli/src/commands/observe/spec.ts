import type { CommandSpec } from '../../cli/spec.ts';
import { DETECTOR_FLAG, OBSERVE_SOURCES, observeFlags, TARGET_FLAGS } from '../../observe/flags.ts';

export const observeCommands: readonly CommandSpec[] = [
  {
    path: ['observe'],
    summary: 'Look at a workload and say what is seen; nothing is proposed or changed.',
    flags: [
      ...observeFlags({ prefix: '', sources: OBSERVE_SOURCES, source: 'synthetic', duration: '10m' }),
      { name: 'record-raw', kind: 'text', value: 'FILE', help: 'Also write every input line here, as it came.' },
      ...TARGET_FLAGS,
      { name: 'k8s-pod', kind: 'text', value: 'NAME', help: 'Read the log of this pod.' },
      DETECTOR_FLAG,
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where the report goes.' },
    ],
    examples: [
      {
        command: 'mk observe --source file --path trace.jsonl',
        what: 'Signals and symptoms of a trace, in report/observe_latest.json.',
      },
      {
        command: 'mk observe --source k8s --k8s-namespace train --k8s-deployment llm --duration 5m --record-raw raw.jsonl',
        what: 'The last five minutes of its log; raw.jsonl can be looked at again.',
      },
      {
        command:
          "mk observe --source prometheus --prom-url https://prometheus.example --query step_time_ms='1000 * avg(rate(step_seconds_sum[1m]) / rate(step_seconds_count[1m]))'",
        what: 'Ten minutes of a metric, with GPU values of the DCGM exporter.',
      },
    ],
    load: async () => (await import('./run.ts')).runObserve,
  },
];
