import { describe, expect, it } from 'vitest';
import { send } from './support/api.ts';
import { type Guarded, makeGuarded } from './support/guarded.ts';
import { apps, readDesired, setApply } from './support/objects.ts';

/** Tries the same allowed change as dry run and for real: what came back for each, and the refusal's words. */
async function attempt({ connector, target }: Guarded, value: string) {
  const path = `${apps(target)}/deployments/trainer`;
  const body = { spec: { template: { metadata: { annotations: { 'modekeeper/knob.concurrency': value } } } } };
  const patch = (query: Record<string, string>) =>
    send(connector, { method: 'PATCH', path, body, query: { fieldManager: 'modekeeper', ...query } });
  const dryRun = await patch({ dryRun: 'All' });
  const real = await patch({});
  return { dryRun: dryRun.status, real: real.status, message: real.message };
}

const closed = { dryRun: 422, real: 422 };
const dryRunOnly = { dryRun: 200, real: 422 };
const open = { dryRun: 200, real: 200 };

type Row = [annotation: string | null, inApply: typeof closed, inVerify: typeof closed];
const table: Row[] = [
  [null, closed, closed],
  ['enabled', open, dryRunOnly],
  ['verify', dryRunOnly, dryRunOnly],
  ['off', closed, closed],
  ['', closed, closed],
  ['Enabled', closed, closed],
  ['enabled ', closed, closed],
  ['true', closed, closed],
];

describe.each(['apply', 'verify'] as const)('the namespace’s switch, guard in mode %s', (mode) => {
  it('only the exact values open it, each flip takes effect in moments, and a refusal stores nothing', async () => {
    const guarded = await makeGuarded(mode, 'off');
    let value = 2;
    for (const [annotation, inApply, inVerify] of table) {
      await setApply(guarded.target, annotation);
      const wanted = mode === 'apply' ? inApply : inVerify;
      const before = await readDesired(guarded.target, 'trainer');
      value += 1;
      const outcome = () => attempt(guarded, String(value));
      await expect.poll(outcome, { interval: 50, message: `modekeeper/apply: ${annotation}` }).toMatchObject(wanted);
      if (wanted === open) continue;
      expect((await outcome()).message).toContain(
        mode === 'apply' ? 'modekeeper-guard: kill switch' : 'modekeeper-guard: mode verify',
      );
      expect(await readDesired(guarded.target, 'trainer')).toEqual(before);
    }
    await guarded.close();
  });
});

it('a namespace without any annotations is closed', async () => {
  const guarded = await makeGuarded('apply', null);
  expect(await attempt(guarded, '4')).toMatchObject(closed);
  await guarded.close();
});
