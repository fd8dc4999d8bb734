import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStateFolder } from '@modekeeper/cluster';
import { expect, it, onTestFinished } from 'vitest';
import { programsOf } from '../platform/programs.ts';
import { startDatabase } from './database.ts';

it('a database that ends instead of answering is told at once, with the log that says why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'modekeeper-database-'));
  // A file where its data folder should be: it cannot start.
  const data = join(folder, 'database');
  writeFileSync(data, '');
  const logFile = join(folder, 'sqld.log');
  const held = openStateFolder(join(folder, 'state'));
  const programs = programsOf(held);
  onTestFinished(async () => {
    await programs.close();
    held.release();
  });
  await expect(startDatabase(programs, { folder: data, logFile })).rejects.toMatchObject({
    code: 'program_failed',
    message: expect.stringMatching(/^The database \(sqld\) did not start \(exit \d+\)\.$/),
    hint: `Read ${logFile}.`,
  });
});
