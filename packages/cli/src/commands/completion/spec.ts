import { SHELLS } from '../../cli/completion.ts';
import type { CommandSpec } from '../../cli/spec.ts';

export const completionCommands: readonly CommandSpec[] = SHELLS.map((shell) => ({
  path: ['completion', shell],
  summary: `Print the completion script for ${shell}.`,
  flags: [],
  examples: [
    shell === 'fish'
      ? {
          command: 'mk completion fish > ~/.config/fish/completions/mk.fish',
          what: 'Completes commands and flags from the next shell on.',
        }
      : { command: `source <(mk completion ${shell})`, what: 'Completes commands and flags in this shell.' },
  ],
  load: async () => {
    const { printCompletion } = await import('./print.ts');
    return async (io, _flags, commands) => printCompletion(io, shell, commands);
  },
}));
