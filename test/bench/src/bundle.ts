import { join } from 'node:path';
import { run } from '@modekeeper/cluster';
import { repositoryRoot } from '@modekeeper/sandbox';
import type { Samples } from './samples.ts';

/** Size of the Worker as it is deployed, as `npm run deploy -- --env production --dry-run` says. @throws Error with its last line */
export async function measureBundle(samples: Samples): Promise<void> {
  const args = [join(repositoryRoot(), 'tools', 'deploy.ts'), '--env', 'production', '--dry-run'];
  const { stdout, stderr } = await run(process.execPath, args, { cwd: repositoryRoot(), env: process.env });
  const size_kib = stdout.match(/worker bundle: ([\d.]+) KiB gzip/)?.[1];
  // It ends with an error when the bundle is too large, and says the size all the same.
  if (size_kib === undefined) throw new Error(`the dry run of the deploy said no size: ${stderr.trim().split('\n').at(-1)}`);
  samples.add('worker_bundle_gzip', Number(size_kib));
}
