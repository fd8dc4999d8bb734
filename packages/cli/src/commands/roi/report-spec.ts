import type { CommandSpec } from '../../cli/spec.ts';

const OUT = { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/roi', help: 'Where the report goes.' } as const;
const input = (name: string, path: string) =>
  ({ name, kind: 'text', value: 'FILE', default: path, help: `The ${name} report.` }) as const;

/** Commands that make the value report. */
export const roiReportCommands: readonly CommandSpec[] = [
  {
    path: ['roi'],
    summary: 'Say from the reports at hand what could be gained and what stands in the way.',
    flags: [
      OUT,
      {
        name: 'inputs-root',
        kind: 'text',
        value: 'FOLDER',
        help: 'Where preflight, eval and watch are (default the parent of --out).',
      },
    ],
    examples: [{ command: 'mk roi', what: 'report/roi/roi_latest.json from the reports under report.' }],
    load: async () => (await import('./report.ts')).runRoi,
  },
  {
    path: ['roi', 'report'],
    summary: 'The same from three reports that you name.',
    flags: [
      input('preflight', 'report/preflight/preflight_latest.json'),
      input('eval', 'report/eval_k8s/eval_latest.json'),
      input('watch', 'report/watch_k8s/watch_latest.json'),
      OUT,
    ],
    examples: [
      { command: 'mk roi report --watch report/watch/watch_latest.json', what: 'Exit 0 once the report is written, ok or not.' },
    ],
    load: async () => (await import('./report.ts')).runRoiReport,
  },
];
