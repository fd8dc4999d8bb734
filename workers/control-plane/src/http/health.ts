import { isUnavailable, type MigrationState, migrationState } from '@modekeeper/db';
import type { Hono } from 'hono';
import { rateLimited } from '../platform/attempts.ts';
import { budgetAddress } from '../platform/budget-address.ts';
import { readConfig } from '../platform/config.ts';
import { platformDatabase } from '../platform/placement.ts';
import type { AppEnv } from './app-env.ts';

type Check = { name: 'configuration' | 'database' | 'migrations'; ok: boolean; detail: string };

/** `/healthz`: the process answers. `/readyz`: configuration complete, database reachable, migrations current; 503 with the reason otherwise. */
export function addHealthRoutes(app: Hono<AppEnv>): void {
  app.get('/healthz', (c) => c.json({ ok: true }));
  app.get('/readyz', async (c) => {
    // It asks the database for whoever calls, so it has a budget like everything else.
    const key = budgetAddress(c.req.header('cf-connecting-ip') ?? '');
    if (!(await c.env.RATE_BY_ADDRESS.limit({ key })).success) throw rateLimited(60);
    const read = readConfig(c.env);
    const checks: Check[] = [{ name: 'configuration', ok: read.ok, detail: read.ok ? 'complete' : read.faults.join('; ') }];
    if (read.ok) checks.push(...(await databaseChecks(platformDatabase(read.config))));
    const ok = checks.every((check) => check.ok);
    return c.json({ ok, checks }, ok ? 200 : 503);
  });
}

async function databaseChecks(database: ReturnType<typeof platformDatabase>): Promise<Check[]> {
  try {
    const state = await migrationState(database);
    return [
      { name: 'database', ok: true, detail: 'reachable' },
      { name: 'migrations', ok: state === 'current', detail: DETAIL[state] },
    ];
  } catch (error) {
    if (!isUnavailable(error)) console.error(JSON.stringify({ level: 'error', event: 'readiness_failed', cause: String(error) }));
    return [{ name: 'database', ok: false, detail: 'does not answer, or refuses the token' }];
  }
}

const DETAIL: Record<MigrationState, string> = {
  current: 'current',
  behind: 'the database lacks migrations; run them before the deploy',
  ahead: 'the database is newer than this Worker; deploy the matching version',
};
