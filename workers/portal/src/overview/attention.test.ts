import type { LiveSnapshot, PlanState, Presence } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import type { Api } from '../api/types.ts';
import { type Attention, type AttentionFacts, attentionOf } from './attention.ts';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const MINUTE = 60_000;
const ago = (minutes: number) => new Date(NOW - minutes * MINUTE).toISOString();

let count = 0;
function plan(state: PlanState, minutes: number, patch: Partial<Api<'Plan'>> = {}): Api<'Plan'> {
  count += 1;
  return {
    ...{ id: `pl_${count}`, cluster_id: 'cl_a', environment_id: 'env', kind: 'apply', state, revision: 1, reason: null },
    ...{
      plan_digest: 'd',
      effect_digest: null,
      changes: [],
      created_at: ago(minutes),
      expires_at: ago(-60),
      updated_at: ago(minutes),
    },
    ...{ verified_at: null, dispatched_at: null, cancel_requested_at: null },
    target: { kind: 'Deployment', namespace: 'train', name: 'trainer', uid: 'u' },
    ...patch,
  };
}
function cluster(id: string, presence: Presence, state: Api<'Cluster'>['state'] = 'active'): Api<'Cluster'> {
  return {
    ...{ id, environment_id: 'env', name: id, state, mode: 'apply', chart_version: '1', cluster_uid: 'u', confirmed_uid: 'u' },
    ...{ key_id: null, public_key: null, created_at: ago(900), enrolled_at: ago(800), confirmed_at: ago(799) },
    presence: { state: presence, cause: 'cause', last_seen_at: ago(1), observed_at: ago(0) },
  };
}
const killSwitch = (scope_type: 'cluster' | 'organization', scope_id: string, active: boolean): Api<'KillSwitch'> => ({
  ...{ scope_type, scope_id, active, reason: 'why', changed_at: ago(5), changed_by: 'usr', stopped: [], history: [] },
});
const NOTHING: AttentionFacts = { waiting: [], recent: [], clusters: [], switches: [], local_stops: [], snapshots: new Map() };
const rows = (facts: Partial<AttentionFacts>) => attentionOf({ ...NOTHING, ...facts }, NOW);
const short = (row: Attention) =>
  row.kind === 'plan'
    ? row.plan.state
    : row.kind === 'cluster'
      ? row.presence
      : row.kind === 'switch'
        ? row.one.scope_type
        : row.kind;

describe('what needs somebody', () => {
  it('is nothing when plans went well and clusters are connected', () => {
    expect(rows({ recent: [plan('confirmed', 5), plan('superseded', 3)], clusters: [cluster('cl_a', 'connected')] })).toEqual([]);
  });

  it('puts first what is lost by waiting', () => {
    const facts = {
      waiting: [plan('verified', 5), plan('needs_person', 700, { target: { ...plan('verified', 0).target, uid: 'other' } })],
      recent: [plan('halted_partial', 90, { cluster_id: 'cl_b' }), plan('blocked', 30, { cluster_id: 'cl_c' })],
      clusters: [cluster('cl_b', 'lost'), cluster('cl_c', 'late'), cluster('cl_d', 'awaiting_confirmation')],
      switches: [killSwitch('organization', 'org', true)],
    };
    const expected = [
      'needs_person',
      'halted_partial',
      'verified',
      'lost',
      'awaiting_confirmation',
      'organization',
      'blocked',
      'late',
    ];
    expect(rows(facts).map(short)).toEqual(expected);
  });

  it('puts the decision first that runs out first', () => {
    const late = plan('verified', 1, { expires_at: ago(-240) });
    const soon = plan('verified', 200, { expires_at: ago(-10) });
    expect(rows({ waiting: [late, soon] }).map(({ id }) => id)).toEqual([soon.id, late.id]);
  });

  it('puts a proof that nobody can approve last', () => {
    const proof = plan('verified', 1);
    const verifying = { ...cluster('cl_a', 'late'), mode: 'verify' as const };
    expect(rows({ waiting: [proof], clusters: [verifying] })).toMatchObject([{ presence: 'late' }, { proof_only: true }]);
  });

  it('offers no decision on a plan that has run out', () => {
    expect(rows({ waiting: [plan('verified', 300, { expires_at: ago(1) })] })).toEqual([]);
  });
});

describe('a plan that ended badly', () => {
  it('is forgotten when a newer one for the same object came', () => {
    expect(rows({ recent: [plan('verified', 1), plan('blocked', 30)] }).map(short)).toEqual([]);
  });
  it('is one row with those that ended alike', () => {
    const recent = [1, 2, 3].map((minutes) => plan('blocked', minutes, { reason: 'license_missing' }));
    expect(rows({ recent })).toMatchObject([{ plan: { id: recent[0]?.id }, alike: 2 }]);
  });
  it('stays when it left half a change, until a newer one went all the way', () => {
    const half = plan('halted_partial', 30);
    expect(rows({ recent: [plan('blocked', 10), half] }).map(short)).toContain('halted_partial');
    expect(rows({ recent: [plan('confirmed', 10), half] })).toEqual([]);
  });
  it('is old news after three days', () => expect(rows({ recent: [plan('blocked', 4 * 24 * 60)] })).toEqual([]));
});

describe('clusters and stops', () => {
  it('leave out what somebody revoked, and switches that were lifted', () => {
    const clusters = [cluster('cl_a', 'refused', 'revoked')];
    expect(rows({ clusters, switches: [killSwitch('organization', 'org', false)] })).toEqual([]);
  });
  it('leave out switches of clusters that are not looked at', () => {
    const clusters = [cluster('cl_a', 'connected')];
    const switches = [killSwitch('cluster', 'cl_a', true), killSwitch('cluster', 'cl_elsewhere', true)];
    expect(rows({ clusters, switches })).toMatchObject([{ one: { scope_id: 'cl_a' } }]);
  });
  it('believe the live socket over the list', () => {
    const snapshot = { presence: { state: 'lost', cause: 'heartbeat_missing', last_seen_ms: 1 }, findings: [], hello: null };
    const snapshots = new Map([['cl_a', snapshot as unknown as LiveSnapshot]]);
    expect(rows({ clusters: [cluster('cl_a', 'connected')], snapshots }).map(short)).toEqual(['lost']);
  });
  it('show a fault that the connector told lately once, and an old one not at all', () => {
    const finding = (seq: number, minutes: number, code: string) => ({
      ...{ seq, at_ms: NOW - minutes * MINUTE },
      body: { kind: 'fault', code, target: null, detail: '', changes: [], signals: [], at_ms: NOW - minutes * MINUTE },
    });
    const findings = [finding(1, 50, 'journal_full'), finding(2, 9, 'passport_invalid'), finding(3, 2, 'passport_invalid')];
    const presence = { state: 'connected', cause: '', last_seen_ms: NOW };
    const snapshots = new Map([['cl_a', { presence, findings, hello: null } as unknown as LiveSnapshot]]);
    expect(rows({ clusters: [cluster('cl_a', 'connected')], snapshots })).toMatchObject([{ finding: { seq: 3 } }]);
  });
});
