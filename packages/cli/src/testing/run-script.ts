import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a script as a person would, from another folder. Throws unless it ends with 0. */
export async function runScript(path: string, env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(path, [], { cwd: '/', env: { PATH: process.env.PATH ?? '', ...env } });
  return stdout;
}
