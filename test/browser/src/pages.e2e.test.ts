import type { Platform } from '@modekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bareScene, emptyScene, type FullScene, fullScene } from './seed/scene.ts';
import { type PageShot, pageShots, TOLD_STATES, type Viewer } from './shots/pages.ts';
import { violationsInBothThemes } from './support/axe.ts';
import { browserForAll, PHONE } from './support/browser-for-all.ts';
import { invitationToken, newPerson, type Person } from './support/people.ts';
import { startBarePlatform } from './support/platform.ts';
import { settled, sideways } from './support/settled.ts';

const NOTHING = { clusters: 'nothing', plans: 'nothing', passports: 'nothing' };

describe('every page', () => {
  const visit = browserForAll();
  let platform: Platform;
  let full: FullScene;
  let viewers: Record<'full' | 'empty' | 'bare', Partial<Record<Viewer, Person>>>;
  let ids: Record<'full' | 'empty' | 'bare', FullScene['ids']>;
  let token: string;

  beforeAll(async () => {
    platform = await startBarePlatform();
    full = await fullScene(platform, { plans: 60 });
    const { owner: empty } = await emptyScene(platform);
    const bare = await bareScene(platform);
    const newcomer = await newPerson(platform.url, 'Nils Neu');
    await full.owner.api.post('/v1/invitations', { email: newcomer.login.email, role: 'approver' });
    token = await invitationToken(platform.url, newcomer.login.email);
    viewers = { full: { member: full.owner, newcomer }, empty: { member: empty, newcomer }, bare: { member: bare.owner } };
    ids = { full: full.ids, empty: NOTHING, bare: bare.ids };
  });
  afterAll(async () => {
    full?.connector.close();
    await platform?.stop();
  });

  const cases = pageShots(NOTHING).flatMap(({ hasId, name, viewer }) => [
    { name, scene: 'full' as const },
    ...(viewer === 'visitor' ? [] : [{ name, scene: hasId ? ('bare' as const) : ('empty' as const) }]),
  ]);

  it.each(cases)(
    '$name, $scene: axe finds nothing in either theme, and a phone shows it without scrolling sideways',
    async (at) => {
      const query = { '/invitations/accept': `?token=${token}`, '/reset-password': '?token=of-nothing' };
      const shot = pageShots(ids[at.scene], query).find(({ name }) => name === at.name) as PageShot;
      const as = viewers[at.scene][shot.viewer];
      const { page, watch } = await visit(platform.url, as && { as });
      // On these nobody is signed in, and they ask.
      if (shot.viewer === 'visitor') watch.allow(/status of 401/);
      await page.goto(shot.path);
      await settled(page);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await violationsInBothThemes(page)).toEqual([]);
      await page.setViewportSize(PHONE.viewport);
      await settled(page);
      // Charts draw themselves anew a frame after the window became narrow.
      await expect.poll(() => sideways(page)).toEqual([]);
    },
  );

  it.each(TOLD_STATES)('a plan that is %s: axe finds nothing, and a phone shows it without scrolling sideways', async (state) => {
    const { page } = await visit(platform.url, { as: full.owner });
    await page.goto(`/plans/${full.planIn(state)}`);
    await settled(page);
    expect(await violationsInBothThemes(page)).toEqual([]);
    await page.setViewportSize(PHONE.viewport);
    await settled(page);
    await expect.poll(() => sideways(page), { timeout: 5_000 }).toEqual([]);
  });

  it('the palette and the list of shortcuts: axe finds nothing, and they open and close by keyboard alone', async () => {
    const { page } = await visit(platform.url, { as: full.owner });
    await page.goto('/clusters');
    await settled(page);
    for (const keys of ['Control+k', 'Shift+?']) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog').waitFor();
      expect(await violationsInBothThemes(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  it('what does not exist: axe finds nothing there either', async () => {
    const { page } = await visit(platform.url, { as: full.owner });
    await page.goto('/an/address/of/nothing');
    await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
  });
});
