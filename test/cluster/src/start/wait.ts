import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ModeKeeperError } from '@modekeeper/contracts';

export type WaitOptions = {
  /** What is waited for, for the message: "the API server". */
  what: string;
  timeout_ms: number;
  /** Default 50. */
  poll_ms?: number;
  signal?: AbortSignal;
  /** Throws when waiting on makes no sense any more. */
  check?: () => void;
};

/** Asks until `probe` says yes. A probe that throws counts as no. Throws `timeout` with the last reason. */
export async function waitFor(probe: () => Promise<boolean>, options: WaitOptions): Promise<void> {
  const deadline = performance.now() + options.timeout_ms;
  let reason = 'it was not ready';
  while (performance.now() < deadline) {
    options.signal?.throwIfAborted();
    options.check?.();
    try {
      if (await probe()) return;
    } catch (error) {
      reason = (error as Error).message;
    }
    await sleep(options.poll_ms ?? 50, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
  throw new ModeKeeperError({
    code: 'timeout',
    message: `Waited ${options.timeout_ms / 1000} s for ${options.what}: ${reason}.`,
    hint: 'Look into the logs folder of the state folder; a very busy machine may just need another try.',
  });
}

/** Whether something listens on 127.0.0.1:port. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
