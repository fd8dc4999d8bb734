import type { CommandSpec } from '../../cli/spec.ts';
import { REPLAY_FLAGS } from '../../observe/flags.ts';

export const roiCommands: readonly CommandSpec[] = [
  {
    path: ['roi', 'estimate'],
    summary: 'Estimate what absorbing bursts and stragglers of a trace could bring.',
    flags: [
      {
        name: 'observe-source',
        kind: 'text',
        value: 'SOURCE',
        default: 'file',
        choices: ['file'],
        help: 'Where samples come from.',
      },
      { name: 'observe-path', kind: 'text', value: 'FILE', required: true, help: 'The trace: .jsonl or .csv.' },
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_roi_estimate', help: 'Where the estimate goes.' },
    ],
    examples: [
      { command: 'mk roi estimate --observe-path trace.jsonl', what: 'A range in roi_estimate_latest.json, no promise.' },
    ],
    load: async () => (await import('./estimate.ts')).runEstimate,
  },
  {
    path: ['roi', 'before-after'],
    summary: 'Compare the step times of two traces, with their worth in GPU hours and money.',
    flags: [
      { name: 'baseline-path', kind: 'text', value: 'FILE', required: true, help: 'Trace from before: .jsonl or .csv.' },
      { name: 'candidate-path', kind: 'text', value: 'FILE', required: true, help: 'Trace from after.' },
      { name: 'usd-per-gpu-hour', kind: 'float', help: 'Price of a GPU hour; without it no money is stated.' },
      { name: 'gpus', kind: 'int', default: '1', min: 1, help: 'GPUs of the job.' },
      { name: 'hours-per-month', kind: 'float', default: '730', help: 'Hours that it runs a month.' },
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_roi_before_after', help: 'Where the comparison goes.' },
    ],
    examples: [
      {
        command: 'mk roi before-after --baseline-path before.jsonl --candidate-path after.jsonl --usd-per-gpu-hour 2.5 --gpus 8',
        what: 'Exit 1 when a trace has too few samples; the report is written all the same.',
      },
    ],
    load: async () => (await import('./before-after.ts')).runBeforeAfter,
  },
  {
    path: ['roi', 'mk074'],
    summary: 'Replay a trace: all changes of a tick at once against one at a time.',
    flags: REPLAY_FLAGS,
    examples: [
      {
        command: 'mk roi mk074 --observe-source file --observe-path trace.jsonl --out report/mk074',
        what: 'Two timelines and how many steps the first saves; the same bytes for the same trace.',
      },
    ],
    load: async () => (await import('./mk074.ts')).runMk074,
  },
];
