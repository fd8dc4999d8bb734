import { NET_ZERO_PLAN_STATES, type PlanState } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { READ_BACK_LIMIT_MS, RESOLVE_MAX_RETRIES, RESOLVE_WAIT_MS, sendDeadline } from './deadlines.ts';
import { classifyReadBack } from './read-back.ts';
import { type ResolveFacts, resolveUnknown } from './resolve.ts';
import { canTransition } from './states.ts';

const facts = (over: Partial<ResolveFacts> = {}): ResolveFacts => ({
  phase: 'apply',
  since_sent_ms: RESOLVE_WAIT_MS,
  unresolved_ms: RESOLVE_WAIT_MS,
  read: 'ok',
  fields: 'preimage',
  plan_annotation_is_ours: false,
  others_landed: false,
  more_to_send: false,
  retries: 0,
  kill: 'off',
  past_deadline: false,
  ...over,
});
const landed = { fields: 'ours', plan_annotation_is_ours: true } as const;

const anyFacts: fc.Arbitrary<ResolveFacts> = fc.record({
  phase: fc.constantFrom('apply', 'rollback'),
  since_sent_ms: fc.constantFrom(0, RESOLVE_WAIT_MS - 1, RESOLVE_WAIT_MS, 10 * RESOLVE_WAIT_MS),
  unresolved_ms: fc.constantFrom(0, READ_BACK_LIMIT_MS - 1, READ_BACK_LIMIT_MS),
  read: fc.constantFrom('ok', 'gone', 'unreadable'),
  fields: fc.constantFrom('ours', 'preimage', 'none_of_ours', 'mixed'),
  plan_annotation_is_ours: fc.boolean(),
  others_landed: fc.boolean(),
  more_to_send: fc.boolean(),
  retries: fc.integer({ min: 0, max: 5 }),
  kill: fc.constantFrom('off', 'on', 'unreadable'),
  past_deadline: fc.boolean(),
});

describe('resolveUnknown, apply', () => {
  it('decides nothing while the request can still land', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        expect(resolveUnknown({ ...any, read: 'ok', since_sent_ms: RESOLVE_WAIT_MS - 1 }).action).toBe('wait');
      }),
    );
  });
  it('goes on when our values and our plan annotation are there', () => {
    expect(resolveUnknown(facts(landed))).toEqual({ action: 'settled', next: 'checking', reason: null });
    expect(resolveUnknown(facts({ ...landed, more_to_send: true }))).toEqual({
      action: 'settled',
      next: 'applying',
      reason: null,
    });
  });
  it('does not take our values for ours when another plan or nobody signed them', () => {
    expect(resolveUnknown(facts({ fields: 'ours', plan_annotation_is_ours: false })).action).toBe('roll_back');
  });
  it('sends again while the pre-image holds, three times at most', () => {
    for (let retries = 0; retries < RESOLVE_MAX_RETRIES; retries += 1) {
      expect(resolveUnknown(facts({ retries }))).toEqual({ action: 'retry', next: 'applying', reason: null });
    }
    expect(resolveUnknown(facts({ retries: RESOLVE_MAX_RETRIES }))).toMatchObject({
      action: 'stop',
      next: 'conflict',
      reason: 'retry_limit',
    });
    expect(resolveUnknown(facts({ retries: RESOLVE_MAX_RETRIES, others_landed: true })).next).toBe('rolling_back');
  });
  it('does not send again over somebody who took our values back', () => {
    expect(resolveUnknown(facts({ fields: 'preimage', plan_annotation_is_ours: true }))).toMatchObject({ next: 'conflict' });
  });
  it('ends in conflict when nothing of ours is left anywhere, also when the object is gone', () => {
    expect(resolveUnknown(facts({ fields: 'none_of_ours' }))).toMatchObject({ next: 'conflict', reason: 'foreign_write' });
    expect(resolveUnknown(facts({ read: 'gone' }))).toMatchObject({ next: 'conflict', reason: 'uid_changed' });
  });
  it('rolls back when something of ours landed here or on another object', () => {
    expect(resolveUnknown(facts({ fields: 'mixed' })).next).toBe('rolling_back');
    expect(resolveUnknown(facts({ fields: 'none_of_ours', others_landed: true })).next).toBe('rolling_back');
    expect(resolveUnknown(facts({ read: 'gone', others_landed: true })).next).toBe('rolling_back');
  });
  it('stops sending at the deadline', () => {
    expect(resolveUnknown(facts({ past_deadline: true }))).toMatchObject({ next: 'blocked', reason: 'send_deadline' });
  });
  it('hands the plan to a person when it cannot be read back for 15 minutes, not earlier', () => {
    expect(resolveUnknown(facts({ read: 'unreadable', unresolved_ms: READ_BACK_LIMIT_MS - 1 })).action).toBe('wait');
    expect(resolveUnknown(facts({ read: 'unreadable', unresolved_ms: READ_BACK_LIMIT_MS }))).toMatchObject({
      next: 'needs_person',
    });
  });
});

describe('resolveUnknown, kill switch', () => {
  it('on: sends nothing more, names what remains, and lets a finished apply be checked', () => {
    expect(resolveUnknown(facts({ kill: 'on' }))).toMatchObject({ next: 'blocked', reason: 'kill_switch_active' });
    expect(resolveUnknown(facts({ kill: 'on', others_landed: true })).next).toBe('halted_partial');
    expect(resolveUnknown(facts({ kill: 'on', fields: 'mixed' })).next).toBe('halted_partial');
    expect(resolveUnknown(facts({ kill: 'on', ...landed, more_to_send: true })).next).toBe('halted_partial');
    expect(resolveUnknown(facts({ kill: 'on', ...landed })).next).toBe('checking');
  });
  it('unreadable: waits until the deadline, then settles by what was sent', () => {
    expect(resolveUnknown(facts({ kill: 'unreadable' })).action).toBe('wait');
    expect(resolveUnknown(facts({ kill: 'unreadable', fields: 'mixed' })).action).toBe('wait');
    expect(resolveUnknown(facts({ kill: 'unreadable', past_deadline: true }))).toMatchObject({ next: 'blocked' });
    expect(resolveUnknown(facts({ kill: 'unreadable', past_deadline: true, fields: 'mixed' }))).toMatchObject({
      next: 'halted_partial',
    });
  });
  it('never sends anything unless it is read as off', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('on' as const, 'unreadable' as const), (any, kill) => {
        expect(['retry', 'roll_back']).not.toContain(resolveUnknown({ ...any, kill }).action);
      }),
    );
  });
});

describe('resolveUnknown, rollback', () => {
  const rollback = (over: Partial<ResolveFacts> = {}) => resolveUnknown(facts({ phase: 'rollback', fields: 'ours', ...over }));
  it('is settled when the pre-image is back', () => {
    expect(rollback({ fields: 'preimage' })).toEqual({ action: 'settled', next: 'rolling_back', reason: null });
  });
  it('sends again only while the field still holds our value', () => {
    expect(rollback().action).toBe('retry');
    expect(rollback({ fields: 'none_of_ours' })).toMatchObject({ action: 'settled', reason: 'field_taken_over' });
    expect(rollback({ read: 'gone' })).toMatchObject({ action: 'settled', reason: 'uid_changed' });
    expect(rollback({ retries: RESOLVE_MAX_RETRIES })).toMatchObject({ next: 'halted_partial', reason: 'rollback_failed' });
  });
  it('goes on past the deadline for sending, which is for applies only', () => {
    expect(rollback({ past_deadline: true }).action).toBe('retry');
  });
  it('stops at the kill switch', () => {
    expect(rollback({ kill: 'on' })).toMatchObject({ next: 'halted_partial', reason: 'kill_switch_active' });
  });
});

describe('resolveUnknown, always', () => {
  it('answers with a transition of the table out of unknown, or keeps waiting', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { next, action } = resolveUnknown(any);
        if (next === null) expect(action).toBe('wait');
        else expect(canTransition('unknown', next)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
  it('promises net change zero only when nothing of ours is on any object', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { next } = resolveUnknown(any);
        if (next === null || !(NET_ZERO_PLAN_STATES as readonly PlanState[]).includes(next)) return;
        expect(any.others_landed).toBe(false);
        expect(any.phase).toBe('apply');
        if (any.read === 'ok') expect(['preimage', 'none_of_ours']).toContain(any.fields);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('classifyReadBack', () => {
  const field = (live: string | null, ours: string | null = '4', before: string | null = '1') => ({ live, ours, before });
  it('names what all touched fields hold together', () => {
    expect(classifyReadBack([field('4'), field('4')])).toBe('ours');
    expect(classifyReadBack([field('1'), field('1')])).toBe('preimage');
    expect(classifyReadBack([field('4'), field('1')])).toBe('mixed');
    expect(classifyReadBack([field('9'), field('1')])).toBe('none_of_ours');
    expect(classifyReadBack([field('4'), field('9')])).toBe('mixed');
  });
  it('treats absent as a value of its own', () => {
    expect(classifyReadBack([field(null, '4', null)])).toBe('preimage');
    expect(classifyReadBack([field(null, null, '1')])).toBe('ours');
  });
  it('learns nothing from a field that the plan did not really change', () => {
    expect(classifyReadBack([field('4', '4', '4'), field('1')])).toBe('preimage');
  });
});

describe('sendDeadline', () => {
  it('is the expiry or 15 minutes after the claim, whichever is earlier', () => {
    expect(sendDeadline(10_000, 1000)).toBe(1900);
    expect(sendDeadline(1500, 1000)).toBe(1500);
  });
});
