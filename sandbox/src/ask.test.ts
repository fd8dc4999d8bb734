import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { confirmed } from './ask.ts';

function ask(text: string | null, over: { yes?: boolean; terminal?: boolean; signal?: AbortSignal } = {}) {
  const input = Object.assign(new PassThrough(), { isTTY: over.terminal ?? true });
  if (text !== null) input.end(text);
  const said: string[] = [];
  const signal = over.signal ?? new AbortController().signal;
  return { said, answer: confirmed('Go ahead?', { yes: over.yes ?? false, signal, say: (line) => said.push(line), input }) };
}

describe('confirmed', () => {
  it.each(['y\n', 'yes\n', ' Y \n', 'YES\n'])('takes %j as yes', async (text) => {
    expect(await ask(text).answer).toBe(true);
  });

  it.each(['\n', 'n\n', 'yep\n', 'yes please\n', ''])('takes %j as no', async (text) => {
    expect(await ask(text).answer).toBe(false);
  });

  it('takes Ctrl-C as no', async () => {
    const stop = new AbortController();
    const { answer } = ask(null, { signal: stop.signal });
    stop.abort();
    expect(await answer).toBe(false);
  });

  it('does not ask with --yes', async () => {
    const { answer, said } = ask(null, { yes: true, terminal: false });
    expect([await answer, said]).toEqual([true, []]);
  });

  it('refuses when there is nobody to ask', async () => {
    await expect(ask('yes\n', { terminal: false }).answer).rejects.toMatchObject({
      code: 'invalid_input',
      hint: expect.stringContaining('--yes'),
    });
  });
});
