import type { CommandSpec } from '../../cli/spec.ts';
import { POLICY_FLAG } from '../../io/policy-flag.ts';
import { DETECTOR_FLAG } from '../../observe/flags.ts';

export const evalCommands: readonly CommandSpec[] = [
  {
    path: ['eval', 'file'],
    summary: 'Judge a trace: signals, what would be proposed, and on what evidence; nothing is planned.',
    flags: [
      { name: 'path', kind: 'text', value: 'FILE', required: true, help: 'The trace: .jsonl or .csv.' },
      POLICY_FLAG,
      DETECTOR_FLAG,
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where the report goes.' },
    ],
    examples: [{ command: 'mk eval file --path trace.jsonl', what: 'One line to read, and report/eval_latest.json.' }],
    load: async () => (await import('./file.ts')).runEvalFile,
  },
];
