import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sameFiles, writeVolume } from './atomic-writer.ts';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'volume-')), 'v');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const files = (entries: Record<string, string>) =>
  new Map(Object.entries(entries).map(([path, text]) => [path, Buffer.from(text)]));
const read = (path: string) => readFile(join(folder, path), 'utf8');

describe('writeVolume', () => {
  it('replaces, adds and removes files, and leaves nothing of older versions behind', async () => {
    await writeVolume(folder, files({ a: '1', 'deep/b': '2', gone: '3' }));
    expect([await read('a'), await read('deep/b'), await read('gone')]).toEqual(['1', '2', '3']);
    await writeVolume(folder, files({ a: '4', 'deep/c': '5', added: '6' }));
    expect([await read('a'), await read('deep/c'), await read('added')]).toEqual(['4', '5', '6']);
    expect((await readdir(folder)).filter((name) => !name.startsWith('..')).sort()).toEqual(['a', 'added', 'deep']);
    expect((await readdir(folder)).filter((name) => name.startsWith('..version'))).toHaveLength(1);
    expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o600);
  });

  it('never shows a reader a mixture of two versions', async () => {
    await writeVolume(folder, files({ a: '0', b: '0' }));
    let isWriting = true;
    const writing = (async () => {
      for (let version = 1; version <= 60; version += 1) await writeVolume(folder, files({ a: `${version}`, b: `${version}` }));
      isWriting = false;
    })();
    const inOrder = async (first: string, second: string) => [await read(first), await read(second)];
    let reads = 0;
    while (isWriting) {
      // One look through the link gives one version; it may be gone a moment later, as on a real node. One after the other: two reads
      // side by side may be carried out in either order, and then an older second one says nothing of the writer.
      const texts = await inOrder('..data/a', '..data/b').catch(() => null);
      reads += 1;
      if (texts !== null) expect(Number(texts[1]) - Number(texts[0])).toBeGreaterThanOrEqual(0);
    }
    await writing;
    expect(reads).toBeGreaterThan(0);
    expect([await read('a'), await read('b')]).toEqual(['60', '60']);
  });
});

describe('sameFiles', () => {
  it('compares names and contents', () => {
    expect(sameFiles(undefined, files({}))).toBe(false);
    expect(sameFiles(files({ a: '1' }), files({ a: '1' }))).toBe(true);
    expect(sameFiles(files({ a: '1' }), files({ a: '2' }))).toBe(false);
    expect(sameFiles(files({ a: '1', b: '1' }), files({ a: '1' }))).toBe(false);
    expect(sameFiles(files({ a: '1' }), files({ b: '1' }))).toBe(false);
  });
});
