import { fullScene, launchBrowser, startBarePlatform, visitIn } from '@modekeeper/browser';
import { measureChart } from './portal/chart.ts';
import { measureInteractions } from './portal/interact.ts';
import { measureLoad } from './portal/load.ts';
import { measureOnScreen } from './portal/on-screen.ts';
import { measureScroll } from './portal/scroll.ts';
import { measurePortalSizes } from './portal/sizes.ts';
import type { Samples } from './samples.ts';
import type { Say } from './scene.ts';

const PLANS = 10_000;

/** Everything about the portal: its sizes, then a browser at the real control plane with ten thousand plans, one measure after the other. */
export async function runPortal(samples: Samples, say: Say): Promise<void> {
  say('portal: sizes');
  await measurePortalSizes(samples);
  const platform = await startBarePlatform();
  const browser = await launchBrowser();
  try {
    say('portal: chart');
    await measureChart(browser, samples);
    say(`portal: writing ${PLANS} plans`);
    const scene = await fullScene(platform, { plans: PLANS });
    const at = { url: platform.url, owner: scene.owner };
    // One context each: a list that was scrolled comes back scrolled, and holds new rows back.
    const visit = () => visitIn(browser, at.url, { as: scene.owner });
    say('portal: scrolling');
    await measureScroll(await visit(), samples);
    say('portal: loading');
    await measureLoad(browser, at, samples);
    say('portal: interactions');
    await measureInteractions(await visit(), samples);
    say('portal: events on screen');
    await measureOnScreen(await visit(), scene, samples);
    scene.connector.close();
  } finally {
    await browser.close();
    await platform.stop();
  }
}
