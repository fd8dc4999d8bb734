import type { CommandSpec } from '../../cli/spec.ts';
import { REPLAY_FLAGS } from '../../observe/flags.ts';

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
    flags: [
      { name: 'template', kind: 'text', value: 'NAME', required: true, help: 'One of mk passport templates.' },
      { name: 'document', kind: 'switch', help: 'Print it as a passport file holds it.' },
    ],
    examples: [
      { command: 'mk passport show --template safe', what: 'What the template allows.' },
      { command: 'mk passport show --template safe --document > passport.json', what: 'A passport to make your own.' },
    ],
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
  {
    path: ['passport', 'observe-max'],
    summary: 'Make the passport that allows to propose all that was observed, and to apply nothing.',
    flags: REPLAY_FLAGS,
    examples: [
      {
        command: 'mk passport observe-max --observe-source file --observe-path trace.jsonl --out report/observe_max',
        what: 'The passport, and a report without names, times or values that may be shown to anybody.',
      },
    ],
    load: async () => (await import('./observe-max.ts')).runObserveMax,
  },
  {
    path: ['passport', 'observe-max-report'],
    summary: 'Write the report of observe-max alone.',
    flags: REPLAY_FLAGS,
    examples: [
      {
        command:
          'mk passport observe-max-report --observe-source k8s --k8s-namespace train --k8s-deployment llm --out report/observe_max',
        what: 'From the last minute of a log.',
      },
    ],
    load: async () => (await import('./observe-max.ts')).runObserveMaxReport,
  },
];
