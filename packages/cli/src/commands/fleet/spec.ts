import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';

/** Flag group CTX. */
const CONTEXT_FLAGS: readonly FlagSpec[] = [
  {
    name: 'contexts',
    kind: 'list',
    value: 'A,B',
    help: 'Contexts of the kubeconfig, separated by commas (default: the current one).',
  },
  { name: 'context', kind: 'many', value: 'NAME', help: 'One context; may be repeated.' },
];
const exclusive = [['contexts', 'context']] as const;

export const fleetCommands: readonly CommandSpec[] = [
  {
    path: ['fleet', 'inventory'],
    summary: 'List namespaces and Deployments of several clusters.',
    flags: [
      ...CONTEXT_FLAGS,
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_inventory', help: 'Where the inventory goes.' },
    ],
    examples: [
      {
        command: 'mk fleet inventory --contexts staging,production',
        what: 'One entry for each context, with an error where kubectl failed.',
      },
    ],
    exclusive,
    load: async () => (await import('./inventory.ts')).runInventory,
  },
  {
    path: ['fleet', 'policy'],
    summary: 'Show which Deployments a policy would change; nothing is changed.',
    flags: [
      {
        name: 'policy',
        kind: 'text',
        value: 'REF',
        required: true,
        help: 'A file (holds / or ends in .json), else a passport template.',
      },
      ...CONTEXT_FLAGS,
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_policy_propagation', help: 'Where the plan goes.' },
    ],
    examples: [
      {
        command: 'mk fleet policy --policy ./passport.json --context production',
        what: 'What each Deployment has now, what it would get, and the way back.',
      },
    ],
    exclusive,
    load: async () => (await import('./policy.ts')).runPolicy,
  },
];
