// Runs a TypeScript entry point of this repository on a fresh machine: installs the pinned pnpm under .tools/,
// installs the packages when the lockfile is newer than the last install, and hands over to the pinned Node.
// Plain JavaScript, because it must run on any Node >= 20 before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const tools = join(root, '.tools');
const stamp = join(tools, 'installed');

const fail = (message) => {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(2);
};

const platform = `${process.platform}-${process.arch}`;
if (!['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'].includes(platform)) {
  fail(
    `ModeKeeper's sandbox runs on linux-x64 (tested), linux-arm64 and macOS (untested), not on ${platform}; use a Linux machine, WSL 2 or a container.`,
  );
}
const [major, minor] = process.versions.node.split('.').map(Number);
const minimum = platform === 'linux-x64' ? 20 : 22;
if (major < minimum)
  fail(
    `Node ${minimum} or newer is needed on ${platform}, this is ${process.versions.node}; install a newer Node and try again.`,
  );

const run = (command, args, what) => {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, npm_config_yes: 'true' },
  });
  if (done.status !== 0)
    fail(
      `${what} failed (exit ${done.status ?? done.signal}); see the lines above, check the network and the npm registry, and try again.`,
    );
};

const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1];
const pnpm = join(tools, 'node_modules', '.bin', 'pnpm');
const pnpmManifest = join(tools, 'node_modules', 'pnpm', 'package.json');
mkdirSync(tools, { recursive: true });
if (!existsSync(pnpmManifest) || JSON.parse(readFileSync(pnpmManifest, 'utf8')).version !== pinned) {
  writeFileSync(join(tools, 'package.json'), '{"private":true}\n');
  process.stderr.write(`Installing pnpm ${pinned} under .tools\n`);
  run('npm', ['install', '--prefix', tools, '--no-audit', '--no-fund', '--loglevel=error', `pnpm@${pinned}`], 'Installing pnpm');
}
const lockfile = join(root, 'pnpm-lock.yaml');
if (!existsSync(stamp) || statSync(lockfile).mtimeMs > statSync(stamp).mtimeMs || !existsSync(join(root, 'node_modules'))) {
  process.stderr.write('Installing packages\n');
  run(pnpm, ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=error'], 'Installing packages');
  writeFileSync(stamp, '');
}

const [entry, ...rest] = process.argv.slice(2);
if (!entry) process.exit(0);
const bin = join(root, 'node_modules', '.bin');
const pinnedNode = join(bin, 'node');
const node = existsSync(pinnedNode) ? pinnedNode : process.execPath;
if (node === process.execPath && (major < 22 || (major === 22 && minor < 6)))
  fail(`Node 22.6 or newer is needed on ${platform}, this is ${process.versions.node}.`);
const flags = node === process.execPath && major === 22 && minor < 18 ? ['--experimental-strip-types'] : [];
// A signal goes to the whole foreground group: the child shuts down in order, so this parent only waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child?.kill(signal));
const { spawn } = await import('node:child_process');
const child = spawn(node, [...flags, join(root, entry), ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : code));
