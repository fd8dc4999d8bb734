import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { thirdParty } from './third-party.ts';
import { throughBarrels } from './through-barrels.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** Programs of the package, and what each starts with. */
const PROGRAMS = [
  ['mk', 'main.ts'],
  ['mk-buyer-pack', 'bin/mk-buyer-pack.ts'],
  ['mk-enterprise-eval', 'bin/mk-enterprise-eval.ts'],
  ['mk-procurement-pack', 'bin/mk-procurement-pack.ts'],
] as const;

/** A thread begins with a file of its own. */
const THREADS = [
  ['segment-thread', 'observe/trace/segment-thread.ts'],
  ['gzip-thread', 'io/gzip-thread.ts'],
] as const;

/**
 * Makes the npm package `modekeeper` in `outdir`: one small entry and a chunk for each command's code, which is loaded when it runs;
 * no dependencies, but a list of what is inside and the licences of it. `npm pack` there gives what is published.
 */
export async function buildCli(outdir = join(here, 'dist')): Promise<string> {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: here,
    metafile: true,
    entryPoints: Object.fromEntries([...PROGRAMS, ...THREADS].map(([name, source]) => [name, join(here, 'src', source)])),
    outdir,
    bundle: true,
    plugins: [throughBarrels(join(here, '..'))],
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    treeShaking: true,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    define: { __MK_BUILD__: JSON.stringify(buildInfo()) },
  });
  for (const [name] of PROGRAMS) await chmod(join(outdir, `${name}.js`), 0o755);
  const own = JSON.parse(await readFile(join(here, 'package.json'), 'utf8')) as { version: string };
  const manifest = {
    name: 'modekeeper',
    version: own.version,
    description: 'ModeKeeper on the command line: observe, plan, verify and, when licensed, apply.',
    license: 'UNLICENSED',
    type: 'module',
    bin: Object.fromEntries(PROGRAMS.map(([name]) => [name, `${name}.js`])),
    files: ['*.js', 'documents/*.md', 'dependencies.txt', 'third-party-licenses.txt', 'README.md'],
    engines: { node: '>=22' },
  };
  await writeFile(join(outdir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(join(here, 'README.md'), join(outdir, 'README.md'));
  await cp(join(here, 'documents'), join(outdir, 'documents'), { recursive: true });
  const { licenses, list } = await thirdParty(here, Object.keys(metafile.inputs));
  await writeFile(join(outdir, 'dependencies.txt'), list);
  await writeFile(join(outdir, 'third-party-licenses.txt'), licenses);
  return outdir;
}

/** Commit of these sources and whether they differ from it; without git nobody knows. */
function buildInfo(): { git_commit: string | null; git_dirty: boolean } {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', here, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return { git_commit: git('rev-parse', 'HEAD'), git_dirty: git('status', '--porcelain') !== '' };
  } catch (error) {
    // No git, or no repository: a build from an archive.
    if (error instanceof Error && ('status' in error || 'code' in error)) return { git_commit: null, git_dirty: true };
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = await buildCli();
  const files = (await readdir(outdir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size));
  const kibibytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024);
  process.stdout.write(`${outdir}: ${files.length} files, ${kibibytes} KiB\n`);
}
