// `npm run clean`: frees the disk. The state of a stopped sandbox; with --cache also the built Kubernetes binaries.
import { rmSync } from 'node:fs';
import { cacheFolder } from '@modekeeper/cluster';
import { readSwitches } from './flags.ts';
import { defaultStatePath } from './platform/paths.ts';
import { asProgram } from './program.ts';
import { resetState } from './stack/platform.ts';

await asProgram(async () => {
  const given = readSwitches('npm run clean', ['cache']);
  resetState(defaultStatePath());
  process.stdout.write(`Deleted ${defaultStatePath()}\n`);
  if (!given.has('cache')) return;
  rmSync(cacheFolder(), { recursive: true, force: true });
  process.stdout.write(`Deleted ${cacheFolder()}\n`);
});
