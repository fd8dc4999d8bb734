import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choosePorts } from './ports.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ports-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('choosePorts', () => {
  it('gives four different ports and the same ones at the next start', async () => {
    const first = await choosePorts(folder);
    expect(new Set(Object.values(first)).size).toBe(4);
    expect(await choosePorts(folder)).toEqual(first);
  });

  it('changes only the port that is taken', async () => {
    const first = await choosePorts(folder);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(first.apiServer, '127.0.0.1', resolve));
    const second = await choosePorts(folder);
    await new Promise((resolve) => server.close(resolve));
    expect(second.apiServer).not.toBe(first.apiServer);
    expect({ ...second, apiServer: 0 }).toEqual({ ...first, apiServer: 0 });
  });

  it('prefers wanted ports and survives a broken file', async () => {
    const { apiServer } = await choosePorts(folder);
    writeFileSync(join(folder, 'ports.json'), '{"etcd": "x"');
    expect((await choosePorts(folder, { apiServer })).apiServer).toBe(apiServer);
  });
});
