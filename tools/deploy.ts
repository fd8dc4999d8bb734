// `npm run deploy -- --env staging|production`: migrate the database, then deploy the Worker. The order matters: a migration only adds,
// so the old Worker runs on the new schema, never the new one on the old. `--dry-run` bundles and measures, and touches nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readFlags } from './read-flags.ts';

const root = resolve(import.meta.dirname, '..');
const BUNDLE_LIMIT_KIB = 600;

function fail(message: string): never {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(2);
}

function wrangler(args: string[]): void {
  const done = spawnSync('wrangler', args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' },
  });
  if (done.status !== 0) fail(`wrangler ${args.join(' ')} failed (exit ${done.status}); read its lines above.`);
}

const flags = readFlags('npm run deploy', { env: { type: 'string' }, 'dry-run': { type: 'boolean' } });
const environment = flags.env;
if (environment !== 'staging' && environment !== 'production')
  fail('name the environment: npm run deploy -- --env staging (or production)');
// Before minutes of building, and before anything is changed.
const url = process.env.DATABASE_URL ?? '';
if (!flags['dry-run'] && url === '') fail('DATABASE_URL is not set; it names the libSQL database of this environment.');

const portal = join(root, 'workers', 'portal');
const build = spawnSync(join(portal, 'node_modules', '.bin', 'vite'), ['build'], { cwd: portal, stdio: 'inherit' });
if (build.status !== 0) fail(`building the portal failed (exit ${build.status}); read its lines above.`);

const outdir = join(root, 'dist', `worker-${environment}`);
rmSync(outdir, { recursive: true, force: true });
wrangler(['deploy', '--dry-run', '--minify', '--env', environment, '--outdir', outdir]);
const size_kib = gzipSync(readFileSync(join(outdir, 'index.js'))).length / 1024;
process.stdout.write(`worker bundle: ${size_kib.toFixed(1)} KiB gzip (limit ${BUNDLE_LIMIT_KIB})\n`);
if (size_kib > BUNDLE_LIMIT_KIB)
  fail(`the bundle is larger than ${BUNDLE_LIMIT_KIB} KiB gzip; look at what it imports with wrangler's --metafile.`);
if (flags['dry-run']) process.exit(0);

// Loaded only here: a dry run needs no database, and a wrong call should not wait for its library.
const { migrate } = await import('../packages/db/src/migrate.ts');
try {
  await migrate(url, process.env.DATABASE_TOKEN);
} catch (cause) {
  const reason =
    cause instanceof Error ? ((cause.cause instanceof Error ? cause.cause : cause).message.split('\n')[0] ?? '') : '';
  fail(
    `the database could not be migrated (${reason}), and nothing was deployed; check DATABASE_URL and DATABASE_TOKEN, and run it again.`,
  );
}
wrangler(['deploy', '--minify', '--env', environment]);
