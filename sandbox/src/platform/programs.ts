import { createGuard, endGroup, type StateFolder as HeldFolder } from '@modekeeper/cluster';
import { ModeKeeperError } from '@modekeeper/contracts';

/** A program that runs now. */
export type Program = {
  readonly name: string;
  readonly logFile: string;
  /** The exit code (-1 when a signal ended it) once it has ended. */
  readonly exited: Promise<number>;
  /** SIGTERM, then SIGKILL after `grace_ms`; resolves when it is gone. */
  stop(grace_ms?: number): Promise<void>;
  /** SIGKILL: what a crash is. */
  crash(): Promise<void>;
};

export type ProgramSpec = {
  name: string;
  command: string;
  args: string[];
  logFile: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
};

/** Starts programs that cannot outlive this process, and remembers them in the state folder for the next start. */
export type Programs = { start(spec: ProgramSpec): Program; close(): Promise<void> };

/** Programs of one state folder. */
export function programsOf(folder: HeldFolder): Programs {
  const guard = createGuard((pids) => folder.recordChildren(pids));
  let closed = false;
  return {
    start({ name, command, args, logFile, env, cwd }) {
      // Nobody would end it any more.
      if (closed) {
        const message = `${name} was not started, because everything is being stopped.`;
        throw new ModeKeeperError({ code: 'program_failed', message, hint: 'Start again.' });
      }
      const child = guard.spawn(command, {
        args,
        output: { file: logFile },
        env: { ...process.env, ...env },
        ...(cwd === undefined ? {} : { cwd }),
      });
      const exited = new Promise<number>((done) => {
        child.once('exit', (code) => done(code ?? -1));
        child.once('error', () => done(-1));
      });
      return {
        name,
        logFile,
        exited,
        stop: (grace_ms = 5_000) => endGroup(child, grace_ms),
        crash: () => endGroup(child, 5_000, 'SIGKILL'),
      };
    },
    close: () => {
      closed = true;
      return guard.close();
    },
  };
}
