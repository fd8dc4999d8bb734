import { describe, expect, it } from 'vitest';
import { digestOf } from '../digest.ts';
import {
  SAMPLE_NOW_S,
  sampleApproval,
  sampleEffect,
  sampleKeyRotation,
  sampleKillState,
  samplePlan,
  sampleReceipt,
  sampleResolution,
  sampleVerifyReport,
} from '../testing/samples.ts';
import { approvalSchema } from './approval.ts';
import { effectSchema } from './effect.ts';
import { DSSE_KINDS, dsseEnvelopeSchema, payloadTypeOf } from './envelope.ts';
import { keyRotationSchema } from './key-rotation.ts';
import { killStateSchema } from './kill-state.ts';
import { licenseSchema } from './license.ts';
import { planSchema } from './plan.ts';
import { receiptSchema } from './receipt.ts';
import { resolutionSchema } from './resolution.ts';
import { targetKey } from './target.ts';
import { verifyReportSchema } from './verify-report.ts';

const documents = [
  ['plan', planSchema, samplePlan],
  ['effect', effectSchema, sampleEffect],
  ['verify_report', verifyReportSchema, sampleVerifyReport],
  ['approval', approvalSchema, sampleApproval],
  ['receipt', receiptSchema, sampleReceipt],
  ['resolution', resolutionSchema, sampleResolution],
  ['kill_state', killStateSchema, sampleKillState],
  ['key_rotation', keyRotationSchema, sampleKeyRotation],
] as const;

describe.each(documents)('the schema of %s', (_kind, schema, sample) => {
  it('keeps a document as it is, so that its digest stays', () => {
    expect(digestOf(schema.parse(sample))).toBe(digestOf(sample));
  });

  it('keeps fields that this version does not know', () => {
    const newer = { ...sample, field_of_tomorrow: [1, { deep: true }] };
    expect(schema.parse(newer)).toEqual(newer);
  });

  it('refuses a document that lacks any one field', () => {
    for (const key of Object.keys(sample)) {
      if (key === 'notes') continue;
      const { [key as keyof typeof sample]: _left_out, ...rest } = sample;
      expect(schema.safeParse(rest).success, `without ${key}`).toBe(false);
    }
  });

  it('refuses fractions in place of any whole number', () => {
    for (const [key, value] of Object.entries(sample)) {
      if (typeof value !== 'number') continue;
      expect(schema.safeParse({ ...sample, [key]: value + 0.5 }).success, key).toBe(false);
      expect(schema.safeParse({ ...sample, [key]: 2 ** 53 }).success, key).toBe(false);
    }
  });
});

describe('plan', () => {
  it('is refused when it lives longer than 24 hours, or not at all', () => {
    const { created_at } = samplePlan;
    expect(planSchema.safeParse({ ...samplePlan, expires_at: created_at + 86_400 }).success).toBe(true);
    expect(planSchema.safeParse({ ...samplePlan, expires_at: created_at + 86_401 }).success).toBe(false);
    expect(planSchema.safeParse({ ...samplePlan, expires_at: created_at }).success).toBe(false);
  });

  it('of kind rollback names the receipt that it takes back', () => {
    const rollback = { ...samplePlan, kind: 'rollback' };
    expect(planSchema.safeParse(rollback).success).toBe(false);
    expect(planSchema.safeParse({ ...rollback, receipt_digest: 'f'.repeat(64) }).success).toBe(true);
  });

  it.each(['configmap', 'pod_annotations', 'spec'])('is refused for the surface %s, which is not built', (surface) => {
    expect(planSchema.safeParse({ ...samplePlan, surface }).success).toBe(false);
  });

  it.each([{ namespace: 'a/b' }, { namespace: '' }, { name: '../x' }, { name: 'UPPER' }])(
    'is refused for a target %j',
    (part) => {
      expect(planSchema.safeParse({ ...samplePlan, target: { ...samplePlan.target, ...part } }).success).toBe(false);
    },
  );
});

describe('effect', () => {
  it('is refused when the changes are not sorted, or a pointer stands twice', () => {
    const change = (...pointers: string[]) => ({
      ...sampleEffect,
      objects: [{ ...sampleEffect.objects[0], changes: pointers.map((pointer) => [pointer, null, '1']) }],
    });
    expect(effectSchema.safeParse(change('/a', '/b')).success).toBe(true);
    expect(effectSchema.safeParse(change('/b', '/a')).success).toBe(false);
    expect(effectSchema.safeParse(change('/a', '/a')).success).toBe(false);
  });

  it('has a digest that does not depend on when it was verified', () => {
    const later = { ...sampleVerifyReport, finished_at: SAMPLE_NOW_S + 600 };
    expect(digestOf(later.effect)).toBe(sampleVerifyReport.effect_digest);
  });
});

describe('envelope', () => {
  it('has one payload type per kind, with hyphens', () => {
    expect(DSSE_KINDS.map(payloadTypeOf)).toEqual([
      'application/vnd.modekeeper.plan+json',
      'application/vnd.modekeeper.verify-report+json',
      'application/vnd.modekeeper.approval+json',
      'application/vnd.modekeeper.receipt+json',
      'application/vnd.modekeeper.kill-state+json',
      'application/vnd.modekeeper.resolution+json',
      'application/vnd.modekeeper.key-rotation+json',
    ]);
  });

  it('is refused without a signature', () => {
    expect(dsseEnvelopeSchema.safeParse({ payloadType: 'x', payload: 'e30=', signatures: [] }).success).toBe(false);
  });
});

describe('license', () => {
  it('takes only the bindings that a verifier knows', () => {
    const license = { schema_version: 'license.v1', org: 'o', issued_at: 1, expires_at: 2, entitlements: [], signature: 's' };
    expect(licenseSchema.safeParse({ ...license, bindings: { cluster_uid: 'u' } }).success).toBe(true);
    expect(licenseSchema.safeParse({ ...license, bindings: { host: 'u' } }).success).toBe(false);
  });
});

describe('targetKey', () => {
  it('differs for targets that differ', () => {
    expect(targetKey(samplePlan.target)).toBe('apps/v1/Deployment/train/trainer');
  });
});
