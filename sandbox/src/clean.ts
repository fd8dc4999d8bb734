// `npm run clean`: frees the disk. The state of a stopped sandbox; with --cache also the built Kubernetes binaries.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cacheFolder } from '@modekeeper/cluster';
import { defaultStatePath } from './platform/paths.ts';
import { asProgram } from './program.ts';
import { resetState } from './stack/platform.ts';

await asProgram(async () => {
  const { values } = parseArgs({ options: { cache: { type: 'boolean', default: false } } });
  resetState(defaultStatePath());
  process.stdout.write(`Deleted ${defaultStatePath()}\n`);
  if (!values.cache) return;
  rmSync(cacheFolder(), { recursive: true, force: true });
  process.stdout.write(`Deleted ${cacheFolder()}\n`);
});
