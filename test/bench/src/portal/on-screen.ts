import { type FullScene, move, type Sealed, sealedPlan, settled, type Visit, verifyReport } from '@modekeeper/browser';
import type { Samples } from '../samples.ts';
import { bareSocket } from './bare-socket.ts';
import { whenShown } from './in-page.ts';

const PLANS = 20;

/** What the row of a plan says once it shows a state (the portal's words). */
const STEPS = [
  { from: 'proposed', to: 'verifying', words: 'Verifying' },
  { from: 'verifying', to: 'verified', words: 'Waiting for approval' },
  { from: 'verified', to: 'superseded', words: 'Superseded' },
] as const;

/**
 * From the moment in which the connector's frame is sent until the page has changed: a new plan's row appears in the list, then says each
 * state. Beside it the same frames at a bare socket, which shows nothing.
 */
export async function measureOnScreen({ page }: Visit, scene: FullScene, samples: Samples): Promise<void> {
  const { connector, identity, owner } = scene;
  await page.goto('/plans');
  await settled(page);
  const { organization_id } = owner;
  const bare = await bareSocket(identity, { cookie: owner.api.cookie(), organization_id });
  const see = async (plan_id: string, revision: number, words: string, send: () => number) => {
    const shown = await whenShown(page, { href: `/plans/${plan_id}`, words });
    const heard = bare.next(plan_id, revision);
    const sent_at_ms = send();
    samples.add('baseline_live_socket', (await heard) - sent_at_ms);
    samples.add('portal_event_on_screen', (await shown.at_ms) - sent_at_ms);
  };
  try {
    for (let count = 0; count < PLANS; count += 1) await play(await sealedPlan(identity, Date.now()));
  } finally {
    bare.close();
  }

  async function play(sealed: Sealed): Promise<void> {
    const { plan_id } = sealed.plan;
    await see(plan_id, 0, '', () => connector.send('plan_proposed', { plan_id, envelope: sealed.envelope }));
    for (const [index, { from, to, words }] of STEPS.entries()) {
      if (to === 'verified') {
        connector.send('verify_report', { plan_id, envelope: await verifyReport(identity, sealed) });
        await connector.settled();
      }
      const revision = index + 1;
      await see(plan_id, revision, words, () => move(connector, plan_id, { revision, from, to }));
    }
  }
}
