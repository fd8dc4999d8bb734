import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readIfThere, writeStream, writeWhole } from './files.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'mk-files-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function* bytes() {
  yield new Uint8Array([1]);
}

it('a file that cannot be written is named as the person knows it, and nothing is left of it', async () => {
  const here = folder();
  // The name of the temporary file beside it is longer, and too long.
  const path = join(here, 'n'.repeat(250));
  expect(() => writeWhole(path, 'x')).toThrow(expect.objectContaining({ code: 'ENAMETOOLONG', path }));
  await expect(writeStream(path, bytes())).rejects.toMatchObject({ code: 'ENAMETOOLONG', path });
  expect(readdirSync(here)).toEqual([]);
});

it('what is there and cannot be read is no missing file', () => {
  const here = folder();
  mkdirSync(join(here, 'folder.json'));
  expect(readIfThere(join(here, 'absent.json'))).toBeNull();
  expect(() => readIfThere(join(here, 'folder.json'))).toThrow(
    expect.objectContaining({ code: 'EISDIR', path: join(here, 'folder.json') }),
  );
});
