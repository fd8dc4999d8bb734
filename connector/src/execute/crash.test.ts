import { beforeAll, describe, expect, it } from 'vitest';
import { runPlan } from '../testing/drive.ts';
import { type Installed, makeInstalled } from '../testing/process.ts';
import { makeTrust } from '../testing/trust.ts';

let installed: Installed;
beforeAll(async () => {
  installed = await makeInstalled(await makeTrust());
});

describe('a plan, with the process killed at every call to the outside', () => {
  it('is applied once, confirmed once, and receipted truly, whenever the process dies and comes back', async () => {
    const clean = await runPlan(installed, {});
    expect(clean.receipt).toMatchObject({ terminal: 'confirmed', reason: 'checks_passed', verify_after: { verdict: 'pass' } });
    expect(clean.server.writes).toHaveLength(1);
    expect(clean.calls).toBeGreaterThan(30);
    for (const after of [false, true]) {
      for (let crash_at = 1; crash_at <= clean.calls; crash_at += 1) {
        const { receipt, server } = await runPlan(installed, { crash_at, after });
        const where = `killed at call ${crash_at} ${after ? 'after' : 'before'} its effect`;
        expect([where, receipt.terminal, receipt.reason, server.concurrency, server.writes.length]).toEqual([
          where,
          'confirmed',
          'checks_passed',
          '4',
          1,
        ]);
        expect([where, receipt.objects[0]?.after['/spec/template/metadata/annotations/modekeeper~1knob.concurrency']]).toEqual([
          where,
          '4',
        ]);
      }
    }
  }, 120_000);
});
