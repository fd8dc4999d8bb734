import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LogEvent } from '../cluster.ts';
import { eventually } from './eventually.ts';
import { makeScene } from './scene.ts';

/** A running pod whose log is a file of ours (kwok's `Logs`). */
export async function podWithLog() {
  const scene = await makeScene();
  const dir = await mkdtemp(join(tmpdir(), 'mk-log-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, 'log');
  const write = (...lines: string[]) =>
    appendFile(file, lines.map((line) => `${new Date().toISOString().replace('Z', '000001Z')} stdout F ${line}\n`).join(''));
  await write('first');
  await scene.deploy('trainer');
  const { cluster } = scene.connect();
  const list = () => cluster.listPods(scene.namespace, { matchLabels: { app: 'trainer' } }, 16);
  const found = await eventually(list, (answer) => answer.kind === 'ok' && answer.value.pods[0]?.phase === 'Running');
  const name = found.kind === 'ok' ? (found.value.pods[0]?.name ?? '') : '';
  const logs = { logs: [{ containers: ['main'], logsFile: file, follow: true }] };
  const path = `/apis/kwok.x-k8s.io/v1alpha1/namespaces/${scene.namespace}/logs`;
  await scene.create(path, { apiVersion: 'kwok.x-k8s.io/v1alpha1', kind: 'Logs', metadata: { name }, spec: logs });
  return { scene, name, write };
}

/** Collects events in the background. */
export function collectLog(events: AsyncIterable<LogEvent>) {
  const seen: LogEvent[] = [];
  const done = (async () => {
    for await (const event of events) seen.push(event);
  })();
  const lines = () => seen.flatMap((event) => (event.kind === 'line' ? [event.text?.replace(/^\S+ /, '') ?? ''] : []));
  return { seen, done, lines };
}
