import {
  NET_ZERO_PLAN_STATES,
  OPEN_PLAN_STATES,
  PLAN_STATES,
  type PlanState,
  TERMINAL_PLAN_STATES,
  UNDISPATCHED_PLAN_STATES,
} from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeTransition, type PlanParty, transitionSetters } from './setters.ts';
import { canTransition, isOpenState, PLAN_TRANSITIONS } from './states.ts';

// The table as the contract prints it (connector page, "Plan states"); kept as text so that it is written twice on purpose.
const CONTRACT = `
proposed | verifying, blocked, expired, cancelled, superseded
verifying | verified, verify_failed, blocked, expired, cancelled
verified | approved, rejected, blocked, expired, cancelled, superseded
approved | dispatched, blocked, cancelled, expired, superseded
dispatched | applying, verify_failed, diff_unstable, conflict, blocked, expired, cancelled, superseded, unknown
applying | checking, blocked, conflict, rolling_back, halted_partial, unknown
checking | confirmed, inconclusive, rolling_back, halted_partial, unknown
rolling_back | rolled_back, rollback_conflict, halted_partial, unknown
unknown | applying, checking, rolling_back, blocked, conflict, halted_partial, needs_person
needs_person | rolled_back, halted_partial, confirmed`;

const contract = new Map(
  CONTRACT.trim()
    .split('\n')
    .map((line) => {
      const [from = '', to = ''] = line.split(' | ');
      return [from, new Set(to.split(', '))] as const;
    }),
);
const pairs = PLAN_STATES.flatMap((from) => PLAN_STATES.map((to) => [from, to] as const));
const parties: readonly PlanParty[] = ['control_plane', 'connector'];
const anyState = fc.constantFrom(...PLAN_STATES);

describe('plan states', () => {
  it('allow exactly the transitions of the contract, checked for every pair of states', () => {
    for (const [from, to] of pairs)
      expect([from, to, canTransition(from, to)]).toEqual([from, to, contract.get(from)?.has(to) ?? false]);
  });
  it('are open or terminal, never both, and nothing leaves a terminal state', () => {
    expect(PLAN_STATES.filter(isOpenState)).toEqual(OPEN_PLAN_STATES);
    for (const state of TERMINAL_PLAN_STATES) expect(PLAN_TRANSITIONS[state]).toEqual([]);
  });
  it('never stay where they are', () => {
    for (const state of PLAN_STATES) expect(canTransition(state, state)).toBe(false);
  });
  it('all start at proposed: every state is reachable, and from every open state some terminal state is', () => {
    const reach = (start: PlanState): Set<PlanState> => {
      const seen = new Set<PlanState>([start]);
      for (const state of seen) for (const next of PLAN_TRANSITIONS[state]) seen.add(next);
      return seen;
    };
    expect(reach('proposed')).toEqual(new Set(PLAN_STATES));
    for (const state of OPEN_PLAN_STATES) expect([...reach(state)].some((next) => !isOpenState(next))).toBe(true);
  });
  it('promise net change zero only where nothing can remain on the object', () => {
    const netZero: readonly PlanState[] = NET_ZERO_PLAN_STATES;
    expect(TERMINAL_PLAN_STATES.filter((state) => !netZero.includes(state))).toEqual([
      'confirmed',
      'inconclusive',
      'halted_partial',
      'rollback_conflict',
    ]);
  });
  it('never reach applying without passing approved and dispatched', () => {
    const without = (removed: PlanState): Set<PlanState> => {
      const seen = new Set<PlanState>(['proposed']);
      for (const state of seen) for (const next of PLAN_TRANSITIONS[state]) if (next !== removed) seen.add(next);
      return seen;
    };
    for (const gate of ['verifying', 'verified', 'approved', 'dispatched'] as const) {
      for (const state of ['applying', 'checking', 'rolling_back', 'confirmed'] as const)
        expect(without(gate).has(state)).toBe(false);
    }
  });
});

describe('who sets a transition', () => {
  it('is somebody for every transition of the table and nobody for any other', () => {
    for (const [from, to] of pairs) expect(transitionSetters(from, to).length > 0).toBe(canTransition(from, to));
  });
  it('is the control plane alone for approved, rejected, cancelled, expired up to approved, and for dispatched', () => {
    expect(UNDISPATCHED_PLAN_STATES).toEqual(['proposed', 'verifying', 'verified', 'approved']);
    for (const from of UNDISPATCHED_PLAN_STATES) {
      for (const to of PLAN_TRANSITIONS[from]) {
        const people = ['approved', 'rejected', 'cancelled', 'expired', 'dispatched'].includes(to);
        expect([from, to, transitionSetters(from, to)]).toEqual([from, to, people ? ['control_plane'] : ['connector']]);
      }
    }
  });
  it('is the connector alone once a plan is dispatched', () => {
    for (const from of ['dispatched', 'applying', 'checking', 'rolling_back', 'unknown'] as const) {
      for (const to of PLAN_TRANSITIONS[from]) {
        expect(transitionSetters(from, to)).toEqual(['connector']);
        expect(judgeTransition({ from, to, by: 'control_plane', reason: 'cancelled_by_person' })).toBe('not_yours');
      }
    }
  });
  it('is the control plane, by way of unknown, only for a revoked cluster', () => {
    const by = 'control_plane';
    const reason = 'cluster_revoked';
    for (const from of ['dispatched', 'applying', 'checking', 'rolling_back'] as const) {
      expect(judgeTransition({ from, to: 'unknown', by, reason })).toBe('allowed');
    }
    expect(judgeTransition({ from: 'unknown', to: 'needs_person', by, reason })).toBe('allowed');
    expect(judgeTransition({ from: 'unknown', to: 'needs_person', by })).toBe('not_yours');
    expect(judgeTransition({ from: 'applying', to: 'checking', by, reason })).toBe('not_yours');
    expect(judgeTransition({ from: 'verified', to: 'cancelled', by, reason })).toBe('allowed');
  });
  it('lets nobody leave needs_person without a resolution', () => {
    for (const by of parties) {
      for (const to of PLAN_TRANSITIONS.needs_person) {
        expect(judgeTransition({ from: 'needs_person', to, by })).toBe('resolution_required');
        expect(judgeTransition({ from: 'needs_person', to, by, has_resolution: true })).toBe('allowed');
      }
    }
  });
  it('refuses what the table lacks, whoever asks and whatever the reason', () => {
    fc.assert(
      fc.property(
        anyState,
        anyState,
        fc.constantFrom(...parties),
        fc.constantFrom('cluster_revoked', 'checks_passed', null),
        fc.boolean(),
        (from, to, by, reason, has_resolution) => {
          fc.pre(!canTransition(from, to));
          expect(judgeTransition({ from, to, by, reason, has_resolution })).toBe('not_in_table');
        },
      ),
    );
  });
});

describe('a plan driven by arbitrary requests of both parties', () => {
  type Request = { to: PlanState; by: PlanParty; reason: string | null; has_resolution: boolean };
  const request: fc.Arbitrary<Request> = fc.record({
    to: anyState,
    by: fc.constantFrom(...parties),
    reason: fc.constantFrom('cluster_revoked', null),
    has_resolution: fc.boolean(),
  });

  it('has one terminal state, never changed, and as many revisions as transitions of the table', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 300 }), (requests) => {
        let state: PlanState = 'proposed';
        let ended: PlanState | null = null;
        const trail: PlanState[] = [state];
        for (const { to, by, reason, has_resolution } of requests) {
          if (judgeTransition({ from: state, to, by, reason, has_resolution }) !== 'allowed') continue;
          expect(ended).toBeNull();
          expect(contract.get(state)?.has(to)).toBe(true);
          state = to;
          trail.push(to);
          if (!isOpenState(to)) ended = to;
        }
        // Approved by the control plane before anything was sent, on every path that touched the cluster.
        const applying = trail.indexOf('applying');
        if (applying >= 0) {
          const before = trail.slice(0, applying);
          expect(before.includes('approved') && before.includes('dispatched') && before.includes('verified')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
