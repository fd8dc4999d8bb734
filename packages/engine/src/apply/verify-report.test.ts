import { digestOf, type JsonObject, type JsonValue, VERIFY_MAX_AGE_S } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { preimageOf } from '../effect/preimage.ts';
import type { PlanItem } from '../plan/read-plan.ts';
import { deployment } from '../test-deployment.ts';
import { judgeVerifyReport, readVerifyReport } from './verify-report.ts';

const NOW_MS = Date.UTC(2026, 0, 15, 12);
const POINTER = '/spec/template/metadata/annotations/modekeeper~1knob.concurrency';
const item: PlanItem = {
  namespace: 'train',
  name: 'llm',
  patch: { spec: { template: { metadata: { annotations: { 'modekeeper/knob.concurrency': '4' } } } } },
};
const preimage = preimageOf(deployment(), [POINTER]);
const plan_sha256 = digestOf('plan');
const whole = (row: JsonObject = {}, over: JsonObject = {}): JsonObject => ({
  ok: true,
  plan_sha256,
  finished_at: new Date(NOW_MS - 60_000).toISOString(),
  checks: { items: [{ namespace: 'train', name: 'llm', preimage, ...row }] },
  ...over,
});
const judge = (report: JsonValue | undefined, now_ms = NOW_MS) =>
  judgeVerifyReport(report === undefined ? null : readVerifyReport(report, [item]), { plan_sha256 }, now_ms)?.reason ?? null;

describe('a verify report', () => {
  it('proves the plan that it is about, with the pre-image of each item', () => {
    expect(readVerifyReport(whole(), [item])).toEqual({
      ok: true,
      plan_sha256,
      finished_at_ms: NOW_MS - 60_000,
      preimages: [preimage],
    });
    expect(judge(whole())).toBeNull();
  });

  it('is missing, or does not pass, for anything but a plain true', () => {
    expect(judge(undefined)).toBe('verify_missing');
    for (const ok of [false, 'true', 1, null]) expect(judge(whole({}, { ok }))).toBe('verify_failed');
    for (const report of [null, [], 'text', {}]) expect(judge(report)).toBe('verify_failed');
  });

  it('about another plan is stale', () => {
    expect(judge(whole({}, { plan_sha256: digestOf('another') }))).toBe('verify_stale');
    expect(judge(whole({}, { plan_sha256: 1 }))).toBe('verify_stale');
  });

  it('holds for ten minutes to the millisecond, and never before it was made', () => {
    const made_ms = NOW_MS - 60_000;
    expect(judge(whole(), made_ms)).toBeNull();
    expect(judge(whole(), made_ms + VERIFY_MAX_AGE_S * 1_000)).toBeNull();
    expect(judge(whole(), made_ms + VERIFY_MAX_AGE_S * 1_000 + 1)).toBe('verify_stale');
    expect(judge(whole(), made_ms - 1)).toBe('verify_stale');
    for (const finished_at of ['yesterday', null, 5]) expect(judge(whole({}, { finished_at }))).toBe('verify_stale');
  });

  it.each<[string, JsonObject]>([
    ['another namespace', { namespace: 'other' }],
    ['another name', { name: 'other' }],
    ['no uid', { preimage: { ...preimage, uid: null } }],
    ['no values', { preimage: { uid: 'u-1', values: null, sha256: preimage.sha256 } }],
    ['a digest that does not fit', { preimage: { ...preimage, sha256: digestOf('x') } }],
    ['another value under the same digest', { preimage: { ...preimage, values: { [POINTER]: '9' } } }],
    ['a value without canonical form', { preimage: { ...preimage, values: { [POINTER]: 0.5 } } }],
    ['fewer leaves than the patch', { preimage: preimageOf(deployment(), []) }],
    ['other leaves than the patch', { preimage: preimageOf(deployment(), ['/spec/replicas']) }],
    ['more leaves than the patch', { preimage: preimageOf(deployment(), [POINTER, '/spec/replicas']) }],
  ])('with a pre-image that is not this item’s is stale: %s', (_name, row) => {
    expect(readVerifyReport(whole(row), [item]).preimages).toEqual([null]);
    expect(judge(whole(row))).toBe('verify_stale');
  });
});
