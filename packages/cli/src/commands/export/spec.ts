import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';
import { CREATED_AT } from '../../io/pack-flags.ts';

const pack = (out: string): readonly FlagSpec[] => [
  { name: 'in', kind: 'text', value: 'FOLDER', default: 'report', help: 'Where the reports are.' },
  { name: 'out', kind: 'text', value: 'FOLDER', default: out, help: 'Where the pack goes.' },
  CREATED_AT,
  { name: 'sign-key', kind: 'text', value: 'FILE', help: 'Raw 32-byte Ed25519 private key to sign the manifest with.' },
  { name: 'sign-kid', kind: 'text', value: 'KID', help: 'Name of that key in the signature.' },
];

export const exportCommands: readonly CommandSpec[] = [
  {
    path: ['export', 'bundle'],
    summary: 'Pack the latest reports into one archive with a manifest.',
    flags: pack('report/bundle'),
    examples: [
      { command: 'mk export bundle --in report', what: 'report/bundle with manifest, archive and summary.' },
      {
        command: 'mk export bundle --created-at 2026-01-02T03:04:05Z --sign-key key.raw --sign-kid ops',
        what: 'The same bytes every time, and a signature over the manifest.',
      },
    ],
    load: async () => (await import('./bundle.ts')).runBundle,
  },
  {
    path: ['export', 'handoff-pack'],
    summary: 'Pack the latest reports for others, with a script that checks what they got.',
    flags: pack('report/handoff_pack'),
    examples: [
      {
        command: 'mk export handoff-pack && sh report/handoff_pack/HANDOFF_VERIFY.sh',
        what: 'The last line is OK when nothing changed on the way.',
      },
    ],
    load: async () => (await import('./handoff-pack.ts')).runHandoffPack,
  },
];
