import type { CommandSpec } from '../../cli/spec.ts';
import { POLICY_FLAG } from '../../io/policy-flag.ts';
import { SCENARIO_FLAG } from '../../io/scenario-flag.ts';
import { DETECTOR_FLAG, OBSERVE_SOURCES, observeFlags, TARGET_FLAGS } from '../../observe/flags.ts';

export const quickstartCommands: readonly CommandSpec[] = [
  {
    path: ['quickstart'],
    summary: 'Go once through everything that needs no licence, and say in words what came out; nothing is changed.',
    flags: [
      { name: 'out', kind: 'text', value: 'FOLDER', help: 'Where everything goes (default report/quickstart_<time>).' },
      ...TARGET_FLAGS,
      ...observeFlags({ prefix: 'observe-', sources: OBSERVE_SOURCES, source: 'synthetic', duration: '60s' }),
      DETECTOR_FLAG,
      POLICY_FLAG,
      SCENARIO_FLAG,
    ],
    examples: [
      {
        command: 'mk quickstart --observe-source file --observe-path trace.jsonl',
        what: 'What a trace shows, what would be proposed and what it may be worth: a summary here, report.html to pass on.',
      },
      {
        command: 'mk quickstart --observe-source k8s-logs --k8s-namespace train --k8s-deployment llm --observe-duration 10m',
        what: 'The same from the log of a Deployment, and whether the cluster would accept the change. Reads only.',
      },
      { command: 'mk quickstart', what: 'A look at the product on made-up data.' },
    ],
    load: async () => (await import('./run.ts')).runQuickstart,
  },
];
