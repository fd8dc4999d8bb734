import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '@modekeeper/cluster';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packedMk } from '../../testing/mk.ts';
import { type RealPrometheus, startPrometheus } from '../../testing/real-prometheus.ts';

const pod = (name: string) => `namespace="ml",pod="${name}"`;
const METRICS = `
train_step_ms{${pod('llm-0')}} 250
train_loss{${pod('llm-0')}} 1.5
worker_step_ms{${pod('llm-0')},worker="0"} 240
worker_step_ms{${pod('llm-0')},worker="1"} 260
worker_step_ms{${pod('llm-0')},worker="2"} 900
DCGM_FI_DEV_GPU_UTIL{${pod('llm-0')},gpu="0"} 97
DCGM_FI_DEV_GPU_UTIL{${pod('other-0')},gpu="1"} 12
DCGM_FI_DEV_FB_USED{${pod('llm-0')},gpu="0"} 30
DCGM_FI_DEV_FB_FREE{${pod('llm-0')},gpu="0"} 10
`;

describe('mk observe from a real Prometheus', () => {
  let prometheus: RealPrometheus;
  let mk: Awaited<ReturnType<typeof packedMk>>;

  beforeAll(async () => {
    [prometheus, mk] = [await startPrometheus(METRICS), await packedMk()];
    writeFileSync(join(mk.folder, 'ca.pem'), prometheus.ca);
  });
  afterAll(() => prometheus?.stop());

  const observe = (out: string, ...queries: string[]) =>
    mk.run([
      ...['observe', '--source', 'prometheus', '--prom-url', prometheus.url, '--prom-ca', 'ca.pem', '--prom-step', '1s'],
      ...['--duration', '30s', '--k8s-namespace', 'ml', '--k8s-deployment', 'llm', '--out', out],
      ...queries.flatMap((query) => ['--query', query]),
    ]);
  const source = (out: string) =>
    mk
      .text(`${out}/explain.jsonl`)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; payload: Record<string, unknown> })
      .find(({ event }) => event === 'observe_source')?.payload;

  it('takes a sample of each step, with the GPU values of the Deployment’s own pods', async () => {
    await waitFor(
      async () => {
        expect(
          (await observe('o', 'step_time_ms=train_step_ms', 'loss=train_loss', 'worker_latency_ms=worker_step_ms')).code,
        ).toBe(0);
        return mk.json<{ sample_count: number }>('o/observe_latest.json').sample_count >= 5;
      },
      { what: 'five scrapes', timeout_ms: 60_000 },
    );
    expect(mk.json('o/observe_latest.json')).toMatchObject({
      source: 'prometheus',
      // 900 ms of one worker, 97 % of the own GPU and not 12 % of the neighbour's; a missing loss would be noted.
      signals: { straggler: true, gpu_saturated: true, burst: false, notes: ['straggler_detected', 'gpu_saturated'] },
    });
    expect(source('o')).toMatchObject({ source: 'prometheus', url: prometheus.url, error: null });
  });

  it('says what Prometheus says of a query that it does not take', async () => {
    const { code, stderr } = await observe('bad', 'step_time_ms=rate(train_step_ms');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^ERROR: Prometheus refuses the query .*parse error/)]);
  });

  it('does not guess which of several series is meant', async () => {
    const { code, stderr } = await observe('many', 'step_time_ms=worker_step_ms');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/gives 3 series and must give one/)]);
  });

  it('has no samples of a metric that nobody exports', async () => {
    expect((await observe('none', 'step_time_ms=train_step_seconds')).code).toBe(0);
    expect(mk.json('none/observe_latest.json')).toMatchObject({ sample_count: 0, signals: { notes: ['no_samples'] } });
  });
});
