import type { CommandSpec } from '../../cli/spec.ts';

export const passportCommands: readonly CommandSpec[] = [
  {
    path: ['passport', 'templates'],
    summary: 'List the passport templates.',
    flags: [],
    examples: [{ command: 'mk passport templates', what: 'One name a line.' }],
    load: async () => (await import('./templates.ts')).runTemplates,
  },
  {
    path: ['passport', 'show'],
    summary: 'Print a passport template as JSON.',
    flags: [{ name: 'template', kind: 'text', value: 'NAME', required: true, help: 'One of mk passport templates.' }],
    examples: [{ command: 'mk passport show --template safe > passport.json', what: 'A passport to start from.' }],
    load: async () => (await import('./show.ts')).runShow,
  },
  {
    path: ['passport', 'validate'],
    summary: 'Check a passport; silent when it is valid.',
    flags: [{ name: 'file', kind: 'text', value: 'FILE', required: true, help: 'A passport.v0 document.' }],
    examples: [
      {
        command: 'mk passport validate --file passport.json',
        what: 'Exit 0 when it is valid, else the first failure and exit 2.',
      },
    ],
    load: async () => (await import('./validate.ts')).runValidate,
  },
];
