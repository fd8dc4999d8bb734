import { describe, expect, it } from 'vitest';
import { journalCodec, newJournal } from './codec.ts';
import { fencingTokenOf } from './fencing.ts';
import { openJournal } from './journal-store.ts';
import type { OwnObject } from './own-object.ts';
import { newState, stateCodec } from './state-codec.ts';
import { openState } from './state-store.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now_ms: () => 1_800_000_000_000, sleep: async () => undefined };
const random = { bytes: (length: number) => new Uint8Array(length), fraction: () => 0.5 };
const BIRTH = '01K00000000000000000000000';

/** An object that holds this, and what was written to it. */
function holding(name: string, data: Readonly<Record<string, string>>) {
  const written: number[] = [];
  const object: OwnObject = {
    name,
    read: async () => ({ kind: 'found', data }),
    create: async () => ({ kind: 'conflict' }),
    replace: async (next) => {
      written.push(fencingTokenOf(next));
      return { kind: 'written' };
    },
  };
  return { object, written };
}

describe('a process that starts', () => {
  const open = (fencing_token: number, held: boolean) => {
    const { object, written } = holding('journal', journalCodec.encode(newJournal(BIRTH, 6)));
    const opened = openJournal({ object, clock, random, log, fencing_token, held: () => held, on_lost: () => undefined });
    return { opened, written };
  };

  it('does not take the journal over once its Lease has run out: another one may be writing it', async () => {
    const { opened, written } = open(5, false);
    await expect(opened).rejects.toMatchObject({ code: 'conflict' });
    expect(written).toEqual([]);
  });

  it('is newer than whoever wrote before it, also when the Lease was deleted and counts anew', async () => {
    const { opened, written } = open(0, true);
    expect((await opened).document.value.fencing_token).toBe(7);
    expect(written).toEqual([7]);
  });

  it('does not take over a state that a newer one has written', async () => {
    const { object, written } = holding('state', stateCodec.encode(newState(BIRTH, 7)));
    const input = { object, clock, log, birth_id: BIRTH, first_start: false, targets: [], on_lost: () => undefined };
    await expect(openState({ ...input, fencing_token: 6 })).rejects.toMatchObject({ code: 'conflict' });
    await openState({ ...input, fencing_token: 7 });
    expect(written).toEqual([7]);
  });
});
