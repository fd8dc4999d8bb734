import { canonicalJson, k8sPlanItemSchema, ModeKeeperError, type PlanChange, planSchema, sha256Hex } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectSignals } from '../signals/heuristic-v1.ts';
import { sampleAt } from '../test-samples.ts';
import { buildItems, buildPatch, planSha256 } from './build-patch.ts';
import { summarizeEvidence } from './evidence.ts';
import { isConsistentPlan, planDigest, type SealInput, sealPlan } from './seal-plan.ts';

const ULID = '01HZZZZZZZZZZZZZZZZZZZZZZZ';
const change = (over: Partial<PlanChange> = {}): PlanChange => ({
  knob: 'concurrency',
  from: 1,
  to: 4,
  temperature: 'cold',
  chord: 'BURST-ABSORB',
  reason: 'latency_burst',
  ...over,
});
const samples = [sampleAt(0), sampleAt(1000, { latency_ms: 400.5, knobs: { concurrency: 1 } })];
const input = (over: Partial<SealInput> = {}): SealInput =>
  ({
    plan_id: `pl_${ULID}`,
    tenant_id: `org_${ULID}`,
    cluster_id: `cl_${ULID}`,
    environment: `env_${ULID}`,
    author: { kind: 'connector', id: `cl_${ULID}`, key_id: null },
    created_at: 1_700_000_000,
    kind: 'apply',
    target: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train', name: 'trainer', uid: 'u-1' },
    changes: [change(), change({ knob: 'dataloader_prefetch_factor', to: 2 })],
    detector: 'heuristic_v1',
    evidence: summarizeEvidence(samples, detectSignals(samples)),
    passport: { name: 'demo', digest: sha256Hex('demo') },
    ...over,
  }) as SealInput;

describe('buildPatch', () => {
  it('sets both annotation maps to the target as text and removes by null', () => {
    const annotations = { 'modekeeper/knob.concurrency': '4', 'modekeeper/knob.timeout_ms': null };
    expect(
      buildPatch([
        { knob: 'concurrency', to: 4 },
        { knob: 'timeout_ms', to: null },
      ]),
    ).toEqual({
      metadata: { annotations },
      spec: { template: { metadata: { annotations } } },
    });
  });
  it('lets the later change of a knob win', () => {
    expect(
      buildPatch([
        { knob: 'concurrency', to: 4 },
        { knob: 'concurrency', to: 5 },
      ]).metadata.annotations,
    ).toEqual({ 'modekeeper/knob.concurrency': '5' });
  });
  it('makes one valid item for any set of changes, and none for no change', () => {
    expect(buildItems({ namespace: 'train', name: 'trainer' }, [])).toEqual([]);
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ knob: fc.constantFrom('concurrency', 'timeout_ms', 'microbatch_size'), to: fc.option(fc.integer()) }),
          { minLength: 1 },
        ),
        (changes) => {
          const items = buildItems({ namespace: 'train', name: 'trainer' }, changes);
          expect(items.map((item) => k8sPlanItemSchema.parse(item))).toEqual(items);
          expect(items[0]?.patch.metadata.annotations).toEqual(items[0]?.patch.spec.template.metadata.annotations);
        },
      ),
    );
  });
});

describe('planSha256', () => {
  it('is SHA-256 over the canonical [{name, namespace, patch}] and nothing else', () => {
    const items = buildItems({ namespace: 'train', name: 'trainer' }, [{ knob: 'concurrency', to: 4 }]);
    const text =
      '[{"name":"trainer","namespace":"train","patch":{"metadata":{"annotations":{"modekeeper/knob.concurrency":"4"}},"spec":{"template":{"metadata":{"annotations":{"modekeeper/knob.concurrency":"4"}}}}}}]';
    expect(planSha256(items)).toBe(sha256Hex(text));
    expect(planSha256(items.map((item) => ({ ...item, reason: 'other' })))).toBe(planSha256(items));
  });
});

describe('sealPlan', () => {
  it('gives a valid plan whose digest covers its canonical bytes', () => {
    const { plan, plan_digest } = sealPlan(input());
    expect(planSchema.parse(plan)).toEqual(plan);
    expect(plan_digest).toBe(sha256Hex(canonicalJson(plan)));
    expect(plan.expires_at - plan.created_at).toBe(4 * 3600);
    expect(isConsistentPlan(plan)).toBe(true);
  });
  it('is deterministic, and any change of content changes the digest', () => {
    const { plan_digest } = sealPlan(input());
    expect(sealPlan(input()).plan_digest).toBe(plan_digest);
    for (const over of [
      { created_at: 1_700_000_001 },
      { lifetime_s: 60 },
      { changes: [change({ to: 5 })] },
    ] satisfies Partial<SealInput>[]) {
      expect(sealPlan(input(over)).plan_digest).not.toBe(plan_digest);
    }
  });
  it('refuses a plan without changes, with a knob named twice, or living longer than a day', () => {
    for (const over of [{ changes: [] }, { changes: [change(), change({ to: 5 })] }, { lifetime_s: 86_401 }, { lifetime_s: 0 }]) {
      expect(() => sealPlan(input(over))).toThrow(ModeKeeperError);
    }
  });
  it('refuses a fraction or a foreign field type anywhere in the document', () => {
    expect(() => sealPlan(input({ changes: [change({ to: 1.5 })] }))).toThrow(ModeKeeperError);
    expect(() => sealPlan(input({ plan_id: 'pl_1' }))).toThrow(/plan_id/);
  });
  it('needs the receipt for a rollback', () => {
    const { plan } = sealPlan({ ...input(), kind: 'rollback', receipt_digest: sha256Hex('receipt') });
    expect(plan).toMatchObject({ kind: 'rollback', receipt_digest: sha256Hex('receipt') });
  });
});

describe('isConsistentPlan', () => {
  it('refuses a plan that would send something else than it shows', () => {
    const { plan } = sealPlan(input());
    const other = buildItems(plan.target, [{ knob: 'concurrency', to: 64 }]);
    expect(isConsistentPlan({ ...plan, items: other })).toBe(false);
    expect(isConsistentPlan({ ...plan, items: other, plan_sha256: planSha256(other) })).toBe(false);
    expect(isConsistentPlan({ ...plan, plan_sha256: sha256Hex('x') })).toBe(false);
    expect(isConsistentPlan({ ...plan, target: { ...plan.target, name: 'other' } })).toBe(false);
    expect(isConsistentPlan({ ...plan, target: { ...plan.target, kind: 'StatefulSet' } })).toBe(false);
    expect(isConsistentPlan({ ...plan, changes: [...plan.changes, change()] })).toBe(false);
    expect(isConsistentPlan({ ...plan, changes: [], items: [], plan_sha256: planSha256([]) })).toBe(false);
  });
  it('survives a round trip through canonical JSON with the same digest', () => {
    const { plan, plan_digest } = sealPlan(input());
    expect(planDigest(planSchema.parse(JSON.parse(canonicalJson(plan))))).toBe(plan_digest);
  });
});

describe('summarizeEvidence', () => {
  it('names window, count and active signals, and digests the samples independent of their order and key order', () => {
    const signals = { ...detectSignals(samples), burst: true, gpu_saturated: true };
    const evidence = summarizeEvidence(samples, signals);
    expect(evidence).toMatchObject({ window_start_ms: 0, window_end_ms: 1000, samples: 2, signals: ['burst', 'gpu_saturated'] });
    const reordered = samples.toReversed().map((sample) => Object.fromEntries(Object.entries(sample).reverse()) as typeof sample);
    expect(summarizeEvidence(reordered, signals)).toEqual(evidence);
    expect(
      summarizeEvidence([sampleAt(0), sampleAt(1000, { latency_ms: 400.5, knobs: { concurrency: 2 } })], signals).digest,
    ).not.toBe(evidence.digest);
  });
});
