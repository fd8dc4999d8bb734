import { describe, expect, it } from 'vitest';
import { type DocumentCodec, DurableDocument } from './durable-document.ts';
import type { OwnObject, OwnWrite } from './own-object.ts';

const codec: DocumentCodec<string> = { encode: (value) => ({ v: value }), decode: ({ v }) => v ?? '' };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = { now_ms: () => 0, sleep: async () => undefined };

/** An object whose writes answer as scripted; what is stored can be seen. */
function scripted(answers: (OwnWrite['kind'] | 'lost')[], stored: { value: string } = { value: '' }) {
  const writes: string[] = [];
  const object: OwnObject = {
    name: 'state',
    read: async () => ({ kind: 'found', data: { v: stored.value } }),
    create: async () => ({ kind: 'written' }),
    replace: async ({ v = '' }) => {
      const answer = answers.shift() ?? 'written';
      writes.push(v);
      if (answer === 'written' || answer === 'lost') stored.value = v;
      return answer === 'lost' || answer === 'failed' ? { kind: 'failed', message: 'no answer' } : { kind: answer };
    },
  };
  const lost: string[] = [];
  const document = new DurableDocument<string>(
    {
      object,
      codec,
      clock,
      log,
      merge: (own, remote) => (remote === 'another' ? null : remote.startsWith('edit') ? remote : own),
      is_newer: ({ v }) => v === 'newer',
      max_bytes: 20,
      on_lost: (why) => lost.push(why),
    },
    '',
  );
  return { document, writes, stored, lost };
}

describe('durable document', () => {
  it('shows a change only when it is stored, and stores waiting changes together, in order', async () => {
    const { document, writes } = scripted([]);
    const done = [1, 2, 3].map((n) => document.update((value) => `${value}${n}`));
    expect(document.value).toBe('');
    await Promise.all(done);
    expect(document.value).toBe('123');
    expect(writes).toEqual(['1', '123']);
  });

  it('repeats a write without an answer until the server says so', async () => {
    const { document, writes, stored } = scripted(['failed', 'lost', 'conflict', 'written']);
    await document.update(() => 'x');
    expect([document.value, stored.value, writes.length]).toEqual(['x', 'x', 4]);
  });

  it('takes in an edit without writing, in turn with changes, and stops when it has become another’s', async () => {
    const { document, writes, stored, lost } = scripted([]);
    stored.value = 'edit';
    const [, changed] = [document.refresh(), document.update((value) => `${value}+mine`)];
    await changed;
    expect([document.value, writes]).toEqual(['edit+mine', ['edit+mine']]);
    await document.refresh();
    expect(writes).toHaveLength(1);
    stored.value = 'newer';
    await document.refresh();
    expect([document.value, document.lost, lost.length]).toEqual(['edit+mine', true, 1]);
  });

  it('rejects one change that fails, and keeps the others', async () => {
    const { document } = scripted([]);
    const bad = document.update(() => {
      throw new Error('no');
    });
    const good = document.update((value) => `${value}g`);
    await expect(bad).rejects.toThrow('no');
    await good;
    expect(document.value).toBe('g');
  });

  it('refuses the one change that the API server would never store, instead of repeating it for ever', async () => {
    const { document, writes } = scripted([]);
    const huge = document.update(() => 'x'.repeat(21));
    const good = document.update((value) => `${value}g`);
    await expect(huge).rejects.toMatchObject({ code: 'payload_too_large' });
    await good;
    expect([document.value, writes]).toEqual(['g', ['g']]);
  });

  it.each([
    ['deleted', 'missing' as const, 'mine'],
    ['taken over', 'conflict' as const, 'another'],
    ['taken over by a newer version that this one cannot read', 'conflict' as const, 'newer'],
  ])('stops for good when the object was %s', async (_, answer, found) => {
    const { document, lost, writes } = scripted([answer], { value: found });
    await expect(document.update(() => 'x')).rejects.toThrow(/not its own any more/);
    await expect(document.update(() => 'y')).rejects.toThrow();
    expect([document.value, document.lost, lost.length, writes.length]).toEqual(['', true, 1, 1]);
  });
});
