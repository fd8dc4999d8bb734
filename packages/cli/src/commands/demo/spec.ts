import type { CommandSpec } from '../../cli/spec.ts';
import { SCENARIO_FLAG } from '../../io/scenario-flag.ts';

const OUT = { name: 'out', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where the report goes.' } as const;

export const demoCommands: readonly CommandSpec[] = [
  {
    path: ['demo', 'run'],
    summary: 'Show what is seen and proposed on 60 s of made-up data.',
    flags: [SCENARIO_FLAG, OUT],
    examples: [{ command: 'mk demo run --scenario burst', what: 'Signals and proposals, in report/demo_latest.json.' }],
    load: async () => (await import('./run.ts')).runDemo,
  },
  {
    path: ['demo', 'mk068'],
    summary: 'Show planner and policy through a story of six phases.',
    flags: [OUT],
    examples: [{ command: 'mk demo mk068', what: 'The timeline, in report/mk068_demo_latest.json.' }],
    load: async () => (await import('./mk068.ts')).runMk068,
  },
];
