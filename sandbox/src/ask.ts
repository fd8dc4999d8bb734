import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ModeKeeperError } from '@modekeeper/contracts';

export type Asking = {
  /** `--yes`: the answer is given. */
  yes: boolean;
  signal: AbortSignal;
  say: (line: string) => void;
  input?: Readable & { isTTY?: boolean };
};

/**
 * Asks a yes-or-no question on the terminal; anything but `y` or `yes` is no, and so are Ctrl-C and the end of input.
 * @throws `invalid_input` when there is nobody to ask and `--yes` was not given
 */
export async function confirmed(question: string, { yes, signal, say, input = process.stdin }: Asking): Promise<boolean> {
  if (yes) return true;
  if (input.isTTY !== true) {
    throw new ModeKeeperError({
      code: 'invalid_input',
      message: 'There is no terminal to ask on, so nothing was done.',
      hint: 'Read the list above, then add --yes, or run it in a terminal.',
    });
  }
  if (signal.aborted) return false;
  say(`${question} [y/N]`);
  // Not as a "terminal": then Ctrl-C stays a signal of the process, and one place handles it.
  const lines = createInterface({ input, terminal: false });
  const answer = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
    signal.addEventListener('abort', () => resolve(''), { once: true });
  });
  lines.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}
