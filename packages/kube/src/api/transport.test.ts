import { createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settle } from '../apply/settle.ts';
import type { Failure } from '../outcome.ts';
import { Transport } from './transport.ts';

type Behaviour = Parameters<typeof createServer>[1];

async function listen(behave: NonNullable<Behaviour>): Promise<{ server: Server; url: string }> {
  const server = createServer(behave);
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(null)));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}

function transportTo(server: string): Transport {
  const credentials = { tls: {}, headers: {} };
  const transport = new Transport({ server, namespace: null, credentials: async () => credentials, rejected: () => undefined });
  onTestFinished(() => transport.close());
  return transport;
}

async function failureOf(transport: Transport, method: 'GET' | 'PATCH' = 'PATCH', more: object = {}): Promise<Failure> {
  const sent = await transport.exchange({
    method,
    path: '/x',
    timeout_ms: 300,
    ...(method === 'PATCH' ? { body: '{}' } : {}),
    ...more,
  });
  if ('response' in sent) throw new Error('an answer came');
  return sent.failure;
}

const ANSWER = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';

describe('a request that gets no answer', () => {
  it('was not sent when nobody listens', async () => {
    const { server, url } = await listen(() => undefined);
    await new Promise((closed) => server.close(closed));
    const failure = await failureOf(transportTo(url));
    expect(failure).toMatchObject({ kind: 'unreachable', reason: 'ECONNREFUSED', sent: false });
    expect(settle(failure)).toBe('not_sent');
  });

  it('may have landed when the server stays silent', async () => {
    const { url } = await listen((socket) => socket.on('error', () => socket.destroy()));
    const failure = await failureOf(transportTo(url));
    expect(failure).toMatchObject({ kind: 'timeout', sent: true });
    expect(settle(failure)).toBe('unknown');
  });

  it('was not sent when the TLS handshake never ends', async () => {
    const { url } = await listen((socket) => socket.on('error', () => socket.destroy()));
    expect(await failureOf(transportTo(url.replace('http:', 'https:')))).toMatchObject({ kind: 'timeout', sent: false });
  });

  it('may have landed when the connection breaks after it left', async () => {
    const { url } = await listen((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const failure = await failureOf(transportTo(url));
    expect(failure).toMatchObject({ kind: 'unreachable', reason: 'ECONNRESET', sent: true });
    expect(settle(failure)).toBe('unknown');
  });

  it('may have landed when the answer breaks off, though it began with success', async () => {
    const { url } = await listen((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"half"')),
    );
    expect(settle(await failureOf(transportTo(url)))).toBe('unknown');
  });

  it('may have landed when the answer is no HTTP', async () => {
    const { url } = await listen((socket) => socket.once('data', () => socket.end('hello\r\n\r\n')));
    expect(settle(await failureOf(transportTo(url)))).toBe('unknown');
  });

  it('is given up when its caller aborts', async () => {
    const { url } = await listen((socket) => socket.on('error', () => socket.destroy()));
    expect(await failureOf(transportTo(url), 'GET', { signal: AbortSignal.timeout(20) })).toMatchObject({ reason: 'ABORTED' });
  });

  it('is not read beyond 16 MiB', async () => {
    const { url } = await listen((socket) =>
      socket
        .once('data', () => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${20 * 2 ** 20}\r\n\r\n${'x'.repeat(17 * 2 ** 20)}`))
        .on('error', () => socket.destroy()),
    );
    expect(await failureOf(transportTo(url), 'GET', { timeout_ms: 10_000 })).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('larger than'),
    });
  });
});

describe('a kept-alive connection that the server has just closed', () => {
  // Answers the first request of each connection and resets it at the second.
  const resetting = () =>
    listen((socket) => {
      let requests = 0;
      socket
        .on('error', () => socket.destroy())
        .on('data', () => {
          requests += 1;
          if (requests === 1) socket.write(ANSWER);
          else socket.resetAndDestroy();
        });
    });

  it('costs a read nothing: it is sent once more', async () => {
    const transport = transportTo((await resetting()).url);
    for (let n = 0; n < 3; n += 1)
      expect(await transport.exchange({ method: 'GET', path: '/x', timeout_ms: 1000 })).toMatchObject({
        response: { status: 200 },
      });
  });

  it('leaves a mutation unknown: it is never sent twice on our own account', async () => {
    const transport = transportTo((await resetting()).url);
    await transport.exchange({ method: 'GET', path: '/x', timeout_ms: 1000 });
    let asked = 0;
    const before_send = async () => {
      asked += 1;
      return null;
    };
    expect(settle(await failureOf(transport, 'PATCH', { before_send }))).toBe('unknown');
    expect(asked).toBe(1);
  });
});

describe('the gate', () => {
  it('is asked after the credentials are read and before a connection is made', async () => {
    const order: string[] = [];
    const { url } = await listen((socket) => {
      order.push('connected');
      socket.once('data', () => socket.end(ANSWER));
    });
    const credentials = async () => {
      order.push('credentials');
      return { tls: {}, headers: {} };
    };
    const transport = new Transport({ server: url, namespace: null, credentials, rejected: () => undefined });
    onTestFinished(() => transport.close());
    const before_send = async () => {
      order.push('gate');
      return null;
    };
    await transport.exchange({ method: 'PATCH', path: '/x', body: '{}', timeout_ms: 1000, before_send });
    expect(order).toEqual(['credentials', 'gate', 'connected']);
  });
});
