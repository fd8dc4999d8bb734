import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

// "Layers and the one rule": imports point downwards or sideways within a layer, never between apps. pnpm links only what a
// package.json names, so the rule holds for the code when it holds for the manifests and no import leaves its own folder.
const root = resolve(import.meta.dirname, '../..');
const layers: Record<string, number> = {
  'packages/contracts': 0,
  'packages/engine': 1,
  'packages/trust': 1,
  'packages/evidence': 1,
  'packages/value': 1,
  'packages/kube': 2,
  'packages/telemetry': 2,
  'packages/db': 2,
  connector: 3,
  'packages/cli': 3,
  'workers/control-plane': 3,
  'workers/portal': 3,
};
const APP = 3;

const folders = Object.keys(layers).filter(exists);
function exists(folder: string): boolean {
  try {
    readFileSync(join(root, folder, 'package.json'));
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw cause;
  }
}

const manifest = (folder: string) =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string; dependencies?: Record<string, string> };
const folderOf = new Map(folders.map((folder) => [manifest(folder).name, folder]));

const sources = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => join(root, folder, file));

describe('layers', () => {
  it.each(folders)('%s depends only on layers below it, or sideways when it is not an app', (folder) => {
    const own = layers[folder] as number;
    const offenders = Object.keys(manifest(folder).dependencies ?? {})
      .map((name) => folderOf.get(name))
      .filter((target) => target !== undefined)
      .filter((target) => (layers[target] as number) > own || (own === APP && layers[target] === APP));
    expect(offenders).toEqual([]);
  });

  it.each(folders)('%s reaches other packages by name, never by a path out of its own folder', (folder) => {
    const own = join(root, folder);
    const escapes = sources(folder).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bfrom\s+'(\.[^']*)'|\bimport\(\s*'(\.[^']*)'\s*\)/g)]
        .map((match) => resolve(dirname(file), match[1] ?? match[2] ?? ''))
        .filter((target) => relative(own, target).startsWith('..') && !target.includes('/migrations/'))
        .map((target) => `${relative(root, file)} -> ${relative(root, target)}`),
    );
    expect(escapes).toEqual([]);
  });
});
