import { APPLY_FLAGS } from '../../apply/flags.ts';
import type { CommandSpec } from '../../cli/spec.ts';
import { TARGET_FLAGS } from '../../observe/flags.ts';

export const k8sCommands: readonly CommandSpec[] = [
  {
    path: ['k8s', 'render'],
    summary: 'Write the kubectl script of a plan; nothing is run.',
    flags: [
      { name: 'plan', kind: 'text', value: 'FILE', required: true, help: 'A plan: a JSON list of items.' },
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where script and report go.' },
    ],
    examples: [
      { command: 'mk k8s render --plan report/k8s_plan.json', what: 'report/k8s_plan.kubectl.sh to read and to run by hand.' },
    ],
    load: async () => (await import('./render.ts')).runRender,
  },
  {
    path: ['k8s', 'verify'],
    summary: 'Check that the cluster would accept a plan; nothing is changed.',
    flags: [
      { name: 'plan', kind: 'text', value: 'FILE', required: true, help: 'A plan: a list, an object with items, or one item.' },
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where the report goes.' },
    ],
    examples: [
      {
        command: 'mk k8s verify --plan report/k8s_plan.json',
        what: 'report/k8s_verify_latest.json: ok, or what stands in the way in verify_blocker.',
      },
    ],
    load: async () => (await import('./verify.ts')).runVerify,
  },
  {
    path: ['k8s', 'apply'],
    summary: 'Apply a verified plan, when licensed and every gate passes; check it, and take it back when it must be.',
    flags: [
      { name: 'plan', kind: 'text', value: 'FILE', required: true, help: 'A plan: a list, an object with items, or one item.' },
      {
        name: 'out',
        kind: 'text',
        value: 'FOLDER',
        default: 'report',
        help: 'Where the verify report is and all reports go; also the memory of past changes.',
      },
      { name: 'force', kind: 'switch', help: 'Apply again what the last report says was applied; no gate is skipped.' },
      ...APPLY_FLAGS,
    ],
    examples: [
      {
        command: 'mk k8s verify --plan plan.json --out report && mk k8s apply --plan plan.json --out report',
        what: 'Exit 0 applied, 1 failed (and taken back), 2 blocked; report/k8s_apply_latest.json says by which gate.',
      },
      {
        command:
          'mk k8s verify --plan report/rollback_plan_latest.json --out back && mk k8s apply --plan report/rollback_plan_latest.json --out back',
        what: 'Takes an applied plan back by hand.',
      },
    ],
    load: async () => (await import('./apply.ts')).runApply,
  },
  {
    path: ['k8s', 'preflight'],
    summary: 'Check that cluster and access are as a plan will need them; nothing is changed.',
    flags: [
      ...TARGET_FLAGS,
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/preflight', help: 'Where report and summary go.' },
    ],
    examples: [
      {
        command: 'mk k8s preflight --k8s-namespace training --k8s-deployment trainer',
        what: 'Exit 0 when all seven checks pass, else 1 and the first that failed.',
      },
    ],
    load: async () => (await import('./preflight.ts')).runPreflight,
  },
];
