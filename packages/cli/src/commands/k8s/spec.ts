import type { CommandSpec } from '../../cli/spec.ts';

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
];
