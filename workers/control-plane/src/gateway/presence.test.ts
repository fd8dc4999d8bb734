import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PresenceFacts, presenceAt } from './presence.ts';

const facts: PresenceFacts = {
  status: 'active',
  lease_ms: null,
  last_seen_ms: null,
  last_close: null,
  last_refusal: null,
  duplicate_identity: false,
};

describe('presence', () => {
  it('is connected up to 30 s after the last heartbeat, late up to 60 s, then lost', () => {
    const at = (age_ms: number) => presenceAt({ ...facts, lease_ms: 1_000_000 }, 1_000_000 + age_ms);
    expect(at(0)).toMatchObject({ state: 'connected', cause: 'heartbeats_arrive', last_seen_ms: 1_000_000 });
    expect(at(30_000).state).toBe('connected');
    expect(at(30_001)).toMatchObject({ state: 'late', cause: 'heartbeat_overdue' });
    expect(at(60_000).state).toBe('late');
    expect(at(60_001)).toMatchObject({ state: 'lost', cause: 'heartbeat_missing' });
  });

  it('tells a connector that never came from one that is gone', () => {
    expect(presenceAt(facts, 5)).toMatchObject({ state: 'never_connected', cause: 'no_connection_yet', last_seen_ms: null });
    expect(presenceAt({ ...facts, last_seen_ms: 10, last_close: 'socket_closed' }, 20)).toMatchObject({
      state: 'late',
      cause: 'socket_closed',
    });
    expect(presenceAt({ ...facts, last_seen_ms: 10, last_close: 'socket_closed' }, 90_000)).toMatchObject({
      state: 'lost',
      cause: 'socket_closed',
    });
  });

  it('names the refusal until the connector is heard of again', () => {
    const refused = { ...facts, last_seen_ms: 10, last_refusal: { at_ms: 50, cause: 'clock_skew' as const } };
    expect(presenceAt(refused, 60)).toMatchObject({ state: 'refused', cause: 'clock_skew' });
    expect(presenceAt({ ...refused, last_seen_ms: 55 }, 60).state).toBe('late');
  });

  it('waits for confirmation while the uid is not confirmed, heartbeats or not', () => {
    expect(presenceAt({ ...facts, status: 'awaiting_confirmation' }, 5).state).toBe('awaiting_confirmation');
    expect(presenceAt({ ...facts, status: 'awaiting_confirmation', lease_ms: 1 }, 5).state).toBe('awaiting_confirmation');
  });

  it('shows a revoked cluster as refused, whatever its socket does', () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(), { nil: null }),
        fc.option(fc.nat(), { nil: null }),
        fc.nat(),
        (lease_ms, last_seen_ms, now_ms) => {
          expect(presenceAt({ ...facts, status: 'revoked', lease_ms, last_seen_ms }, now_ms)).toMatchObject({
            state: 'refused',
            cause: 'cluster_revoked',
          });
        },
      ),
    );
  });
});
