import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { makePrivateCa } from '@modekeeper/cluster/private-ca';
import { afterAll, describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';

const mk = await packedMk();
const asked: { url: URL; authorization: string | undefined }[] = [];

/** What stands where Prometheus would: answers by the words of the query. */
function answer(request: IncomingMessage): { status: number; body: unknown } {
  const url = new URL(request.url ?? '', 'http://x');
  asked.push({ url, authorization: request.headers.authorization });
  const query = url.searchParams.get('query') ?? '';
  const start = Number(url.searchParams.get('start'));
  const step = Number(url.searchParams.get('step'));
  const series = (of: (i: number) => number) => ({
    metric: {},
    values: Array.from({ length: 13 }, (_, i) => [start + i * step, String(of(i))]),
  });
  const matrix = (...result: unknown[]) => ({ status: 200, body: { status: 'success', data: { resultType: 'matrix', result } } });
  if (query === 'bad(') return { status: 400, body: { status: 'error', errorType: 'bad_data', error: 'parse error: unclosed' } };
  if (query === 'down') return { status: 503, body: {} };
  if (query === 'many')
    return matrix(
      series(() => 1),
      series(() => 2),
    );
  if (query === 'step') return matrix(series((i) => (i === 3 ? Number.NaN : 100)));
  if (query === 'workers')
    return matrix(
      series(() => 90),
      series(() => 900),
      series(() => 95),
    );
  if (query.startsWith('max(DCGM_FI_DEV_GPU_UTIL')) return matrix(series(() => 97));
  return matrix();
}
function serve(request: IncomingMessage, response: ServerResponse): void {
  const { body, status } = answer(request);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
const server = createServer(serve);
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prom/`;
afterAll(() => server.close());

const observe = (out: string, ...args: string[]) =>
  mk.run(['observe', '--source', 'prometheus', '--duration', '60s', '--out', out, ...args]);
const source = (out: string) =>
  mk
    .text(`${out}/explain.jsonl`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; payload: Record<string, unknown> })
    .find(({ event }) => event === 'observe_source')?.payload;

describe('mk observe --source prometheus', () => {
  it('asks for each series with the token, and makes a sample of each step', async () => {
    writeFileSync(join(mk.folder, 'token'), 'secret-token\n');
    const args = [
      '--prom-url',
      url,
      '--query',
      'step_time_ms=step',
      '--query',
      'worker_latency_ms=workers',
      '--prom-token-file',
      'token',
    ];
    expect(await observe('o', ...args)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(mk.json('o/observe_latest.json')).toMatchObject({
      source: 'prometheus',
      sample_count: 12,
      signals: {
        straggler: true,
        gpu_saturated: true,
        burst: false,
        notes: ['loss_missing', 'straggler_detected', 'gpu_saturated'],
      },
    });
    expect(asked.map(({ url: { pathname } }) => pathname)).toEqual(Array(4).fill('/prom/api/v1/query_range'));
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer secret-token']));
    const first = asked[0]?.url.searchParams;
    expect(Number(first?.get('end')) - Number(first?.get('start'))).toBe(60);
    expect([first?.get('step'), Number(first?.get('end')) % 5]).toEqual(['5', 0]);
    expect(asked[0]?.url.searchParams.get('query')).toBe('max(DCGM_FI_DEV_GPU_UTIL{namespace="default",pod=~"trainer-.+"})');
    expect(source('o')).toMatchObject({ source: 'prometheus', url: url.replace(/\/$/, ''), rows_read: 12, error: null });
    expect(mk.text('o/explain.jsonl') + mk.text('o/observe_latest.json')).not.toContain('secret-token');
  });

  it.each([
    ['answers with a failure', ['--prom-url', url, '--query', 'step_time_ms=down'], 'step_time_ms: http_503'],
    ['cannot be reached', ['--prom-url', 'http://127.0.0.1:1', '--query', 'step_time_ms=x'], 'gpu_util_pct: ECONNREFUSED'],
  ])('goes on without samples when Prometheus %s', async (_name, args, error) => {
    expect((await observe('f', ...args)).code).toBe(0);
    expect(mk.json('f/observe_latest.json')).toMatchObject({ sample_count: 0, signals: { notes: ['no_samples'] } });
    expect(source('f')).toMatchObject({ error });
  });

  it('speaks TLS to a server of the authority that --prom-ca names, and to no other', async () => {
    const ca = await makePrivateCa();
    const tls = createTlsServer(await ca.issue('localhost'), serve);
    await new Promise<void>((done) => tls.listen(0, 'localhost', done));
    try {
      writeFileSync(join(mk.folder, 'ca.pem'), ca.certificate);
      writeFileSync(join(mk.folder, 'other.pem'), (await makePrivateCa()).certificate);
      writeFileSync(join(mk.folder, 'token'), 'secret-token');
      const address = `https://localhost:${(tls.address() as AddressInfo).port}/`;
      const args = ['--prom-url', address, '--query', 'step_time_ms=step', '--prom-token-file', 'token'];

      expect((await observe('t', ...args, '--prom-ca', 'ca.pem')).code).toBe(0);
      expect(mk.json('t/observe_latest.json')).toMatchObject({ sample_count: 12 });

      const before = asked.length;
      for (const [out, ...trust] of [['system'], ['other', '--prom-ca', 'other.pem']] as const) {
        expect((await observe(out, ...args, ...trust)).code).toBe(0);
        expect(mk.json(`${out}/observe_latest.json`)).toMatchObject({ sample_count: 0 });
        expect(source(out)).toMatchObject({ error: expect.stringMatching(/CERT|SIGNATURE|SELF_SIGNED/) });
      }
      // The token went to nobody who could not prove the name.
      expect(asked).toHaveLength(before);
    } finally {
      tls.close();
    }
  });

  it.each([
    [['--query', 'step_time_ms=x'], '--prom-url is required when --source prometheus'],
    [['--prom-url', url], '--query step_time_ms=PROMQL is required when --source prometheus'],
    [['--prom-url', 'ftp://x', '--query', 'step_time_ms=x'], '--prom-url must begin with http:// or https://'],
    [['--prom-url', 'http://a:b@x', '--query', 'step_time_ms=x'], '--prom-url may not hold a password; use --prom-token-file'],
    [
      ['--prom-url', 'http://x.example', '--query', 'step_time_ms=x', '--prom-token-file', 'token'],
      '--prom-token-file needs an https:// address, since anybody on the way could read the token',
    ],
    [['--prom-url', url, '--query', 'speed=x'], expect.stringMatching(/^--query 'speed=x' is not NAME=PROMQL/)],
    [['--prom-url', url, '--query', 'step_time_ms=bad('], 'Prometheus refuses the query bad(: parse error: unclosed'],
    [['--prom-url', url, '--query', 'step_time_ms=many'], expect.stringMatching(/gives 2 series and must give one/)],
    [
      ['--prom-url', url, '--query', 'step_time_ms=x', '--prom-step', '1ms', '--duration', '1h'],
      expect.stringMatching(/too short/),
    ],
    [['--prom-url', url, '--query', 'step_time_ms=x', '--prom-ca', 'none.pem'], '--prom-ca cannot be read: none.pem'],
  ])('%j is invalid input', async (args, line) => {
    const { code, stderr, stdout } = await observe('bad', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.slice('ERROR: '.length, -1)).toEqual(line);
  });
});
