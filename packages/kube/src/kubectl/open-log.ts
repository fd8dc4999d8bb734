import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { TAIL_LINES } from '../api/follow-logs.ts';
import type { FollowLogsInput } from '../cluster.ts';
import type { OpenedLog } from '../logs/follow.ts';
import { kubectlFailure } from './classify.ts';
import type { KubectlProgram } from './run-kubectl.ts';

const IDLE_MS = 120_000;
const MAX_STDERR = 65_536;

/** Opens the log of one pod as a kubectl that goes on; its first word, or its end, says whether it could be opened. */
export async function openKubectlLog(program: KubectlProgram, input: FollowLogsInput, since: string | null): Promise<OpenedLog> {
  const { container, idle_ms = IDLE_MS, namespace, pod, signal, since_s = 60 } = input;
  const from = since === null ? [`--since=${since_s}s`, `--tail=${TAIL_LINES}`] : [`--since-time=${since}`];
  const which = container === undefined ? [] : [`--container=${container}`];
  const args = ['-n', namespace, 'logs', `pod/${pod}`, '--follow', '--timestamps', ...which, ...from];
  const { cwd, env } = program;
  const child = spawn(program.binary, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MAX_STDERR);
  });
  const ended = new Promise<{ rc: number; error: 'not_found' | null }>((done) => {
    child.once('error', () => done({ rc: 127, error: 'not_found' }));
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      done({ rc: code ?? 137, error: null });
    });
  });
  await Promise.race([once(child.stdout, 'readable'), ended]);
  // A stream that ends without a word is readable too: then its exit code says why.
  if (child.stdout.readableLength === 0) {
    // Only a stream that is read comes to its end.
    child.stdout.resume();
    const end = await ended;
    if (end.rc !== 0) return { failure: kubectlFailure({ ...end, stdout: '', stderr }) };
  }
  return { chunks: chunksOf(child, idle_ms) };
}

/** What it says until it ends, is stopped, or says nothing for too long. */
async function* chunksOf(child: ReturnType<typeof spawn>, idle_ms: number): AsyncGenerator<Buffer> {
  const stop = () => child.kill('SIGKILL');
  let timer = setTimeout(stop, idle_ms);
  try {
    for await (const chunk of child.stdout ?? []) {
      clearTimeout(timer);
      timer = setTimeout(stop, idle_ms);
      yield chunk as Buffer;
    }
  } finally {
    clearTimeout(timer);
    stop();
  }
}
