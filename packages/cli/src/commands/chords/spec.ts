import type { CommandSpec } from '../../cli/spec.ts';

export const chordsCommands: readonly CommandSpec[] = [
  {
    path: ['chords', 'validate'],
    summary: 'Check a chord catalog and say everything that is wrong with it.',
    flags: [
      { name: 'catalog', kind: 'text', value: 'FILE', required: true, help: 'A chord_catalog.v1 document.' },
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_chords_validate', help: 'Where the report goes.' },
    ],
    examples: [
      {
        command: 'mk chords validate --catalog catalog.json',
        what: 'Exit 0 when it is valid; chords_validate_latest.json lists every error.',
      },
    ],
    load: async () => (await import('./validate.ts')).runChordsValidate,
  },
];
