import { describe, expect, it } from 'vitest';
import { journalCodec } from './codec.ts';
import { stateCodec } from './state-codec.ts';

// Written by hand from what version 0.1 stores, and never adapted: an upgraded connector must read what its predecessor left behind.
// A new member of a record needs a default; when this test fails, so would every upgrade in the middle of a plan.
const id = 'pl_01K00000000000000000000000';
const [hex, birth] = ['a'.repeat(64), '01K00000000000000000000001'];
const signed = { payload: { plan_id: id }, signatures: [{ keyid: 'k', sig: 's' }] };
const event = { revision: 5, from: 'applying', to: 'unknown', reason: 'crash_recovered', at_ms: 1_800_000_000_000 };
const envelope = { payloadType: 't', payload: 'e30=', signatures: [{ keyid: 'k', sig: 's' }] };
const record = {
  plan_id: id,
  plan_digest: hex,
  target: 'ml/trainer',
  created_at: 1_800_000_000,
  expires_at: 1_800_003_600,
  state: 'unknown',
  revision: 5,
  events: [event],
  last_event: event,
  plan: signed,
  plan_acked: true,
  report: null,
  verified: { ok: true, effect_digest: hex, preimage_sha256: hex, changes: [['/a', '1', '2']], finished_at: 1_800_000_000 },
  claim: { effect_digest: hex, approvals: [envelope], at_ms: 1_800_000_000_000, deadline_ms: 1_800_000_900_000 },
  cancel_reason: null,
  after: { '/a': '2' },
  requests: [
    { verb: 'apply', at_ms: 1_800_000_000_000, resource_version_sent: '7', status: null, outcome: 'pending', resolved: false },
  ],
  applied: { generation: 2, resource_version: '8', at_ms: 1_800_000_000_000 },
  check: null,
  rollback_reason: null,
  kill: { signal: 'env:MODEKEEPER_KILL_SWITCH', at: 1_800_000_000 },
  unknown_since_ms: 1_800_000_000_000,
  receipt: null,
  receipt_digest: null,
  receipt_acked: false,
  remembered: false,
};
const meta = {
  schema_version: 'connector_journal.v1',
  birth_id: birth,
  fencing_token: 3,
  head: hex,
  inbound: { stream: birth, seq: 9 },
};

describe('what version 0.1 wrote', () => {
  it('a journal in the middle of an apply is read whole', () => {
    const journal = journalCodec.decode({ journal: JSON.stringify(meta), [id]: JSON.stringify(record) });
    expect(journal).toMatchObject(meta);
    expect(journal.plans.get(id)).toMatchObject(record);
  });

  it('a state is read whole', () => {
    const parts = {
      apply_state: {
        schema_version: 'apply_state.v0',
        targets: {
          'ml/trainer': {
            knobs: { concurrency: { value: 4, last_changed_at: '2027-01-15T08:00:00.000Z' } },
            changes: [{ ts: '2027-01-15T08:00:00.000Z', knob: 'concurrency', chord: 'BURST-ABSORB' }],
            quarantine: { since: '2027-01-15T08:00:00.000Z', reason: 'rollback_failed' },
          },
        },
      },
      trust_state: {
        schema_version: 'trust_state.v0',
        keyset_version: 1,
        keyset_sha256: hex,
        keyset_threshold: 1,
        crl_number: 1,
        last_seen_time: 1_800_000_000,
      },
      trust_documents: { license: '{}' },
      approvals_used: [{ nonce: 'n', plan_digest: hex, until_s: 1_800_000_000 }],
      refusals: [],
      watched: [{ plan_id: id, target: 'ml/trainer', uid: 'u', knobs: { concurrency: 4 }, confirmed_at_ms: 1_800_000_000_000 }],
      suppressed: [],
      cloud_kill: { epoch: 2, active: [] },
      journal: { birth_id: birth },
    };
    const data = Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, JSON.stringify(value)]));
    expect(stateCodec.decode(data)).toMatchObject(parts);
  });
});
