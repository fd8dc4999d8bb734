import { spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildConnector } from '../build.ts';

/** Nobody's account; tests that do not run as root stay who they are. */
const UNPRIVILEGED = 65_534;
const root = process.getuid?.() === 0;

/** No program listens there (tcpmux, RFC 1078): the API server of a cluster that is not reached. */
const CLOSED_PORT = 1;

const CONFIG = {
  schema_version: 'connector_config.v1',
  release: 'mk',
  namespace: 'mk',
  control_plane_url: 'https://plane.invalid',
  mode: 'observe',
  approval: { level: 'L0', threshold: 1 },
  targets: [],
  gitops: { managers: [] },
  guard: { policy_name: 'guard' },
  chart_version: '0.1.0',
};

it('the bundle alone, in a read-only folder, as an unprivileged user, starts, says why it is not ready, and stops within its time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mk-bundle-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [app, mounts] = [join(folder, 'app'), join(folder, 'mounts')];
  await mkdir(app);
  await mkdir(mounts);
  const { outfile, bytes } = await buildConnector(join(app, 'connector.mjs'));
  expect(bytes).toBeLessThan(2 * 1024 * 1024);
  for (const [name, text] of [
    ['connector.json', JSON.stringify(CONFIG)],
    ['namespace', 'mk'],
    ['token', 'none'],
    ['ca.crt', ''],
  ] as const) {
    await writeFile(join(mounts, name), text, { mode: 0o444 });
  }
  await chmod(outfile, 0o444);
  await chmod(app, 0o555);
  await chmod(mounts, 0o555);
  await chmod(folder, 0o755);
  if (root) await chown(folder, 0, 0);
  const child = spawn(process.execPath, ['--max-old-space-size=96', '--max-semi-space-size=1', outfile], {
    cwd: app,
    ...(root ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {}),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      MODEKEEPER_CONFIG_FILE: join(mounts, 'connector.json'),
      MODEKEEPER_SERVICE_ACCOUNT_DIR: mounts,
      MODEKEEPER_LISTEN_HOST: '127.0.0.1',
      MODEKEEPER_LISTEN_PORT: '0',
      KUBERNETES_SERVICE_HOST: '127.0.0.1',
      KUBERNETES_SERVICE_PORT: String(CLOSED_PORT),
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const port = () => /"address":\{[^}]*"port":(\d+)/.exec(output)?.[1];
  await expect.poll(port, { message: 'the port that it says it listens on' }).toBeDefined();
  const ask = (path: string) => fetch(`http://127.0.0.1:${port()}${path}`).catch(() => null);
  await expect.poll(async () => (await ask('/healthz'))?.status).toBe(200);
  await expect.poll(async () => JSON.stringify(await (await ask('/readyz'))?.json())).toContain('cluster_unreachable');
  expect((await ask('/readyz'))?.status).toBe(503);
  const metrics = (await (await ask('/metrics'))?.text()) ?? '';
  expect(metrics).toContain('modekeeper_connected 0');
  const resident_mib = Number(/modekeeper_resident_memory_bytes (\d+)/.exec(metrics)?.[1] ?? 0) / 1024 / 1024;
  expect(resident_mib).toBeLessThan(110);
  process.stdout.write(
    `connector bundle: ${Math.round(bytes / 1024)} KiB, resident ${Math.round(resident_mib)} MiB before it reaches a cluster\n`,
  );
  const over = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.kill('SIGTERM');
  expect(await over).toBe(0);
}, 60_000);
