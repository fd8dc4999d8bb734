// `npm start`: the whole product on this machine.
import { isModeKeeperError } from '@modekeeper/contracts';
import { readFlags } from './flags.ts';
import { startSandbox } from './sandbox.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const flags = readFlags(process.argv.slice(2));
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort(signal));
  if (flags.kind === 'sandbox') await startSandbox(flags, stopped.signal, say);
} catch (cause) {
  if (!isModeKeeperError(cause)) throw cause;
  process.stderr.write(`ERROR: ${cause.message} ${cause.hint} (${cause.code})\n`);
  process.exitCode = 2;
}
