import { PLAN_STATES, TERMINAL_PLAN_STATES } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingBlock } from '../gates/standing-block.ts';
import { judgePassport } from '../passport/judge.ts';
import { EMPTY_LEDGER, recordChanges, restartCooldowns } from '../passport/ledger.ts';
import { predictEffect } from '../passport/predict-effect.ts';
import { DEMO, judgeFacts, NOW_MS } from '../test-deployment.ts';
import { cooldownUntil } from './cooldown-until.ts';
import { decideProposal, type OpenPlan, type ProposalFacts, SUPERSEDE_AFTER_MS } from './decide-proposal.ts';
import {
  BACKOFF_FIRST_MS,
  BACKOFF_LONGEST_MS,
  backoffUntil,
  changesDigest,
  findRefusal,
  type Refusal,
  refusalSchema,
  rememberOutcome,
} from './memory.ts';

const MIN = 60_000;
const changes = [
  { knob: 'concurrency', to: 4 },
  { knob: 'dataloader_prefetch_factor', to: 2 },
];
const other = [{ knob: 'concurrency', to: 3 }];
const key = { target: 'apps/v1/Deployment/train/trainer', uid: 'u-1', changes_digest: changesDigest(changes) };
const facts = (over: Partial<ProposalFacts> = {}): ProposalFacts => ({
  target: key.target,
  uid: key.uid,
  changes,
  open: null,
  refusals: [],
  suppressed: [],
  cooldown_until_ms: null,
  block_now: null,
  now_ms: NOW_MS,
  ...over,
});
const open = (over: Partial<OpenPlan> = {}): OpenPlan => ({
  plan_id: 'pl_1',
  state: 'verified',
  born_ms: NOW_MS - SUPERSEDE_AFTER_MS,
  changes_digest: key.changes_digest,
  ...over,
});
const ended = (terminal: Refusal['terminal'], reason: string | null = null, at_ms = NOW_MS): Omit<Refusal, 'times'> => ({
  ...key,
  terminal,
  reason,
  at_ms,
});

describe('decideProposal', () => {
  it('proposes when nothing stands in the way', () => {
    expect(decideProposal(facts())).toEqual({ decision: 'propose', reason: null, until_ms: null });
  });
  it('keeps the open plan for the same changes in any order, whatever its state and age', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLAN_STATES), fc.integer({ min: 0, max: NOW_MS }), (state, born_ms) => {
        expect(decideProposal(facts({ open: open({ state, born_ms }), changes: changes.toReversed() })).decision).toBe('keep');
      }),
    );
  });
  it('supersedes by other changes only in proposed or verified, and five minutes after its birth', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLAN_STATES), fc.integer({ min: 0, max: 2 * SUPERSEDE_AFTER_MS }), (state, age) => {
        const { decision } = decideProposal(facts({ changes: other, open: open({ state, born_ms: NOW_MS - age }) }));
        const may = (state === 'proposed' || state === 'verified') && age >= SUPERSEDE_AFTER_MS;
        expect(decision).toBe(may ? 'supersede' : 'wait');
      }),
    );
  });
  it('says when an open plan may be superseded', () => {
    const born_ms = NOW_MS - MIN;
    expect(decideProposal(facts({ changes: other, open: open({ born_ms }) })).until_ms).toBe(born_ms + SUPERSEDE_AFTER_MS);
  });
  it('proposes nothing while a cooldown runs, superseding included', () => {
    const cooldown_until_ms = NOW_MS + 1;
    expect(decideProposal(facts({ cooldown_until_ms }))).toEqual({
      decision: 'wait',
      reason: 'proposal_cooldown',
      until_ms: cooldown_until_ms,
    });
    expect(decideProposal(facts({ cooldown_until_ms, changes: other, open: open() })).reason).toBe('proposal_cooldown');
    expect(decideProposal(facts({ cooldown_until_ms: NOW_MS })).decision).toBe('propose');
  });
  it('stays away from a uid whose effect somebody took back, and only from that uid', () => {
    const suppressed = [{ target: key.target, uid: 'u-1', at_ms: 0 }];
    expect(decideProposal(facts({ suppressed }))).toMatchObject({ decision: 'wait', reason: 'effect_reverted' });
    expect(decideProposal(facts({ suppressed, uid: 'u-2' })).decision).toBe('propose');
  });
});

describe('after blocked', () => {
  const blocked = rememberOutcome([], ended('blocked', 'kill_switch_active', NOW_MS - MIN));
  it('waits while the same reason stands, however long, and goes on at once when it is gone or another one', () => {
    expect(decideProposal(facts({ refusals: blocked, block_now: 'kill_switch_active', now_ms: NOW_MS + 1e9 }))).toMatchObject({
      decision: 'wait',
      reason: 'still_blocked',
    });
    expect(decideProposal(facts({ refusals: blocked, block_now: null })).decision).toBe('propose');
    expect(decideProposal(facts({ refusals: blocked, block_now: 'freeze_window' })).decision).toBe('propose');
  });
  it('waits while nobody can read the switch: a blip says neither that the reason has gone nor that it is another one', () => {
    expect(decideProposal(facts({ refusals: blocked, block_now: 'kill_switch_unreliable' }))).toMatchObject({
      decision: 'wait',
      reason: 'still_blocked',
    });
  });
  it('does not hold back other changes or a recreated object', () => {
    expect(decideProposal(facts({ refusals: blocked, block_now: 'kill_switch_active', changes: other })).decision).toBe(
      'propose',
    );
    expect(decideProposal(facts({ refusals: blocked, block_now: 'kill_switch_active', uid: 'u-2' })).decision).toBe('propose');
  });
  it('pauses as after other refusals when the reason only shows in a dry run or a receipt', () => {
    for (const reason of ['foreign_mutation', 'plan_unknown', 'approval_expired', null]) {
      const refusals = rememberOutcome([], ended('blocked', reason));
      expect(decideProposal(facts({ refusals }))).toMatchObject({
        decision: 'wait',
        reason: 'proposal_backoff',
        until_ms: NOW_MS + BACKOFF_FIRST_MS,
      });
    }
  });
});

describe('after a refusal', () => {
  it('waits ten minutes, doubling each time, up to a day', () => {
    let memory: Refusal[] = [];
    let now_ms = NOW_MS;
    const pauses: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      memory = rememberOutcome(memory, ended('rejected', 'rejected_by_person', now_ms));
      const answer = decideProposal(facts({ refusals: memory, now_ms }));
      expect(answer).toMatchObject({ decision: 'wait', reason: 'proposal_backoff' });
      const until = answer.until_ms ?? 0;
      pauses.push((until - now_ms) / MIN);
      expect(decideProposal(facts({ refusals: memory, now_ms: until - 1 })).decision).toBe('wait');
      expect(decideProposal(facts({ refusals: memory, now_ms: until })).decision).toBe('propose');
      now_ms = until;
    }
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]);
  });
  it('pauses after each ending that the contract names, and after those that leave changes behind', () => {
    const pausing = TERMINAL_PLAN_STATES.filter(
      (terminal) =>
        decideProposal(facts({ refusals: rememberOutcome([], ended(terminal, 'kill_switch_active')) })).reason ===
        'proposal_backoff',
    );
    expect(pausing.toSorted()).toEqual([
      'conflict',
      'diff_unstable',
      'halted_partial',
      'inconclusive',
      'rejected',
      'rollback_conflict',
      'rolled_back',
      'verify_failed',
    ]);
  });
  it('forgets after a success, and a day after the pause has ended', () => {
    const memory = rememberOutcome([], ended('rejected'));
    expect(rememberOutcome(memory, ended('confirmed'))).toEqual([]);
    const later = rememberOutcome(memory, {
      ...ended('rejected', null, NOW_MS + BACKOFF_FIRST_MS + BACKOFF_LONGEST_MS),
      changes_digest: changesDigest(other),
    });
    expect(findRefusal(later, key)).toBeUndefined();
    expect(later).toHaveLength(1);
  });
  it('is no pause where a reason decides', () => {
    expect(backoffUntil({ ...ended('blocked', 'kill_switch_active'), times: 3 })).toBeNull();
    expect(backoffUntil({ ...ended('blocked', 'foreign_mutation'), times: 1 })).toBe(NOW_MS + BACKOFF_FIRST_MS);
  });
  it('is not shortened by an ending that decides nothing', () => {
    const memory = rememberOutcome([], ended('rejected'));
    for (const terminal of ['expired', 'cancelled', 'superseded'] as const)
      expect(rememberOutcome(memory, ended(terminal))).toEqual(memory);
  });
  it('keeps counting across a block in between', () => {
    let memory = rememberOutcome([], ended('rejected'));
    memory = rememberOutcome(memory, ended('blocked', 'kill_switch_active'));
    memory = rememberOutcome(memory, ended('rejected'));
    expect(findRefusal(memory, key)?.times).toBe(2);
  });
  it('never remembers the same changes twice, survives storage, and never pauses longer than a day', () => {
    const ending = fc.record({
      terminal: fc.constantFrom(...TERMINAL_PLAN_STATES),
      reason: fc.constantFrom('kill_switch_active', 'foreign_mutation', null),
      step: fc.integer({ min: 0, max: 3 * MIN }),
      which: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(ending, { maxLength: 40 }), (endings) => {
        let memory: Refusal[] = [];
        let at_ms = NOW_MS;
        for (const { terminal, reason, step, which } of endings) {
          at_ms += step;
          memory = rememberOutcome(memory, {
            ...ended(terminal, reason, at_ms),
            changes_digest: changesDigest(which ? changes : other),
          });
          expect(memory.length).toBeLessThanOrEqual(2);
          for (const refusal of memory) {
            expect(refusalSchema.parse(JSON.parse(JSON.stringify(refusal)))).toEqual(refusal);
            expect((backoffUntil(refusal) ?? at_ms) - at_ms).toBeLessThanOrEqual(BACKOFF_LONGEST_MS);
          }
        }
      }),
    );
  });
});

describe('cooldownUntil', () => {
  const planned = [{ knob: 'concurrency', chord: 'BURST-ABSORB' }];
  it('is the end of the later cooldown: the passport’s per knob or the catalog’s per chord', () => {
    const sent = [{ knob: 'concurrency', to: 4, chord: 'BURST-ABSORB' }];
    expect(cooldownUntil(recordChanges(EMPTY_LEDGER, sent, NOW_MS), DEMO, planned)).toBe(NOW_MS + 90_000);
    expect(cooldownUntil(recordChanges(EMPTY_LEDGER, [{ knob: 'concurrency', to: 4, chord: '' }], NOW_MS), DEMO, planned)).toBe(
      NOW_MS + 30_000,
    );
    expect(
      cooldownUntil(recordChanges(EMPTY_LEDGER, [{ knob: 'timeout_ms', to: 4, chord: '' }], NOW_MS), DEMO, planned),
    ).toBeNull();
    expect(cooldownUntil(EMPTY_LEDGER, DEMO, planned)).toBeNull();
    // One of the planned chords is enough.
    const mixed = [...planned, { knob: 'timeout_ms', chord: 'INPUT-STRAGGLER' }];
    expect(cooldownUntil(recordChanges(EMPTY_LEDGER, sent, NOW_MS), DEMO, mixed)).toBe(NOW_MS + 90_000);
  });
  it('agrees with the passport’s rule about the same ledger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120_000 }), fc.boolean(), (ago, restarted) => {
        const ledger = restarted
          ? restartCooldowns(['concurrency'], ['BURST-ABSORB'], NOW_MS - ago)
          : recordChanges(EMPTY_LEDGER, [{ knob: 'concurrency', to: 2, chord: 'BURST-ABSORB' }], NOW_MS - ago);
        const cooling = judgePassport(judgeFacts({ ledger })).some(({ reason }) => reason === 'cooldown_active');
        expect(NOW_MS < (cooldownUntil(ledger, DEMO, planned) ?? 0)).toBe(cooling);
      }),
    );
  });
  it('never ends for a time that cannot be read', () => {
    const ledger = { knobs: { concurrency: { value: 1, last_changed_at: '?' } }, changes: [] };
    expect(cooldownUntil(ledger, DEMO, planned)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('standingBlock', () => {
  const off = (['configmap', 'namespace', 'cloud'] as const).map((source) => ({ source, state: 'off' as const, signal: null }));
  const ok = { ok: true, reason: null };
  const judged = (live: Parameters<typeof judgeFacts>[0] = {}) => {
    const real = judgeFacts(live);
    return judgePassport({ ...real, effect: predictEffect(real.object, real.changes) });
  };
  const gates = {
    mode: 'apply',
    kill: { readings: off, starting: true },
    license: ok,
    passport: judged(),
    second_lock: ok,
  } as const;
  it('is null when an apply would only lack its report and approval', () => {
    expect(standingBlock(gates)).toBeNull();
  });
  it('names the first thing that would block', () => {
    expect(
      standingBlock({ ...gates, kill: { readings: [...off, { source: 'env', state: 'on', signal: 'x' }], starting: true } }),
    ).toBe('kill_switch_active');
    expect(standingBlock({ ...gates, passport: judged({ live: { annotations: { 'modekeeper/quarantine': 'on' } } }) })).toBe(
      'quarantine_active',
    );
    expect(standingBlock({})).toBe('mode_observe');
  });
  it('foresees what the dry run will show on a server without webhooks', () => {
    const real = judgeFacts({ live: { knobs: { concurrency: '1' }, mirror: { concurrency: '9' } } });
    expect(predictEffect(real.object, real.changes).changes).toEqual(real.effect.changes);
  });
});
