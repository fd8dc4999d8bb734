import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStateFolder } from '@modekeeper/cluster';
import { expect, it, vi } from 'vitest';
import { startSandbox } from './sandbox.ts';

it('a second instance on the same state is told so, although the port is taken as well', async () => {
  const path = mkdtempSync(join(tmpdir(), 'modekeeper-second-'));
  vi.stubEnv('MODEKEEPER_STATE_DIR', path);
  const held = openStateFolder(path);
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const start = startSandbox(
      { kind: 'sandbox', port, reset: false, open: false },
      new AbortController().signal,
      () => undefined,
    );
    await expect(start).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`process ${process.pid}`) });
  } finally {
    listening.close();
    held.release();
    vi.unstubAllEnvs();
    rmSync(path, { recursive: true, force: true });
  }
});
