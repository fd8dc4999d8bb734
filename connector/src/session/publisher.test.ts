import { makeId, sha256Hex } from '@modekeeper/contracts';
import { describe, expect, it } from 'vitest';
import { putPlan } from '../journal/changes.ts';
import { journalCodec, newJournal } from '../journal/codec.ts';
import { DurableDocument } from '../journal/durable-document.ts';
import { bareRecord, type PlanRecord } from '../journal/plan-record.ts';
import { Publisher } from './publisher.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const plan_id = makeId('pl', 1, (length) => new Uint8Array(length));
const record: PlanRecord = {
  ...bareRecord({
    plan_id,
    plan_digest: sha256Hex('p'),
    target: 'a/b',
    created_at: 1,
    expires_at: 9,
    state: 'confirmed',
    revision: 7,
  }),
  last_event: { revision: 7, from: 'checking', to: 'confirmed', reason: null, at_ms: 5 },
  receipt: { payload: {}, signatures: [{ keyid: 'k', sig: 's' }] },
  receipt_acked: true,
};

function makePublisher() {
  const journal = new DurableDocument(
    {
      object: {
        name: 'journal',
        read: async () => ({ kind: 'missing' }),
        create: async () => ({ kind: 'written' }),
        replace: async () => ({ kind: 'written' }),
      },
      codec: journalCodec,
      clock: { now_ms: () => 0, sleep: async () => undefined },
      log,
      merge: (own) => own,
      is_newer: () => false,
      on_lost: () => undefined,
    },
    putPlan(newJournal('01K00000000000000000000000', 1), record),
  );
  const sent: { type: string; acknowledged: () => void }[] = [];
  const publisher = new Publisher(journal, (type, _body, acknowledged) => sent.push({ type, acknowledged }));
  return { publisher, sent };
}

describe('the last word about a plan', () => {
  it('is repeated once, however often it is asked for, until it is acknowledged', () => {
    const { publisher, sent } = makePublisher();
    for (let n = 0; n < 1000; n += 1) publisher.repeat(record);
    expect(sent.map(({ type }) => type)).toEqual(['plan_event', 'receipt']);
    for (const { acknowledged } of [...sent]) acknowledged();
    publisher.repeat(record);
    expect(sent).toHaveLength(4);
  });
});
