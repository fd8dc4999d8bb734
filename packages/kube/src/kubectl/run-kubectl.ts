import { spawn } from 'node:child_process';
import { withoutObjects } from '../api/redact.ts';

/**
 * How a call of kubectl ended. `error`: it never ran, because it is missing (`not_found`, rc 127) or the system does not start it so
 * (`not_started`, rc 126), or it was stopped (`timeout`, rc 124).
 */
export type KubectlResult = {
  rc: number;
  stdout: string;
  stderr: string;
  error: 'not_found' | 'not_started' | 'timeout' | null;
};
export type Kubectl = (args: readonly string[], options?: CallOptions) => Promise<KubectlResult>;
/** `as_bytes`: stdout comes as it was, one character (U+0000 to U+00FF) a byte; else it is read as UTF-8. */
type CallOptions = { timeout_ms?: number; as_bytes?: boolean };

/** Which program runs, and where. */
export type KubectlProgram = { binary: string; env: NodeJS.ProcessEnv; cwd: string };

export const KUBECTL_TIMEOUT_MS = 20_000;
/** A timer of more would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** More of an answer is not kept: a `get … -A -o json` of a large fleet fits, a runaway stream does not. */
const MAX_OUTPUT_BYTES = 256 * 1_048_576;
/** Linux takes no longer argument, its end included (MAX_ARG_STRLEN, 32 pages of 4 KiB). */
export const MAX_ARGUMENT_BYTES = 131_071;

/**
 * Runs kubectl without a shell, so that no name, however hostile, is ever interpreted. Calls are limited to 20 s unless stated (contracts
 * README, "Errors and exit codes").
 */
export function kubectlRunner(binary: string, options: Omit<KubectlProgram, 'binary'>): Kubectl {
  return (args, { as_bytes = false, timeout_ms = KUBECTL_TIMEOUT_MS } = {}) =>
    new Promise((done) => {
      const child = started(binary, args, options);
      if (typeof child === 'string') {
        done({ rc: 126, stdout: '', stderr: `kubectl was not started: ${child}`, error: 'not_started' });
        return;
      }
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      let size = 0;
      let timedOut = false;
      const keep = (into: Buffer[]) => (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_OUTPUT_BYTES) child.kill('SIGKILL');
        else into.push(chunk);
      };
      const timer = setTimeout(
        () => {
          timedOut = true;
          child.kill('SIGKILL');
          // What kubectl started itself (a credential plugin) may outlive it and would hold these open.
          child.stdout.destroy();
          child.stderr.destroy();
        },
        Math.min(timeout_ms, LONGEST_TIMER_MS),
      );
      const finish = (rc: number, error: KubectlResult['error'], text?: string) => {
        clearTimeout(timer);
        const decode = (parts: Buffer[], encoding: 'utf8' | 'latin1' = 'utf8') => Buffer.concat(parts).toString(encoding);
        // The server quotes the whole object, environment values included, when a field of a patch has a wrong type.
        done({ rc, stdout: decode(stdout, as_bytes ? 'latin1' : 'utf8'), stderr: text ?? withoutObjects(decode(stderr)), error });
      };
      child.stdout.on('data', keep(stdout));
      child.stderr.on('data', keep(stderr));
      child.once('error', () => finish(127, 'not_found', 'kubectl not found'));
      child.once('close', (code, signal) => {
        if (timedOut) finish(124, 'timeout', 'timeout');
        else finish(code ?? (signal === null ? 1 : 137), null);
      });
    });
}

/** The process, or why there is none: some refusals of the system are thrown at once, others come as an event. */
function started(binary: string, args: readonly string[], options: Omit<KubectlProgram, 'binary'>) {
  try {
    // A group of its own: an interrupt from the keyboard is for the command, which lets what was begun come to its end.
    return spawn(binary, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === undefined) throw error;
    return code === 'E2BIG' ? 'the arguments are too long for this system' : `the system refused (${String(code)})`;
  }
}
