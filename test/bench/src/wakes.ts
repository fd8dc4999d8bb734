import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ModeKeeperError } from '@modekeeper/contracts';
import type { Scene } from './scene.ts';

/**
 * The counter `wakes` of a cluster's object, read from a copy of the object's own database: asking the object would wake it.
 * @throws `not_found` when no object of this cluster has stored anything
 */
export function readWakes({ platform }: Scene, cluster_id: string): number {
  const folder = join(platform.folder.objects, 'do');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.includes('ClusterGateway') && name.endsWith('.sqlite') && !name.endsWith('metadata.sqlite'),
  );
  for (const file of files) {
    const wakes = inCopy(join(folder, file), (database) => wakesOf(database, cluster_id));
    if (wakes !== undefined) return wakes;
  }
  throw new ModeKeeperError({
    code: 'not_found',
    message: `No object of cluster ${cluster_id} lies under ${folder}.`,
    hint: 'The connector has to be enrolled; miniflare keeps objects there since 5.20260918.',
  });
}

function wakesOf(database: DatabaseSync, cluster_id: string): number | undefined {
  if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'birth'").get() === undefined) return undefined;
  if (database.prepare('SELECT 1 FROM birth WHERE cluster_id = ?').get(cluster_id) === undefined) return undefined;
  const row = database.prepare("SELECT value FROM counters WHERE name = 'wakes'").get();
  return Number(row?.value ?? 0);
}

function inCopy<T>(file: string, read: (database: DatabaseSync) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'modekeeper-wakes-'));
  try {
    const copy = join(folder, 'object.sqlite');
    copyFileSync(file, copy);
    // What is not yet in the main file; workerd owns the original, and only it may fold it in.
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const database = new DatabaseSync(copy);
    try {
      return read(database);
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
