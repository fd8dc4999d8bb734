import { makeId, PLAN_STATES, type PlanState, sha256Hex, TERMINAL_PLAN_STATES } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { bareRecord, type PlanRecord } from '../journal/plan-record.ts';
import { onClose, onDispatch, onStateReport, unknownPlan } from './inbound.ts';

const plan_id = makeId('pl', 1, (length) => new Uint8Array(length));
const [plan_digest, effect_digest] = [sha256Hex('plan'), sha256Hex('effect')];
const clocks = { now_ms: 5000, deadline_ms: () => 9000 };
const record = (state: PlanState, part: Partial<PlanRecord> = {}): PlanRecord => ({
  ...bareRecord({ plan_id, plan_digest, target: 'a/b', created_at: 1, expires_at: 100, state, revision: 3 }),
  ...part,
});
const dispatch = { plan_id, plan_digest, effect_digest, approvals: [], revision: 5 };

describe('plan_dispatch', () => {
  it('records approved and dispatched together, with claim and deadline, and sends no event for either', () => {
    expect(onDispatch(record('verified'), dispatch, clocks)).toMatchObject({
      state: 'dispatched',
      revision: 5,
      events: [],
      claim: { effect_digest, at_ms: 5000, deadline_ms: 9000 },
    });
  });

  it('blocks a plan that the journal does not hold: it is never applied', () => {
    expect(onDispatch(undefined, dispatch, clocks)).toMatchObject({
      state: 'blocked',
      plan: null,
      events: [{ from: 'dispatched', to: 'blocked', reason: 'plan_unknown', revision: 6 }],
    });
  });

  it('blocks when the digest is not that of the plan that was proved here', () => {
    expect(onDispatch(record('verified'), { ...dispatch, plan_digest: effect_digest }, clocks)).toMatchObject({
      state: 'blocked',
      last_event: { reason: 'plan_digest_mismatch' },
    });
  });

  it('blocks a plan whose approvals were used before: this journal is an older one, restored', () => {
    const was_used = (digest: string) => digest === plan_digest;
    expect(onDispatch(record('verified'), dispatch, { ...clocks, was_used })).toMatchObject({
      state: 'blocked',
      last_event: { reason: 'approval_used' },
    });
  });

  it('takes no revision that would make the journal unreadable', () => {
    const far = { ...dispatch, revision: Number.MAX_SAFE_INTEGER };
    expect(onDispatch(record('verified'), far, clocks)?.revision).toBe(1_000_000);
  });

  it.each(TERMINAL_PLAN_STATES)('changes nothing after %s', (state) =>
    expect(onDispatch(record(state), dispatch, clocks)).toBeNull(),
  );

  it('changes nothing when the plan is under way: a second delivery cannot start it twice', () => {
    const claim = { effect_digest, approvals: [], at_ms: 1, deadline_ms: 2 };
    for (const state of ['dispatched', 'applying', 'checking', 'rolling_back', 'unknown'] as const)
      expect(onDispatch(record(state, { claim }), dispatch, clocks)).toBeNull();
  });
});

describe('plan_close', () => {
  const close = { plan_id, terminal: 'cancelled' as const, reason: 'cancelled_by_person', revision: 9 };
  it('ends a waiting plan without an event, and is only a request from dispatched on', () => {
    expect(onClose(record('verified'), close)).toMatchObject({ state: 'cancelled', revision: 9, events: [] });
    expect(onClose(record('applying'), close)).toMatchObject({ state: 'applying', cancel_reason: 'cancelled_by_person' });
    expect(onClose(record('confirmed'), close)).toBeNull();
    expect(onClose(undefined, close)).toBeNull();
  });
});

describe('a plan that the journal has lost', () => {
  it.each(PLAN_STATES.filter((state) => !(TERMINAL_PLAN_STATES as readonly PlanState[]).includes(state)))(
    'in %s ends without any change, or waits for a person',
    (state) => {
      const late = ['applying', 'checking', 'rolling_back', 'unknown', 'needs_person'].includes(state);
      expect(unknownPlan(plan_id, plan_digest, state, 4, 1).state).toBe(late ? 'needs_person' : 'blocked');
    },
  );
});

describe('state_report', () => {
  const row = (state: PlanState, revision: number) => ({ plan_id, plan_digest, state, revision });
  it('finds plans that only the other side knows, repeats what it missed, and lets it be ahead', () => {
    expect(onStateReport(new Map(), [row('applying', 6)], 1).add).toMatchObject([{ state: 'needs_person' }]);
    expect(onStateReport(new Map([[plan_id, record('confirmed')]]), [row('checking', 2)], 1).repeat).toHaveLength(1);
    expect(onStateReport(new Map([[plan_id, record('verified')]]), [row('approved', 4)], 1)).toEqual({
      add: [],
      repeat: [],
      unseen: [],
    });
    expect(onStateReport(new Map([[plan_id, record('verified', { plan_acked: true })]]), [], 1).unseen).toHaveLength(1);
  });
});
