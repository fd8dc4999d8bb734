import { APPLY_FLAGS } from '../../apply/flags.ts';
import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';
import { POLICY_FLAG } from '../../io/policy-flag.ts';
import { SCENARIO_FLAG } from '../../io/scenario-flag.ts';
import { DETECTOR_FLAG, OBSERVE_SOURCES, observeFlags, TARGET_FLAGS } from '../../observe/flags.ts';

const LOOP_FLAGS: readonly FlagSpec[] = [
  ...TARGET_FLAGS,
  ...observeFlags({ prefix: 'observe-', sources: OBSERVE_SOURCES, source: 'synthetic', duration: '60s' }),
  { name: 'observe-record-raw', kind: 'text', value: 'FILE', help: 'Also write every input line here, as it came.' },
  DETECTOR_FLAG,
  POLICY_FLAG,
  { name: 'cooldown-s', kind: 'int', value: 'N', default: '30', help: 'Seconds before a knob may change again.' },
  { name: 'max-delta-per-step', kind: 'int', value: 'N', default: '0', help: 'Largest step of a knob; 0 is off.' },
  { name: 'dry-run', kind: 'switch', help: 'Plan only and change nothing; the default.' },
  {
    name: 'apply',
    kind: 'switch',
    help: 'Patch the Deployment when licensed and every gate passes; check it, and take it back when it must be.',
  },
  ...APPLY_FLAGS,
];
const EITHER: CommandSpec['exclusive'] = [['dry-run', 'apply']];

const { default: _chosen, ...REQUIRED_SCENARIO } = SCENARIO_FLAG;

export const closedLoopCommands: readonly CommandSpec[] = [
  {
    path: ['closed-loop', 'run'],
    summary: 'Observe once, propose, check and write the plan; with --apply also apply it.',
    flags: [
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where reports and plan go.' },
      SCENARIO_FLAG,
      ...LOOP_FLAGS,
    ],
    examples: [
      {
        command: 'mk closed-loop run --observe-source file --observe-path trace.jsonl --k8s-namespace train --k8s-deployment llm',
        what: 'What a trace calls for, as report/k8s_plan.json and a script to read.',
      },
      { command: 'mk closed-loop run --scenario burst --passport safe', what: 'The same on made-up data, within a passport.' },
      {
        command:
          'mk closed-loop run --observe-source k8s --k8s-namespace train --k8s-deployment llm --passport train.json --apply',
        what: 'Exit 0 applied or nothing to do, 1 failed (and taken back), 2 blocked; report/closed_loop_latest.json says why.',
      },
    ],
    exclusive: EITHER,
    load: async () => (await import('./run.ts')).runClosedLoop,
  },
  {
    path: ['closed-loop', 'watch'],
    summary: 'Observe again and again, and plan each time; with --apply also apply.',
    flags: [
      { name: 'out', kind: 'text', value: 'FOLDER', required: true, help: 'Where reports go, a folder for each iteration.' },
      { ...REQUIRED_SCENARIO, required: true },
      ...LOOP_FLAGS,
      { name: 'interval', kind: 'duration', value: 'TIME', default: '30s', help: 'Pause between iterations.' },
      { name: 'max-iterations', kind: 'int', value: 'N', min: 0, help: 'Stop after so many; without it a signal stops.' },
      {
        name: 'iterations',
        kind: 'int',
        value: 'N',
        default: '0',
        help: 'The same where --max-iterations is not given; 0 is no limit.',
      },
    ],
    examples: [
      {
        command: 'mk closed-loop watch --scenario drift --out report/watch --interval 10s --max-iterations 3',
        what: 'Three iterations, a line each, and report/watch/watch_latest.json.',
      },
    ],
    exclusive: EITHER,
    load: async () => (await import('./watch.ts')).runWatch,
  },
];
