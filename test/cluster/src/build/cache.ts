import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type BinaryName, type GoModule, moduleFolder, recipeOf, recipes } from './recipe.ts';

/** Folder that all checkouts of one user share: `$XDG_CACHE_HOME/modekeeper`, else `~/.cache/modekeeper`. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const base = env.XDG_CACHE_HOME;
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'modekeeper');
}

/** Private module and build caches of Go; several GB while building, deleted when all binaries stand. */
export function buildFolder(): string {
  return join(cacheFolder(), 'build');
}

/** Flags that every binary is built with; part of the cache key. */
export const commonFlags: readonly string[] = ['-trimpath'];

/** 16 hex digits over the pins and flags of a module: same pins, same folder, whichever checkout asks. */
export function moduleHash(module: GoModule): string {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(moduleFolder(module), file))).update('\0');
  const flags = recipes
    .filter((recipe) => recipe.module === module)
    .map(({ ldflags, package: name, tags }) => [name, ldflags, ...(tags === undefined ? [] : [tags])]);
  hash.update(JSON.stringify({ flags, common: commonFlags, cgo: 0, platform: process.platform, arch: process.arch }));
  return hash.digest('hex').slice(0, 16);
}

/** Folder of the finished binaries of one module: `<cache>/bin/<module>-<hash>`. */
export function binFolder(module: GoModule): string {
  return join(cacheFolder(), 'bin', `${module}-${moduleHash(module)}`);
}

/** Where a binary lies once it stands (it appears by an atomic rename, so: exists = complete). */
export function binaryPath(name: BinaryName): string {
  return join(binFolder(recipeOf(name).module), name);
}

/** Folder with kwok's own stages and custom resource definition, copied out of its module. */
export function kwokAssets(): string {
  return join(binFolder('kwok'), 'kustomize');
}

/** Whether a binary (for kwok: and its assets) is there. */
export function isBuilt(name: BinaryName): boolean {
  return existsSync(binaryPath(name)) && (name !== 'kwok' || existsSync(kwokAssets()));
}
