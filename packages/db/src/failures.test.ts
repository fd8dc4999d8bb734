import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from './client.ts';
import { isUnavailable } from './failures.ts';
import { guardedBatch } from './guarded-batch.ts';

const servers: Server[] = [];
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});
const failureOf = async (url: string, timeout_ms?: number): Promise<unknown> =>
  guardedBatch(openDatabase({ url, timeout_ms }), [], [{ sql: 'SELECT 1', args: [] }]).catch((error: unknown) => error);

describe('a database', () => {
  it('that never answers counts as away, and is not waited for any longer', async () => {
    const silent = await serverThat(() => undefined);
    expect(isUnavailable(await failureOf(silent, 200))).toBe(true);
  });

  it('that stops in the middle of its answer counts as away too', async () => {
    const halting = await serverThat((_request, answer) => {
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.write('{"baton":');
    });
    expect(isUnavailable(await failureOf(halting, 200))).toBe(true);
  });

  it.each([500, 502, 503, 429, 401, 404])(
    'that answers %i counts as away: what was asked says nothing about it',
    async (status) => {
      const url = await serverThat((_request, answer) => answer.writeHead(status).end('no'));
      expect(isUnavailable(await failureOf(url, 5_000))).toBe(true);
    },
  );

  it.each([400, 413])(
    'that answers %i refuses this very request: repeating it for ever would hold up all others',
    async (status) => {
      const url = await serverThat((_request, answer) => answer.writeHead(status).end('no'));
      expect(isUnavailable(await failureOf(url, 5_000))).toBe(false);
    },
  );
});
