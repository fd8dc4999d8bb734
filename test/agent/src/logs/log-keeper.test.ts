import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endAllFollowers } from './container-log.ts';
import { createLogKeeper, LOG_HANDOVER_MS } from './log-keeper.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const EPOCH = '1970-01-01T00:00:00.000000000Z stderr F';

describe('the logs of a container', () => {
  it('stay readable over restarts and failed starts, while old names end their followers', async () => {
    const keeper = createLogKeeper(folder, 'main', () => 0);
    expect(keeper.files()).toBeNull();
    const first = keeper.open();
    first.write('one');
    keeper.close(first, true);
    const afterFirst = keeper.files();
    await sleep(LOG_HANDOVER_MS + 100);
    expect(existsSync(first.path)).toBe(false);
    expect(readFileSync(afterFirst?.file ?? '', 'utf8')).toBe(`${EPOCH} one\n`);

    keeper.close(keeper.open(), false);
    const third = keeper.open();
    third.write('three');
    await sleep(LOG_HANDOVER_MS + 100);
    const files = keeper.files();
    expect(existsSync(afterFirst?.file ?? '')).toBe(false);
    expect(readFileSync(files?.file ?? '', 'utf8')).toBe(`${EPOCH} three\n`);
    expect(readFileSync(files?.previous ?? '', 'utf8')).toBe(`${EPOCH} one\n`);

    endAllFollowers(folder);
    expect([files?.file, files?.previous].map((file) => existsSync(file ?? ''))).toEqual([false, false]);
    third.write('too late');
  });
});
