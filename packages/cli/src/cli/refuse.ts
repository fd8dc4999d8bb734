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
    const where = thrown.path === undefined ? '' : `: ${thrown.path}`;
    const [what, advice = 'check path and permissions'] = systemWords(thrown);
    return new Refusal(`${what}${where}; ${advice}`, 2, thrown);
  }
  const what = thrown instanceof Error ? `${thrown.name}: ${firstLine(thrown.message)}` : String(thrown);
  return new Refusal(`mk ran into a fault of its own (${what}); please report it with the command that you ran`, 2, thrown);
}

const SYSTEM_WORDS: ReadonlyMap<string, readonly [what: string, advice?: string]> = new Map([
  ['ENOENT', ['no such file or folder']],
  ['EACCES', ['permission denied']],
  ['EPERM', ['operation not permitted']],
  ['EISDIR', ['a folder stands where a file is needed', 'give the path of a file']],
  ['ENOTDIR', ['a file stands where a folder is needed', 'give the path of a folder']],
  ['EEXIST', ['the file exists already']],
  ['ENOSPC', ['the disk is full', 'make room there or write elsewhere']],
  ['EDQUOT', ['the quota of the disk is used up', 'make room there or write elsewhere']],
  ['EROFS', ['the file system is read-only', 'write elsewhere']],
  ['ENAMETOOLONG', ['the name is too long', 'give a shorter one']],
  ['EMFILE', ['too many files are open', 'close other programs or raise the limit (ulimit -n)']],
]);

function systemWords({ code, syscall }: SystemError): readonly [what: string, advice?: string] {
  // What stands where a folder was to be made is no folder, or nothing would have been made.
  const known = SYSTEM_WORDS.get(code === 'EEXIST' && syscall === 'mkdir' ? 'ENOTDIR' : code);
  return known ?? [`the system refused (${code})`];
}

type SystemError = Error & { code: string; syscall: unknown; path?: string };

function isSystemError(thrown: unknown): thrown is SystemError {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && 'syscall' in thrown;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
