import { cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { type RunResult, run } from '../process/run.ts';
import { binaryPath, binFolder, buildFolder, commonFlags, kwokAssets } from './cache.ts';
import type { GoToolchain } from './go.ts';
import { moduleFolder, type Recipe } from './recipe.ts';

const tail = (result: RunResult) => `${result.stderr}\n${result.stdout}`.trim().split('\n').slice(-8).join('\n');

function failed(what: string, result: RunResult): ModeKeeperError {
  return new ModeKeeperError({
    code: 'upstream_unavailable',
    message: `${what} failed (exit ${result.code}): ${tail(result)}`,
    hint: 'Check that the Go module proxy can be reached (go env GOPROXY) and start again: what is already built is kept.',
  });
}

/** Environment of every Go command: private caches, no other toolchain, no C compiler, pins unchanged. */
function goEnv(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CGO_ENABLED: '0',
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    GOFLAGS: '-modcacherw -buildvcs=false -mod=readonly',
    GOMODCACHE: join(buildFolder(), 'modules'),
    GOCACHE: join(buildFolder(), 'objects'),
  };
}

/** kwok's stages and custom resource definitions live in its module, which goes away with the module cache. */
async function keepKwokAssets(go: GoToolchain, recipe: Recipe, options: { signal?: AbortSignal }): Promise<void> {
  const list = await run(go.path, ['list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kwok'], {
    cwd: moduleFolder(recipe.module),
    env: goEnv(),
    ...options,
  });
  if (list.code !== 0) throw failed('Looking up the folder of kwok', list);
  const draft = `${kwokAssets()}.${process.pid}.draft`;
  for (const part of ['stage', 'crd'])
    await cp(join(list.stdout.trim(), 'kustomize', part), join(draft, part), { recursive: true });
  await rm(kwokAssets(), { recursive: true, force: true });
  await rename(draft, kwokAssets());
}

/** What builds that were killed left behind; only the holder of the build lock comes here. */
async function removeDrafts(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.endsWith('.draft'));
  for (const name of drafts) await rm(join(folder, name), { recursive: true, force: true });
}

/**
 * Builds one binary at low priority, runs it once to see that it answers with the pinned version, and only then renames it
 * into its place: whoever finds a file there finds a whole one. Throws `upstream_unavailable` when Go fails.
 */
export async function compile(go: GoToolchain, recipe: Recipe, signal?: AbortSignal): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  await mkdir(binFolder(recipe.module), { recursive: true, mode: 0o700 });
  await removeDrafts(binFolder(recipe.module));
  const target = binaryPath(recipe.name);
  const draft = `${target}.${process.pid}.draft`;
  try {
    const tags = recipe.tags === undefined ? [] : ['-tags', recipe.tags];
    const args = ['-n', '10', go.path, 'build', ...commonFlags, ...tags, '-ldflags', recipe.ldflags, '-o', draft, recipe.package];
    const built = await run('nice', args, { cwd: moduleFolder(recipe.module), env: goEnv(), guarded: true, ...options });
    if (built.code !== 0) throw failed(`Building ${recipe.name}`, built);
    const answer = await run(draft, recipe.versionArgs, options);
    if (answer.code !== 0 || !answer.stdout.includes(recipe.version)) throw failed(`Trying the new ${recipe.name}`, answer);
    if (recipe.name === 'kwok') await keepKwokAssets(go, recipe, options);
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}
