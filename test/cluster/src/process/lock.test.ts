import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAlive, parseIdentity, self, startOf } from './identity.ts';
import { tryLock } from './lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('tryLock', () => {
  it('gives a lock to one holder and names it to the next', () => {
    const path = join(folder, 'lock');
    const first = tryLock(path);
    expect(first).toHaveProperty('lock');
    expect(tryLock(path)).toEqual({ holder: self() });
    if ('lock' in first) first.lock.release();
    expect(tryLock(path)).toHaveProperty('lock');
  });

  it.each([
    ['of a dead process', JSON.stringify({ pid: 2 ** 22 + 1, started: '1' })],
    ['of a process whose id was given to another one', JSON.stringify({ pid: process.pid, started: 'long ago' })],
    ['that cannot be read', 'half a li'],
  ])('takes over a lock %s', (_, content) => {
    const path = join(folder, 'lock');
    writeFileSync(path, content);
    expect(tryLock(path)).toHaveProperty('lock');
    expect(parseIdentity(JSON.parse(readFileSync(path, 'utf8')))).toEqual(self());
  });
});

describe('identity of a process', () => {
  it('is its id and its start', () => {
    expect(isAlive(self())).toBe(true);
    expect(isAlive({ ...self(), started: '0' })).toBe(false);
    expect(startOf(2 ** 22 + 1)).toBeNull();
  });

  it.each([[null], ['x'], [{}], [{ pid: '1', started: '2' }], [[]]])('is not %j', (value) => {
    expect(parseIdentity(value)).toBeNull();
  });
});
