import type { CommandSpec } from '../../cli/spec.ts';
import { CREATED_AT } from '../../io/pack-flags.ts';

export const supportBundleCommands: readonly CommandSpec[] = [
  {
    path: ['support-bundle'],
    summary: 'Pack the latest reports for support, with secrets taken out.',
    flags: [
      { name: 'in', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where the reports are.' },
      { name: 'out', kind: 'text', value: 'FOLDER', help: 'Where the pack goes (default report/support_bundle_<time>).' },
      CREATED_AT,
    ],
    examples: [
      {
        command: 'mk support-bundle --out support',
        what: 'support/support_bundle.tar.gz to look through and to send; the manifest counts what was taken out.',
      },
    ],
    load: async () => (await import('./run.ts')).runSupportBundle,
  },
];
