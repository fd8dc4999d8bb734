import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickFactsOf, secondsOf } from '../test-facts.ts';
import { valueAxis } from './axis.ts';
import { reportHtml } from './report-html.ts';
import { DARK_TOKENS, LIGHT_TOKENS } from './style.ts';
import { timeTicks } from './time-axis.ts';

const drifting = secondsOf(120, (at) => ({
  loss: 1 + at / 60,
  gpu_util_pct: 97,
  worker_latencies_ms: [100, 101],
  knobs: { concurrency: at < 60 ? 8 : 4 },
}));
const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u001b[2J';

// No limit of time says anything here: a loaded machine only takes longer.
describe('report.html', { timeout: 120_000 }, () => {
  it('has a section for each question, and a chart with title and description for each thing seen', async () => {
    const page = await reportHtml(quickFactsOf(drifting));
    const headings = [...page.matchAll(/<h2>([^<]+?)\s*</g)].map((match) => match[1]);
    expect(headings).toEqual([
      'What is proposed',
      'What was seen',
      'Where the data came from',
      'What to do next',
      'What was checked',
      'What it may be worth',
      'What could not be seen',
      'Figures',
    ]);
    const charts = [...page.matchAll(/<title id="([a-z-]+)-title">([^<]+)<\/title><desc id="[a-z-]+-desc">([^<]+)<\/desc>/g)];
    expect(charts.map(([, id, title]) => [id, title])).toEqual([
      ['step-time', 'Step time'],
      ['loss', 'Loss'],
      ['throughput', 'Throughput'],
      ['workers', 'Slowest worker against the median worker'],
      ['gpu', 'GPU'],
    ]);
    expect(charts[1]?.[3]).toBe('loss from 1 to 2.98, mean 1.99. Marked: loss drift.');
    expect(page).toContain('<h1>Loss drift and GPU saturated: set the microbatch to 16 and set gradient accumulation to 8</h1>');
    expect(page).toContain('concurrency</bdi></code></td><td class="move">8<span class="arrow">→</span>4');
  });

  it('needs nothing else: no script, no address, no style outside the one element that its policy names', async () => {
    const page = await reportHtml(quickFactsOf(drifting));
    expect(page).not.toMatch(/<script|<link|<img|<iframe|https?:|url\(|@import|\son[a-z]+=|\sstyle=/i);
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(page.replaceAll('&#39;', "'")).toContain(`'sha256-${Buffer.from(sha256(Buffer.from(style))).toString('base64')}'`);
    expect(page.match(/<style/g)).toHaveLength(1);
  });

  it('speaks of shading only where something is shaded', async () => {
    expect(await reportHtml(quickFactsOf(drifting))).toContain('Shaded: samples that carry the signal.');
    expect(await reportHtml(quickFactsOf(secondsOf(60)))).not.toContain('Shaded');
  });

  it('equal facts give equal bytes', async () => {
    expect(await reportHtml(quickFactsOf(drifting))).toBe(await reportHtml(quickFactsOf(drifting)));
  });

  it('names of others stand as text, and turn or hide nothing', async () => {
    const samples = secondsOf(30, (at) => ({ node: HOSTILE, gpu_model: HOSTILE, knobs: { [HOSTILE]: at } }));
    const base = quickFactsOf(samples);
    const facts = {
      ...base,
      source: { ...base.source, path: HOSTILE, error: HOSTILE },
      target: { namespace: HOSTILE, deployment: HOSTILE },
      proposals: [
        {
          knob: HOSTILE,
          target: 1,
          reason: HOSTILE,
          chord: HOSTILE,
          blocked: true,
          result: HOSTILE,
          current: null,
          current_from: null,
        },
      ],
      verify: { ok: false, blocker: { kind: 'dry_run_failed', detail: HOSTILE }, context: HOSTILE },
      paths: { ...base.paths, plan: HOSTILE, script: HOSTILE, bundle: HOSTILE },
    };
    const page = await reportHtml(facts);
    expect(page).not.toMatch(/<script|<img/);
    expect(page.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('whatever a name is, the page has the same elements', async () => {
    const elements = (page: string) => [...page.matchAll(/<\/?([a-z0-9]+)/gi)].map((match) => match[1]).join();
    const named = async (name: string) => {
      const base = quickFactsOf(secondsOf(5));
      return elements(
        await reportHtml({ ...base, source: { ...base.source, path: name }, target: { namespace: name, deployment: name } }),
      );
    };
    const expected = await named('x');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), async (name) => {
        expect(await named(name)).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('made-up data is said so at the top, and has no moments', async () => {
    const source = {
      ...quickFactsOf([]).source,
      kind: 'synthetic' as const,
      scenario: 'drift',
      is_default: false,
      path: null,
      ingest: null,
    };
    const page = await reportHtml(quickFactsOf(drifting, { source }));
    expect(page.indexOf('Synthetic data: nothing was observed')).toBeLessThan(page.indexOf('<h1>'));
    expect(page).not.toContain('UTC');
  });

  it('what was not seen is named: without samples everything, without loss the drift', async () => {
    expect(await reportHtml(quickFactsOf([]))).toContain('No usable sample was read');
    expect(await reportHtml(quickFactsOf(secondsOf(20, () => ({ loss: null }))))).toContain(
      'Without it nobody can tell whether the loss drifts.',
    );
  });

  it('stays small however long the trace is', async () => {
    const long = secondsOf(10_000, (at) => ({
      latency_ms: 100 + (at % 97),
      loss: (at % 31) + 1,
      gpu_util_pct: at % 100,
      worker_latencies_ms: [100, 100 + (at % 89)],
    }));
    expect((await reportHtml(quickFactsOf(long))).length).toBeLessThan(150_000);
  });
});

describe('tokens', () => {
  it('are the portal’s, light and dark', () => {
    const css = readFileSync(new URL('../../../../../workers/portal/src/styles/tokens.css', import.meta.url), 'utf8');
    const tokens = (text: string) =>
      Object.fromEntries([...text.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
    const [light = '', dark = ''] = [/:root \{([\s\S]*?)\n\}/, /\[data-theme="dark"\] \{([\s\S]*?)\n\}/].map(
      (pattern) => pattern.exec(css)?.[1],
    );
    expect(Object.keys(tokens(LIGHT_TOKENS)).length).toBeGreaterThan(30);
    expect(tokens(light)).toMatchObject(tokens(LIGHT_TOKENS));
    expect(tokens(dark)).toMatchObject(tokens(DARK_TOKENS));
  });
});

describe('axes', { timeout: 120_000 }, () => {
  it('hold what they are for, with few round ticks, and start at 0 at the lowest for what is never negative', () => {
    const value = fc.double({ min: 0, noDefaultInfinity: true, noNaN: true });
    fc.assert(
      fc.property(value, value, (left, right) => {
        const [min, max] = [Math.min(left, right), Math.max(left, right)];
        const { high, low, ticks } = valueAxis({ min, max });
        expect(low).toBeLessThanOrEqual(min + 1e-9 * max);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(Math.min(1e300, max) * (1 - 1e-9));
        expect(high).toBeGreaterThan(low);
        expect(ticks.length).toBeLessThanOrEqual(7);
      }),
    );
    expect(valueAxis({ min: 0, max: 100 }).ticks).toEqual([0, 25, 50, 75, 100]);
  });

  it('time has at most a handful of ticks within its span, whatever that is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 0, max: 4e10 }),
        fc.boolean(),
        (start_ms, span_ms, is_elapsed) => {
          const ticks = timeTicks({ start_ms, end_ms: start_ms + span_ms }, is_elapsed);
          expect(ticks.length).toBeLessThanOrEqual(8);
          expect(ticks.every(({ at_ms }) => at_ms >= start_ms && at_ms <= start_ms + span_ms)).toBe(true);
        },
      ),
    );
  });
});
