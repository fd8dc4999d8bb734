import { createServer } from 'node:net';
import { ModeKeeperError } from '@modekeeper/contracts';

/** Whether nothing listens on 127.0.0.1:`port` now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}

/** A port that the system says is free now. */
export function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? found(address.port) : fail(new Error('no port'))));
    });
  });
}

/**
 * The port that people were promised.
 * @throws `port_in_use` when something else listens there.
 */
export async function claimPort(port: number): Promise<number> {
  if (await isFree(port)) return port;
  throw new ModeKeeperError({
    code: 'port_in_use',
    message: `Port ${port} is in use by another program.`,
    hint: `Stop that program, or choose another port: npm start -- --port ${port + 10}`,
  });
}
