import type { HelloBody, LiveEvent, LiveSnapshot } from '@modekeeper/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent } from './apply-event.ts';

const snapshot: LiveSnapshot = {
  seq: 6,
  presence: { state: 'connected', cause: 'heartbeats_arrive', last_seen_ms: 1, duplicate_identity: false },
  hello: null,
  kill: { epoch: 0, active: [], in_cluster: null },
  findings: [],
  queues: { inbox_waiting: 0, inbox_parked: 0, outbox_unacknowledged: 0 },
  parked: [],
  parked_retry_ms: null,
  counters: {},
  connected_since_ms: 1,
  reported: null,
};
const finding = (seq: number): LiveEvent => ({
  type: 'finding',
  seq,
  at_ms: seq,
  body: { kind: 'notice', code: 'empty_plan', target: null, detail: String(seq), changes: [], signals: [], at_ms: seq },
});

describe('applyEvent', () => {
  it('takes presence and findings in, in their order', () => {
    const lost = { state: 'lost', cause: 'socket_closed', last_seen_ms: 1, duplicate_identity: false } as const;
    const after = applyEvent(applyEvent(snapshot, finding(7)), { type: 'presence', seq: 8, at_ms: 8, body: lost });
    expect(after).toMatchObject({ seq: 8, presence: lost, findings: [{ seq: 7 }] });
  });

  it('takes in what a connector reports of its kill sources, and keeps it when only a switch was moved', () => {
    const in_cluster = { active: true, signal: 'configmap:a/b', epoch: 1, sources: [] };
    const body = { active: true, scope: { type: 'cluster', id: 'cl_1' }, reason: 'configmap:a/b' } as const;
    const reported = applyEvent(snapshot, { type: 'kill', seq: 7, at_ms: 7, body: { ...body, in_cluster } });
    expect(reported.kill.in_cluster).toEqual(in_cluster);
    expect(applyEvent(reported, { type: 'kill', seq: 8, at_ms: 8, body }).kill.in_cluster).toEqual(in_cluster);
  });

  it('takes over what a connector says of itself when it comes back', () => {
    const hello = { mode: 'apply', targets: [] } as unknown as HelloBody;
    expect(applyEvent(snapshot, { type: 'hello', seq: null, at_ms: 7, body: hello })).toEqual({ ...snapshot, hello });
  });

  it('shows nothing twice, however often events are repeated', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (numbers) => {
        const after = numbers.reduce((state, seq) => applyEvent(state, finding(seq)), snapshot);
        const shown = after.findings.map(({ seq }) => seq);
        expect(new Set(shown).size).toBe(shown.length);
        expect([...shown].sort((left, right) => left - right)).toEqual(shown);
      }),
    );
  });
});
