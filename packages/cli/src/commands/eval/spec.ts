import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';
import { POLICY_FLAG } from '../../io/policy-flag.ts';
import { DETECTOR_FLAG, TARGET_FLAGS } from '../../observe/flags.ts';

const COMMON: readonly FlagSpec[] = [
  POLICY_FLAG,
  DETECTOR_FLAG,
  { name: 'out', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where the report goes.' },
];

export const evalCommands: readonly CommandSpec[] = [
  {
    path: ['eval', 'file'],
    summary: 'Judge a trace: signals, what would be proposed, and on what evidence; nothing is planned.',
    flags: [{ name: 'path', kind: 'text', value: 'FILE', required: true, help: 'The trace: .jsonl or .csv.' }, ...COMMON],
    examples: [{ command: 'mk eval file --path trace.jsonl', what: 'One line to read, and report/eval_latest.json.' }],
    load: async () => (await import('./file.ts')).runEvalFile,
  },
  {
    path: ['eval', 'k8s'],
    summary: 'Judge a Deployment by its log, plan, and ask the cluster whether it would take the plan.',
    flags: [
      ...TARGET_FLAGS,
      {
        name: 'container',
        kind: 'text',
        value: 'NAME',
        default: 'auto',
        help: 'Container whose log is read; auto leaves the choice to kubectl.',
      },
      { name: 'observe-duration', kind: 'duration', value: 'TIME', default: '60s', help: 'How far back the log is read.' },
      ...COMMON,
    ],
    examples: [
      {
        command: 'mk eval k8s --k8s-namespace train --k8s-deployment llm --observe-duration 5m',
        what: 'Signals, plan and verification of the last five minutes; nothing is changed.',
      },
    ],
    load: async () => (await import('./k8s.ts')).runEvalK8s,
  },
];
