import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from '@modekeeper/cluster';
import { repositoryRoot } from '@modekeeper/sandbox';
import type { Samples } from '../samples.ts';
import { eagerFiles, type Manifest, routeFiles } from './manifest.ts';

const PORTAL = join(repositoryRoot(), 'workers', 'portal');

/** Sizes of the portal as it is deployed: builds it, reads vite's manifest, compresses every file as a server would (gzip -9). */
export async function measurePortalSizes(samples: Samples): Promise<void> {
  const vite = join(PORTAL, 'node_modules', '.bin', 'vite');
  const { code, stderr } = await run(vite, ['build'], { cwd: PORTAL, env: process.env });
  if (code !== 0) throw new Error(`building the portal failed: ${stderr.trim().split('\n').at(-1)}`);
  const dist = join(PORTAL, 'dist');
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')) as Manifest;
  const gzip_kib = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024, 0);
  const eager = eagerFiles(manifest);
  samples.add('portal_first_load_gzip', gzip_kib(['index.html', 'theme.js', ...eager]));
  for (const files of routeFiles(manifest).values()) samples.add('portal_route_chunk_gzip', gzip_kib(files));
}
