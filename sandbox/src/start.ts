// `npm start`: the whole product on this machine.
import { readFlags, USAGE } from './flags.ts';
import { asProgram } from './program.ts';
import { startSandbox } from './sandbox.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

await asProgram(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    say(USAGE);
    return;
  }
  const flags = readFlags(args);
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort(signal));
  if (flags.kind === 'sandbox') await startSandbox(flags, stopped.signal, say);
  if (flags.kind === 'own-cluster') {
    // Loaded only here: the Kubernetes client library takes a second and 100 MB.
    const { startOwnCluster } = await import('./own-cluster/start-own-cluster.ts');
    await startOwnCluster(flags, stopped.signal, say);
  }
});
