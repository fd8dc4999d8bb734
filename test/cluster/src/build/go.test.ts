import { describe, expect, it } from 'vitest';
import { readGoVersion } from './go.ts';

describe('readGoVersion', () => {
  it.each([
    ['go version go1.26.8 linux/amd64', '1.26.8'],
    ['go version go1.26 darwin/arm64', '1.26'],
    ['go version go1.27rc1 linux/amd64', '1.27'],
    ['go version go2.0.1 linux/amd64', '2.0.1'],
    ['go version go1.25.9 linux/amd64', null],
    ['go version devel +abc linux/amd64', null],
    ['', null],
  ])('of "%s" is %s', (text, version) => {
    expect(readGoVersion(text)).toBe(version);
  });
});
