import { basename } from 'node:path';
import type { Files } from '../config/files.ts';
import type { KillSwitchDeps } from './kill-switch.ts';

/** The file source that MODEKEEPER_KILL_SWITCH_FILE names; null when it names none. */
export function configuredFile(path: string | undefined, files: Files): KillSwitchDeps['file'] {
  if (path === undefined) return null;
  return {
    base_name: basename(path),
    async read() {
      try {
        const text = await files.read(path);
        return text === null ? { kind: 'missing' } : { kind: 'found', text };
      } catch (error) {
        // Any fault of the file system: nobody knows what the switch says.
        if (error instanceof Error && 'code' in error) return { kind: 'failed' };
        throw error;
      }
    },
  };
}
