import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { requireFiles } from './folder.ts';

it('a pack that lacks a file is none, and the file is named', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'mk-pack-'));
  mkdirSync(join(cwd, 'p'));
  writeFileSync(join(cwd, 'p', 'summary.md'), '');
  expect(() => requireFiles({ cwd }, 'p', ['summary.md'])).not.toThrow();
  expect(() => requireFiles({ cwd }, 'p', ['summary.md', 'roi/roi_latest.json'])).toThrow(
    'the pack in p is not complete: roi/roi_latest.json is missing; make it again while nothing else writes there',
  );
});
