import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { layOutMounts, pathRewriter } from './mounts.ts';

describe('pathRewriter', () => {
  const rewrite = pathRewriter('/root', ['/etc/app', '/etc/app/keys', '/data/']);
  it.each([
    ['/etc/app', '/root/etc/app'],
    ['/etc/app/a.json', '/root/etc/app/a.json'],
    ['/etc/app/keys/k', '/root/etc/app/keys/k'],
    ['--config=/etc/app/a.json', '--config=/root/etc/app/a.json'],
    ['/etc/app/a:/data/b', '/root/etc/app/a:/root/data/b'],
    ['file in "/data/x"', 'file in "/root/data/x"'],
    ['/etc/application', '/etc/application'],
    ['/srv/etc/app', '/srv/etc/app'],
    ['https://host/etc/app', 'https://host/etc/app'],
    ['', ''],
  ])('makes %s to %s', (text, result) => {
    expect(rewrite(text)).toBe(result);
  });

  it('does nothing without mounts', () => {
    expect(pathRewriter('/root', [])('/etc/app')).toBe('/etc/app');
  });
});

describe('layOutMounts', () => {
  let folder = '';
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('shows each volume at its mount path, also when laid out again', async () => {
    folder = await mkdtemp(join(tmpdir(), 'mounts-'));
    await mkdir(join(folder, 'volumes/v/sub'), { recursive: true });
    await writeFile(join(folder, 'volumes/v/sub/f'), 'content');
    const mounts = [
      { name: 'v', mountPath: '/a/b' },
      { name: 'v', mountPath: '/c', subPath: 'sub' },
    ];
    for (let turn = 0; turn < 2; turn += 1) {
      await layOutMounts(join(folder, 'root'), join(folder, 'volumes'), mounts);
      expect(await readFile(join(folder, 'root/a/b/sub/f'), 'utf8')).toBe('content');
      expect(await readFile(join(folder, 'root/c/f'), 'utf8')).toBe('content');
    }
  });

  it('refuses a sub-path that leaves its volume', async () => {
    folder = await mkdtemp(join(tmpdir(), 'mounts-'));
    const leaving = layOutMounts(join(folder, 'root'), join(folder, 'volumes'), [
      { name: 'v', mountPath: '/a', subPath: '../w' },
    ]);
    await expect(leaving).rejects.toThrow('leaves the volume');
  });
});
