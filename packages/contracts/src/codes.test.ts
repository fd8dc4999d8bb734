import { describe, expect, it } from 'vitest';
import { apiErrorSchema } from './api/error.ts';
import { pageQuerySchema, pageSchema } from './api/pagination.ts';
import { isModeKeeperError, ModeKeeperError } from './error.ts';
import { ERROR_CODES, httpStatusOf } from './error-codes.ts';
import { isTerminalPlanState } from './plan-state-names.ts';
import { NET_ZERO_PLAN_STATES, terminalPlanStateSchema } from './plan-states.ts';
import { GATE_NAMES, REASON_CODES, wireReasonSchema } from './reason-codes.ts';

describe('error codes', () => {
  it('are snake_case, sorted, each with an HTTP status of an error', () => {
    expect([...ERROR_CODES].sort()).toEqual(ERROR_CODES);
    for (const code of ERROR_CODES) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(httpStatusOf(code)).toBeGreaterThanOrEqual(400);
      expect(httpStatusOf(code)).toBeLessThan(600);
    }
  });

  it('travel in the one error shape, and nothing else does', () => {
    const error = { code: 'not_found', message: 'm', hint: 'h', docs_url: 'u', request_id: 'r' };
    expect(apiErrorSchema.safeParse({ error }).success).toBe(true);
    expect(apiErrorSchema.safeParse({ error: { ...error, code: 'oops' } }).success).toBe(false);
  });
});

describe('ModeKeeperError', () => {
  it('is recognised, also when it comes from another copy of this module', () => {
    const ours = new ModeKeeperError({ code: 'conflict', message: 'm', hint: 'h', cause: 'c' });
    expect(isModeKeeperError(ours)).toBe(true);
    expect(ours).toMatchObject({ name: 'ModeKeeperError', code: 'conflict', message: 'm', hint: 'h', cause: 'c' });
    const copy = Object.assign(new Error('m'), { name: 'ModeKeeperError', code: 'conflict', hint: 'h' });
    expect(isModeKeeperError(copy)).toBe(true);
    expect(isModeKeeperError(new Error('m'))).toBe(false);
    expect(isModeKeeperError({ name: 'ModeKeeperError', code: 'x', hint: 'h' })).toBe(false);
  });
});

describe('reason codes', () => {
  it('stand once each, in snake_case, and are readable from the wire', () => {
    expect(new Set(REASON_CODES).size).toBe(REASON_CODES.length);
    for (const code of REASON_CODES) expect(wireReasonSchema.parse(code)).toBe(code);
  });

  it('of a newer peer are readable, free text is not', () => {
    expect(wireReasonSchema.safeParse('reason_of_tomorrow').success).toBe(true);
    expect(wireReasonSchema.safeParse('Any text <b>').success).toBe(false);
  });

  it('gates stand in the order of the safety design', () => {
    expect(GATE_NAMES).toEqual(['mode', 'kill_switch', 'license', 'verify', 'passport', 'approval', 'second_lock']);
  });
});

describe('plan states', () => {
  it('promise net change zero only where they are terminal', () => {
    expect(NET_ZERO_PLAN_STATES.every(isTerminalPlanState)).toBe(true);
  });
});

describe('pagination', () => {
  it('takes limits from 1 to 200, from a query string too', () => {
    expect(pageQuerySchema.parse({})).toEqual({ limit: 50 });
    expect(pageQuerySchema.parse({ limit: '200', cursor: 'c' })).toEqual({ limit: 200, cursor: 'c' });
    for (const limit of ['0', '201', '1.5', 'x', '']) expect(pageQuerySchema.safeParse({ limit }).success, limit).toBe(false);
  });

  it('says the end with a null cursor', () => {
    const page = pageSchema(terminalPlanStateSchema);
    expect(page.safeParse({ items: ['approved'], next_cursor: null }).success).toBe(false);
    expect(page.safeParse({ items: ['conflict'], next_cursor: null }).success).toBe(true);
  });
});
