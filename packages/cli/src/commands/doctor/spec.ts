import type { CommandSpec } from '../../cli/spec.ts';

export const doctorCommands: readonly CommandSpec[] = [
  {
    path: ['doctor'],
    summary: 'Check what mk needs on this machine.',
    flags: [{ name: 'out', kind: 'text', value: 'FOLDER', help: 'Where the report goes (default report/doctor_<time>).' }],
    examples: [{ command: 'mk doctor', what: 'PASS or FAIL for each check, with a hint; exit 2 when one failed.' }],
    load: async () => (await import('./run.ts')).runDoctor,
  },
];
