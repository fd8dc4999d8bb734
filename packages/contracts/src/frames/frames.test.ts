import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../digest.ts';
import { isModeKeeperError } from '../error.ts';
import { SAMPLE_IDS, SAMPLE_ULID } from '../testing/samples.ts';
import { decodeDownFrame, decodeUpFrame, encodeFrame } from './decode.ts';
import { DOWN_FRAMES, type DownBody, type DownFrame, UP_FRAMES, type UpBody, type UpFrame } from './frames.ts';
import { FRAME_MAX_BYTES } from './limits.ts';
import { stateDigest } from './state.ts';

const hex = 'a'.repeat(64);
const { plan_id } = SAMPLE_IDS;
const envelope = {
  payloadType: 'application/vnd.modekeeper.plan+json',
  payload: 'e30=',
  signatures: [{ keyid: 'k', sig: 'AA==' }],
};
const target = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'train', name: 'trainer' };
const kill = {
  active: false,
  signal: null,
  epoch: 0,
  sources: [{ source: 'env' as const, name: 'X', state: 'off' as const, signal: null }],
};
const plans = [{ plan_id, plan_digest: hex, state: 'verified' as const, revision: 2 }];

const up: { [Type in keyof typeof UP_FRAMES]: UpBody<Type> } = {
  plan_proposed: { plan_id, envelope },
  plan_event: { plan_id, revision: 1, from: 'proposed', to: 'verifying', reason: null, at_ms: 5 },
  verify_report: { plan_id, envelope },
  receipt: { plan_id, envelope },
  kill_state: { envelope },
  finding: { kind: 'advice', code: 'advice_batch_knobs', target, detail: 'd', changes: [], signals: [], at_ms: 5 },
  state_report: { plans },
  hello: {
    boot_id: SAMPLE_ULID,
    stream: SAMPLE_ULID,
    last_acknowledged: null,
    protocol: { min: 1, max: 1 },
    capabilities: [],
    mode: 'apply',
    targets: [{ target, passport_digest: hex }],
    rights: [{ verb: 'patch', group: 'apps', resource: 'deployments', namespace: 'train', name: 'trainer', allowed: true }],
    guard: { policy_name: 'guard', ok: true, reason: null, checked_at_ms: 5 },
    kill,
    versions: { connector: '0.1.0', chart: '0.1.0', kubernetes: null },
  },
  heartbeat: { kill, clock: { now_ms: 5, api_server_offset_ms: null }, open_plans: plans },
  series: {
    target,
    bucket_ms: 10_000,
    pods: { followed: 1, not_observed: 0 },
    buckets: [
      {
        start_ms: 0,
        count: 12,
        step_time_ms: { median: 1000.5, p95: 1200, min: 900, max: 1300 },
        loss_mean: 0.35,
        throughput_mean: null,
        gpu_util_pct_mean: null,
        gpu_mem_util_pct_mean: null,
        effective_knobs: { concurrency: { value: 4, applied_step: 17 } },
      },
    ],
  },
  state_digest: { digest: hex, sent_seq: 3, received_seq: 4 },
  log_notice: { level: 'warn', code: 'api_throttled', message: 'm', at_ms: 5, dropped: 0 },
  ack: { stream: SAMPLE_ULID, seq: 3, credit: 100, kill_epoch: 2 },
};

const down: { [Type in keyof typeof DOWN_FRAMES]: DownBody<Type> } = {
  plan_dispatch: { plan_id, plan_digest: hex, effect_digest: hex, approvals: [envelope], revision: 4 },
  plan_close: { plan_id, terminal: 'rejected', reason: 'rejected_by_person', revision: 4 },
  plan_resolve: { plan_id, plan_digest: hex, resolutions: [envelope] },
  kill_set: { envelope },
  trust_document: { kind: 'license', document: '{}' },
  state_report: { plans: [] },
  welcome: {
    streams: { up: SAMPLE_ULID, down: SAMPLE_ULID },
    cursors: { up: 0, down: 0 },
    kill: { epoch: 0, set: [] },
    reconnect_spread_ms: 5000,
  },
  ack: up.ack,
  refused: { code: 'frame_invalid', message: 'm', frame_id: null, close_code: 4403, retry_after_s: 60 },
  watch: { on: true },
};

const frameOf = (type: string, frameClass: string, body: unknown, part: object = {}) => ({
  v: 1,
  id: SAMPLE_ULID,
  stream: SAMPLE_ULID,
  seq: frameClass === 'durable' ? 1 : null,
  ack: 7,
  sent_at_ms: 5,
  type,
  body,
  ...part,
});
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return isModeKeeperError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return 'accepted';
};

describe.each([
  ['up', UP_FRAMES, up, decodeUpFrame],
  ['down', DOWN_FRAMES, down, decodeDownFrame],
] as const)('frames %s', (_direction, types, bodies, decode) => {
  const rows = Object.entries(types);

  it('survive the wire unchanged, every type', () => {
    for (const [type, frameClass] of rows) {
      const frame = frameOf(type, frameClass, bodies[type as keyof typeof bodies]) as UpFrame & DownFrame;
      expect(decode(encodeFrame(frame)), type).toEqual({ known: true, frame });
    }
  });

  it('are numbered exactly when durable', () => {
    for (const [type, frameClass] of rows) {
      const wrong = frameOf(type, frameClass, bodies[type as keyof typeof bodies], { seq: frameClass === 'durable' ? null : 1 });
      expect(
        codeOf(() => decode(JSON.stringify(wrong))),
        type,
      ).toBe('frame_invalid');
    }
  });

  it('are refused when their body lacks a member, with the envelope, so that they can be acknowledged', () => {
    for (const [type, frameClass] of rows) {
      const frame = frameOf(type, frameClass, {});
      expect(() => decode(JSON.stringify(frame)), type).toThrow(
        expect.objectContaining({ code: 'frame_invalid', envelope: frame }),
      );
    }
  });

  it('of unknown type come back as unknown, with their number, to be counted and acknowledged', () => {
    const frame = frameOf('of_tomorrow', 'durable', { any: 'thing' });
    expect(decode(JSON.stringify(frame))).toEqual({ known: false, frame });
    expect(decode(JSON.stringify(frameOf('toString', 'durable', 1)))).toMatchObject({ known: false });
  });

  it.each([{ v: 2 }, { id: 'x' }, { stream: 7 }, { seq: 0 }, { seq: 1.5 }, { ack: -1 }, { sent_at_ms: -1 }, { type: '' }])(
    'with the envelope %j are refused',
    (part) => {
      expect(() => decode(JSON.stringify(frameOf('state_report', 'durable', { plans: [] }, part)))).toThrow(
        expect.objectContaining({ code: 'frame_invalid', envelope: null }),
      );
    },
  );

  it('never make the reader throw anything but our own error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(types)), (body, type) => {
        const code = codeOf(() => decode(JSON.stringify(frameOf(type, 'durable', body))));
        expect(['frame_invalid', 'accepted']).toContain(code);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['frame_invalid', 'invalid_json']).toContain(codeOf(() => decode(text)));
      }),
    );
  });

  it('above 1 MiB are refused before they are parsed', () => {
    expect(codeOf(() => decode(' '.repeat(FRAME_MAX_BYTES + 1)))).toBe('payload_too_large');
  });
});

describe('the two directions', () => {
  it('do not take each other’s types', () => {
    const dispatch = frameOf('plan_dispatch', 'durable', down.plan_dispatch);
    expect(decodeUpFrame(JSON.stringify(dispatch))).toMatchObject({ known: false });
    expect(decodeDownFrame(JSON.stringify(frameOf('plan_event', 'durable', up.plan_event)))).toMatchObject({ known: false });
  });
});

describe('stateDigest', () => {
  const plan = fc.record({
    plan_id: fc.string({ maxLength: 5 }),
    state: fc.constantFrom('proposed' as const, 'verified' as const),
    revision: fc.nat(9),
  });
  const set = fc.uniqueArray(plan, { selector: (row) => row.plan_id, maxLength: 6 });

  it('is over the canonical list, in the order of the ids', () => {
    const rows = [
      { plan_id: 'pl_B', state: 'verified', revision: 2 },
      { plan_id: 'pl_A', state: 'proposed', revision: 0 },
    ] as const;
    expect(stateDigest(rows)).toBe(sha256Hex('[["pl_A","proposed",0],["pl_B","verified",2]]'));
  });

  it('does not depend on order', () => {
    fc.assert(
      fc.property(set, (rows) => {
        expect(stateDigest([...rows].reverse())).toBe(stateDigest(rows));
      }),
    );
  });

  it('tells any two different sets apart', () => {
    const text = (rows: readonly { plan_id: string }[]) =>
      JSON.stringify([...rows].sort((a, b) => (a.plan_id < b.plan_id ? -1 : 1)));
    fc.assert(
      fc.property(set, set, (left, right) => {
        expect(stateDigest(left) === stateDigest(right)).toBe(text(left) === text(right));
      }),
    );
  });
});
