import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStateFolder } from '@modekeeper/cluster';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from '../platform/ports.ts';
import { programsOf } from '../platform/programs.ts';
import { startPlatform } from './platform.ts';

function stateFolderHere(): string {
  const path = mkdtempSync(join(tmpdir(), 'modekeeper-interrupt-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

it('Ctrl-C while the control plane is built ends what was begun, and gives the state folder back', async () => {
  const statePath = stateFolderHere();
  const stop = new AbortController();
  const told: string[] = [];
  const tell = (what: string) => {
    told.push(what);
    // In a new folder something is always built, the Worker at least: a program that takes seconds is about to begin.
    stop.abort();
  };
  const start = startPlatform({ statePath, port: await freePort(), tell, signal: stop.signal });
  await expect(start).rejects.toThrow();
  expect(told).toHaveLength(1);
  const children = join(statePath, 'children.json');
  expect(existsSync(children) ? JSON.parse(readFileSync(children, 'utf8')) : []).toEqual([]);
  openStateFolder(statePath).release();
});

it('after everything was told to stop nothing is started', async () => {
  const held = openStateFolder(stateFolderHere());
  onTestFinished(() => held.release());
  const programs = programsOf(held);
  await programs.close();
  const spec = { name: 'late', command: process.execPath, args: ['-e', '0'], logFile: join(held.path, 'late.log') };
  expect(() => programs.start(spec)).toThrow('late was not started, because everything is being stopped.');
});
