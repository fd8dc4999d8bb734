import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';

const name = (flag: string, value: string, help: string): FlagSpec => ({
  name: flag,
  kind: 'text',
  value: 'NAME',
  default: value,
  help,
});

export const installCommands: readonly CommandSpec[] = [
  {
    path: ['install', 'k8s-runner'],
    summary: 'Write manifests of a Job that runs mk quickstart in the cluster, read-only; nothing is applied.',
    flags: [
      { name: 'out', kind: 'text', value: 'FOLDER', help: 'Where the files go (default report/install_k8s_runner_<time>).' },
      name('namespace', 'modekeeper-system', 'Namespace that is made for it.'),
      name('serviceaccount', 'modekeeper-readonly', 'Service account of the Job.'),
      name('clusterrole', 'modekeeper-readonly', 'ClusterRole that lets it read, or Role with --scope namespace.'),
      name('job-name', 'modekeeper-runner', 'The Job.'),
      { name: 'image', kind: 'text', value: 'IMAGE', default: 'modekeeper-runner:latest', help: 'Image that holds mk.' },
      {
        name: 'image-pull-policy',
        kind: 'text',
        value: 'POLICY',
        default: 'Always',
        choices: ['Always', 'IfNotPresent', 'Never'],
        help: 'When the image is pulled.',
      },
      {
        name: 'scope',
        kind: 'text',
        value: 'SCOPE',
        default: 'cluster',
        choices: ['cluster', 'namespace'],
        help: 'What it may read: the whole cluster, or its own namespace only.',
      },
    ],
    examples: [
      {
        command: 'mk install k8s-runner --out runner --image registry.example/modekeeper-runner:1.0',
        what: 'Read runner/README.md, then run runner/apply.sh; runner/rollback.sh takes everything away again.',
      },
    ],
    load: async () => (await import('./k8s-runner.ts')).runInstall,
  },
];
