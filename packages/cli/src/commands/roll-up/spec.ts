import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';

const ROOT: FlagSpec = {
  name: 'inputs-root',
  kind: 'text',
  value: 'FOLDER',
  help: 'Where the reports are (default the parent of --out).',
};
const out = (over: Pick<FlagSpec, 'default' | 'required'>): FlagSpec => ({
  name: 'out',
  kind: 'text',
  value: 'FOLDER',
  help: 'Where the report goes.',
  ...over,
});

/** Commands that make one report of what others wrote; they read nothing else and change nothing. */
export const rollUpCommands: readonly CommandSpec[] = [
  {
    path: ['preflight'],
    summary: 'Say from the reports at hand whether the plan would go through.',
    flags: [out({ required: true }), ROOT],
    examples: [
      { command: 'mk preflight --out report/preflight', what: 'From the reports under report; nothing is asked of a cluster.' },
    ],
    load: async () => (await import('./preflight.ts')).runPreflight,
  },
  {
    path: ['eval'],
    summary: 'Say from the reports at hand what was seen and how good the evidence is.',
    flags: [out({ default: 'report/eval' }), ROOT],
    examples: [
      { command: 'mk eval --inputs-root report', what: 'report/eval/eval_latest.json with signals, assessment and notes.' },
    ],
    load: async () => (await import('./eval.ts')).runEval,
  },
  {
    path: ['watch'],
    summary: 'Turn the closed-loop report at hand into a watch report of one iteration.',
    flags: [
      out({ required: true }),
      {
        name: 'duration',
        kind: 'int',
        value: 'SECONDS',
        default: '60',
        min: 1,
        help: 'What the report shows as duration and interval.',
      },
      ROOT,
    ],
    examples: [{ command: 'mk watch --out report/watch', what: 'To watch a workload for real: mk closed-loop watch.' }],
    load: async () => (await import('./watch.ts')).runWatch,
  },
];
