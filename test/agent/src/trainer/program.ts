import { fileURLToPath } from 'node:url';
import type { Program } from '../programs/image.ts';

/** The image trainer, for image `modekeeper/trainer`. */
export const trainerProgram: Program = {
  command: [
    process.execPath,
    '--max-semi-space-size=1',
    '--max-old-space-size=64',
    fileURLToPath(new URL('./main.ts', import.meta.url)),
  ],
};
