import { canonicalJson, makeId, PLAN_STATES, sha256Hex } from '@modekeeper/contracts';
import { canTransition } from '@modekeeper/engine';
import { createEnvelope, generateKeyPair, signerOf } from '@modekeeper/trust';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasRoom, openPlans, prune, putPlan, transition } from './changes.ts';
import { JOURNAL_MAX_BYTES, type Journal, journalBytes, journalCodec, newJournal } from './codec.ts';
import { bareRecord, type PlanRecord } from './plan-record.ts';
import { fromEnvelope, toEnvelope } from './signed.ts';

const BIRTH = '01K00000000000000000000000';
const digest = sha256Hex('x');
const id = (n: number) => makeId('pl', 1_700_000_000_000 + n, (length) => new Uint8Array(length).fill(n % 256));

const event = fc.record({
  revision: fc.nat(),
  from: fc.constantFrom(...PLAN_STATES),
  to: fc.constantFrom(...PLAN_STATES),
  reason: fc.option(fc.constantFrom('kill_switch_active', 'uid_changed')),
  at_ms: fc.nat(),
});
const record = (n: number): fc.Arbitrary<PlanRecord> =>
  fc
    .record({
      state: fc.constantFrom(...PLAN_STATES),
      revision: fc.nat({ max: 50 }),
      events: fc.array(event, { maxLength: 3 }),
      last_event: fc.option(event),
      after: fc.option(
        fc.dictionary(
          fc.string({ maxLength: 20 }).map((key) => `/${key}`),
          fc.oneof(fc.string(), fc.constant(null)),
          { maxKeys: 4 },
        ),
      ),
      requests: fc.array(
        fc.record({
          verb: fc.constantFrom('apply' as const, 'rollback' as const),
          at_ms: fc.nat(),
          resource_version_sent: fc.option(fc.string()),
          status: fc.option(fc.integer({ min: 100, max: 599 })),
          outcome: fc.constantFrom('pending' as const, 'applied' as const, 'unknown' as const, 'not_sent' as const),
          resolved: fc.boolean(),
        }),
        { maxLength: 4 },
      ),
      receipt_acked: fc.boolean(),
      remembered: fc.boolean(),
    })
    .map((part) => ({
      ...bareRecord({
        plan_id: id(n),
        plan_digest: digest,
        target: 'ml/trainer',
        created_at: 1000,
        expires_at: 2000 + n,
        state: 'proposed',
        revision: 0,
      }),
      ...part,
    }));
const journals: fc.Arbitrary<Journal> = fc
  .integer({ min: 0, max: 5 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => record(n))))
  .map((records) => ({
    ...newJournal(BIRTH, 3),
    inbound: { stream: BIRTH, seq: 7 },
    plans: new Map(records.map((one) => [one.plan_id, one])),
  }));

describe('journal', () => {
  it('reads back exactly what it wrote, whatever stands in it', () => {
    fc.assert(
      fc.property(journals, (journal) => {
        expect(journalCodec.decode(journalCodec.encode(journal))).toEqual(journal);
      }),
    );
  });

  it('refuses a key that is missing, cut, or holds another plan: a broken journal is never guessed at', () => {
    const data = {
      ...journalCodec.encode(
        putPlan(
          newJournal(BIRTH, 1),
          bareRecord({
            plan_id: id(1),
            plan_digest: digest,
            target: 'a/b',
            created_at: 1,
            expires_at: 2,
            state: 'proposed',
            revision: 0,
          }),
        ),
      ),
    };
    const broken = [
      { ...data, journal: undefined },
      { ...data, [id(1)]: (data[id(1)] ?? '').slice(0, -1) },
      { journal: data.journal, [id(2)]: data[id(1)] },
    ];
    for (const one of broken) expect(() => journalCodec.decode(one as Record<string, string>)).toThrow();
  });

  it('changes its head with every change of a record, and never back', () => {
    fc.assert(
      fc.property(fc.array(record(0), { minLength: 1, maxLength: 6 }), (records) => {
        const heads = new Set<string>();
        let journal = newJournal(BIRTH, 1);
        for (const one of records) {
          journal = putPlan(journal, one);
          heads.add(journal.head);
        }
        expect(heads.size).toBe(records.length);
      }),
    );
  });

  it('takes transitions of the table only, and counts each', () => {
    fc.assert(
      fc.property(record(0), fc.constantFrom(...PLAN_STATES), (one, to) => {
        if (!canTransition(one.state, to)) expect(() => transition(one, to, null, 5)).toThrow(/cannot go/);
        else
          expect(transition(one, to, 'x', 5)).toMatchObject({
            state: to,
            revision: one.revision + 1,
            last_event: { from: one.state, to, reason: 'x', at_ms: 5 },
          });
      }),
    );
  });

  it('forgets only what is over, told, remembered and long expired; open plans stay whole', () => {
    fc.assert(
      fc.property(journals, fc.nat({ max: 200_000 }), (journal, now_s) => {
        const after = prune(journal, now_s);
        expect(openPlans(after)).toEqual(openPlans(journal));
        for (const [plan_id, one] of journal.plans) {
          const waits = one.events.length > 0 || !one.remembered || (one.claim !== null && !one.receipt_acked);
          if (waits) expect(after.plans.get(plan_id)).toEqual(one);
          else if (one.expires_at + 86_400 > now_s) expect(after.plans.has(plan_id)).toBe(true);
        }
      }),
    );
  });

  it('takes no new plan when what is open could outgrow 256 KiB', () => {
    let journal = newJournal(BIRTH, 1);
    const filler = { x: 'y'.repeat(6000) };
    for (let n = 0; hasRoom(journal); n += 1) {
      const plan = { payload: filler, signatures: [{ keyid: 'k', sig: 's' }] };
      journal = putPlan(journal, {
        ...bareRecord({
          plan_id: id(n),
          plan_digest: digest,
          target: `a/${n}`,
          created_at: 1,
          expires_at: 2,
          state: 'proposed',
          revision: 0,
        }),
        plan,
      });
    }
    expect(journalBytes(journal)).toBeLessThan(JOURNAL_MAX_BYTES);
    expect(journal.plans.size).toBeGreaterThan(10);
  });

  it('keeps a signed document so that its envelope comes out byte for byte', async () => {
    const signer = signerOf(await generateKeyPair((length) => new Uint8Array(length).fill(9)));
    const kill = {
      schema_version: 'kill_state.v1' as const,
      epoch: 4,
      scope: { type: 'cluster' as const, id: 'cl' },
      active: true,
      source: 'env' as const,
      actor: 'ä "x"',
      reason: '\n',
      at: 5,
    };
    const envelope = await createEnvelope('kill_state', kill, [signer]);
    const kept = JSON.parse(JSON.stringify(fromEnvelope(envelope))) as ReturnType<typeof fromEnvelope>;
    expect(toEnvelope('kill_state', kept)).toEqual(envelope);
    expect(canonicalJson(kept.payload)).toBe(canonicalJson(kill));
  });
});
