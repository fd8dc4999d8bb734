import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { binaryPath, binFolder, cacheFolder, moduleHash } from './cache.ts';
import { recipeOf, recipes, testBinaries } from './recipe.ts';

describe('the cache of binaries', () => {
  it('lies in the user cache folder, which all checkouts share', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/somewhere' })).toBe('/somewhere/modekeeper');
    expect(cacheFolder({})).toBe(join(homedir(), '.cache/modekeeper'));
    // The specification of these folders: relative paths are to be ignored.
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' })).toBe(join(homedir(), '.cache/modekeeper'));
  });

  it('has one folder per module and set of pins', () => {
    expect(moduleHash('kubernetes')).toMatch(/^[0-9a-f]{16}$/);
    expect(binaryPath('kubectl')).toBe(join(binFolder('kubernetes'), 'kubectl'));
    expect(new Set(testBinaries.map(binaryPath)).size).toBe(testBinaries.length);
  });

  it('stamps every Kubernetes binary with its version', () => {
    for (const recipe of recipes.filter(({ module }) => module === 'kubernetes')) {
      expect(recipe.ldflags).toContain(`gitVersion=v${recipe.version}`);
    }
    expect(() => recipeOf('unknown' as 'etcd')).toThrow('no recipe');
  });
});
