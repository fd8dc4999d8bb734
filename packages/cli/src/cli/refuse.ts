import { isModeKeeperError } from '@modekeeper/contracts/error';
import type { ExitCode } from './spec.ts';

/** Ends a command with one stderr line `ERROR: <text>`. The text is the whole message: what happened, why, what to do. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exit: ExitCode;

  constructor(text: string, exit: ExitCode = 2, cause?: unknown) {
    super(text, cause === undefined ? undefined : { cause });
    this.exit = exit;
  }
}

/** Invalid input: exit 2. */
export function refuse(text: string, cause?: unknown): never {
  throw new Refusal(text, 2, cause);
}

/** Whatever was thrown as one line and an exit code; a defect of ours is named as one, never with its stack. */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (isModeKeeperError(thrown)) return new Refusal(`${thrown.message} ${thrown.hint} (${thrown.code})`, 2, thrown);
  if (isSystemError(thrown)) {
    const where = thrown.path === undefined ? '' : ` ${thrown.path}`;
    return new Refusal(
      `${SYSTEM_WORDS[thrown.code] ?? `the system refused (${thrown.code})`}:${where}; check path and permissions`,
      2,
      thrown,
    );
  }
  const what = thrown instanceof Error ? `${thrown.name}: ${firstLine(thrown.message)}` : String(thrown);
  return new Refusal(`mk ran into a fault of its own (${what}); please report it with the command that you ran`, 2, thrown);
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EISDIR: 'a folder stands where a file is needed',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'the file exists already',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
};

function isSystemError(thrown: unknown): thrown is Error & { code: string; path?: string } {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && 'syscall' in thrown;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
