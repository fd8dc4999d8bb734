import { describe, expect, it } from 'vitest';
import { asRefusal } from './refuse.ts';

const system = (code: string, over: { syscall?: string; path?: string } = {}) =>
  Object.assign(new Error(`${code}: as the system says it`), { code, syscall: 'open', ...over });

describe('asRefusal', () => {
  it.each([
    [system('EACCES', { path: '/a' }), 'permission denied: /a; check path and permissions'],
    // Writing to a full disk names no file.
    [system('ENOSPC', { syscall: 'write' }), 'the disk is full; make room there or write elsewhere'],
    [system('ENOSPC', { syscall: 'write', path: '/a' }), 'the disk is full: /a; make room there or write elsewhere'],
    [system('EISDIR', { path: '/a' }), 'a folder stands where a file is needed: /a; give the path of a file'],
    [system('EEXIST', { syscall: 'mkdir', path: '/a' }), 'a file stands where a folder is needed: /a; give the path of a folder'],
    [system('EEXIST', { path: '/a' }), 'the file exists already: /a; check path and permissions'],
    [system('EWHATEVER', { path: '/a' }), 'the system refused (EWHATEVER): /a; check path and permissions'],
    [system('constructor'), 'the system refused (constructor); check path and permissions'],
  ])('says what the system refused, and what to do: %s', (thrown, text) => {
    expect(asRefusal(thrown)).toMatchObject({ message: text, exit: 2 });
  });
});
