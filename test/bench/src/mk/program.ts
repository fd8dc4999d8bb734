import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '@modekeeper/sandbox';
import { watchMemory } from './tree-memory.ts';

/** `mk` as it is published, and a folder for what it reads and writes. */
export type Program = { readonly mk: string; readonly folder: string; remove(): void };

/** What running something took. */
export type Taken = { readonly ms: number; readonly peak_mib: number; readonly stdout: string };

export async function packMk(): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), 'modekeeper-bench-mk-'));
  const build = pathToFileURL(join(repositoryRoot(), 'packages', 'cli', 'build.ts')).href;
  const { buildCli } = (await import(build)) as { buildCli(outdir: string): Promise<string> };
  await buildCli(join(folder, 'mk'));
  return { mk: join(folder, 'mk', 'mk.js'), folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Spec = { program: string; args: readonly string[]; cwd: string; onLine?: (line: string, pid: number) => void };

/** Runs a program to its end; time from its start to its exit, memory of its whole tree. @throws Error unless it ends with 0 */
export async function take({ args, cwd, onLine, program }: Spec): Promise<Taken> {
  const begun = performance.now();
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const pid = child.pid ?? -1;
  const memory = watchMemory(pid);
  let stdout = '';
  let stderr = '';
  let told = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (let end = stdout.indexOf('\n', told); end !== -1; end = stdout.indexOf('\n', told)) {
      onLine?.(stdout.slice(told, end), pid);
      told = end + 1;
    }
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const ended = new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done(code ?? -1));
  });
  try {
    const code = await ended;
    const ms = performance.now() - begun;
    if (code !== 0) throw new Error(`${program} ${args[0]} ended with ${code}: ${stderr.trim().slice(-300)}`);
    return { ms, peak_mib: memory.peakMib(), stdout };
  } finally {
    memory.stop();
  }
}

/** The same for `mk` with the Node that runs this. */
export function takeMk({ folder, mk }: Program, args: readonly string[], onLine?: Spec['onLine']): Promise<Taken> {
  return take({ program: process.execPath, args: [mk, ...args], cwd: folder, ...(onLine && { onLine }) });
}

/** The same for a few lines of program in a bare Node. */
export function takeNode({ folder }: Pick<Program, 'folder'>, source: string): Promise<Taken> {
  return take({ program: process.execPath, args: ['--input-type=module', '-e', source], cwd: folder });
}
