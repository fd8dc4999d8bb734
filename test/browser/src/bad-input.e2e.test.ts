import { openDatabase } from '@modekeeper/db';
import type { Platform } from '@modekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeConnector } from './seed/fake-connector.ts';
import { enrol } from './seed/identity.ts';
import { propose } from './seed/propose.ts';
import { BARE_WORKLOAD, type FullScene, fullScene } from './seed/scene.ts';
import { browserForAll } from './support/browser-for-all.ts';
import { invitationToken, newOwner, newPerson } from './support/people.ts';
import { startBarePlatform } from './support/platform.ts';
import { settled, sideways } from './support/settled.ts';
import { press } from './support/steps.ts';

const PLANS = 10_000;
const HOUR_MS = 3_600_000;

describe('what people and networks do wrong', () => {
  const visit = browserForAll();
  let platform: Platform;
  let scene: FullScene;

  beforeAll(async () => {
    platform = await startBarePlatform();
    scene = await fullScene(platform, { plans: PLANS });
  });
  afterAll(async () => {
    scene?.connector.close();
    await platform?.stop();
  });

  it('an invitation that is too old is refused with what to do, and nobody joins', async () => {
    const person = await newPerson(platform.url);
    await scene.owner.api.post('/v1/invitations', { email: person.login.email, role: 'viewer' });
    const token = await invitationToken(platform.url, person.login.email);
    const { client } = openDatabase({ url: platform.database.url });
    await client.execute({ sql: 'UPDATE invitations SET expires_at_ms = 1 WHERE email = ?', args: [person.login.email] });
    const { page, watch } = await visit(platform.url, { as: person });
    watch.allow(/status of 4\d\d/);
    await page.goto(`/invitations/accept?token=${token}`);
    await press(page, /^Accept as/);
    const alert = page.getByRole('alert');
    await alert.getByText('The invitation is older than 7 days.').waitFor();
    await alert.getByText('Ask an owner or admin of the organisation for a new one.').waitFor();
    expect((await person.api.get<{ items: unknown[] }>('/v1/organizations')).items).toEqual([]);
  });

  it('a passport of 1 MiB is not taken over, twenty errors are all shown in their places, and what was written stays', async () => {
    const { page } = await visit(platform.url, { as: scene.owner });
    await page.goto(`/passports/${scene.ids.passports}?tab=edit`);
    const editor = page.getByLabel('Passport as JSON');
    const before = await editor.inputValue();
    await editor.fill(`{"padding": "${'x'.repeat(1_048_576)}"}`);
    await page.getByText(/^Not taken over: the text would be 1\.0 MiB/).waitFor();
    expect(await editor.inputValue()).toBe(before);

    const faults = Array.from({ length: 20 }, (_, index) => 9_000 + index);
    const text = JSON.stringify({ ...(JSON.parse(before) as Record<string, unknown>), invariants: faults }, null, 2);
    await editor.fill(text);
    await page.getByText(/^20 errors/).waitFor();
    const lines = text.split('\n');
    for (const fault of faults) {
      const line = lines.findIndex((one) => one.includes(String(fault))) + 1;
      await page
        .getByRole('button', { name: new RegExp(`Line ${line}\\b`) })
        .first()
        .click();
      const chosen = await editor.evaluate(
        (area: HTMLTextAreaElement) => area.value.slice(0, area.selectionEnd).split('\n').length,
      );
      expect(chosen).toBe(line);
    }
  });

  it('names with markup or from right to left are shown as they are, run nothing, and push nothing off a phone', async () => {
    const organization = '<img src=x onerror="window.stolen=1"> مؤسسة البحث';
    const owner = await newOwner(platform.url, { person: '<script>window.stolen=1</script> נועה', organization });
    const name = '<b onclick="stolen()">عنقود</b> "\'><svg/onload=alert(1)>';
    const at = { owner: owner.api, url: platform.url };
    const identity = await enrol(at, { environment_id: owner.environment_id, name });
    const { page } = await visit(platform.url, { as: owner, viewport: { width: 390, height: 844 } });
    for (const path of ['/', '/clusters', `/clusters/${identity.cluster_id}`, '/settings/members', '/audit']) {
      await page.goto(path);
      await settled(page);
      expect({ path, sideways: await sideways(page) }).toEqual({ path, sideways: [] });
    }
    await page.goto('/clusters');
    await page.getByRole('link', { name, exact: true }).waitFor();
    await page.getByRole('button', { name: organization }).waitFor();
    expect(
      await page.evaluate(() => [
        Reflect.get(window, 'stolen'),
        document.querySelectorAll('#root img, #root b, #root script').length,
      ]),
    ).toEqual([undefined, 0]);
  });

  it('a cluster that is removed while its page is open says so, in place', async () => {
    const at = { environment_id: scene.owner.environment_id, name: 'short-lived' };
    const identity = await enrol({ owner: scene.owner.api, url: platform.url }, at);
    const connector = await FakeConnector.open(identity);
    const { page, watch } = await visit(platform.url, { as: scene.owner });
    watch.allow(/status of 404|WebSocket connection to .* failed/);
    await page.goto(`/clusters/${identity.cluster_id}`);
    await page.getByText('Connected').first().waitFor();
    await scene.owner.api.request('DELETE', `/v1/clusters/${identity.cluster_id}`);
    connector.close();
    await page.getByRole('status', { name: 'Removed' }).getByText('This cluster was removed').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/clusters/${identity.cluster_id}`);
  });

  it('a computer whose clock is an hour ahead shows the control plane’s time and says so', async () => {
    const { context, page } = await visit(platform.url, { as: scene.owner });
    await context.clock.install({ time: Date.now() + HOUR_MS });
    await context.clock.resume();
    await page.goto(`/plans/${scene.ids.plans}`);
    await page.getByText(/^This computer's clock is (1 h|59 min \d+ s|1 h \d+ s)? ?ahead of the control plane\./).waitFor();
    const expires = page.getByRole('region', { name: 'Decision' }).getByText(/^in [34] h/);
    // Four hours from its making, a few minutes ago: not three.
    expect(await expires.textContent()).toMatch(/^in (3 h 5\d|4 h)/);
    await page.goto(`/clusters/${scene.ids.clusters}`);
    await page.getByText('Connected').first().waitFor();
  });

  it('a network that is away for five minutes is named, and nothing that happened meanwhile is missing afterwards', async () => {
    const { context, page, watch } = await visit(platform.url, { as: scene.owner });
    watch.allow(/ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/);
    await context.clock.install();
    await context.clock.resume();
    await page.goto('/plans');
    await settled(page);
    await context.setOffline(true);
    await page.getByText('This browser is offline.').waitFor();
    const { plan } = await propose(scene.connector);
    await context.clock.fastForward('05:00');
    await page.getByText('This browser is offline.').waitFor();
    expect(await page.locator(`a[href="/plans/${plan.plan_id}"]`).count()).toBe(0);
    await context.setOffline(false);
    await page.locator(`a[href="/plans/${plan.plan_id}"]`).waitFor();
    await expect.poll(() => page.getByText('This browser is offline.').count()).toBe(0);
  });

  it('a page whose code cannot be fetched says why, keeps the frame with the stop button, and shows once the network is back', async () => {
    const { context, page, watch } = await visit(platform.url, { as: scene.owner });
    watch.allow(/ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/);
    await page.goto('/plans');
    await settled(page);
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'This page is not loaded yet' }).waitFor();
    await page.getByText('The control plane cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Stopped…' }).waitFor();
    await context.setOffline(false);
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
  });

  it('a page that a newer version of the portal no longer has offers to load the portal anew, and never does so by itself', async () => {
    const { page, watch } = await visit(platform.url, { as: scene.owner });
    watch.allow(/status of 404|Refused to execute script|Failed to load module script/);
    await page.route(/\/assets\/AuditPage-/, (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('/plans');
    await settled(page);
    await page.getByRole('link', { name: 'Audit', exact: true }).click();
    const anew = page.getByRole('button', { name: 'Load the portal anew' });
    await anew.waitFor();
    expect(
      await page.evaluate(() => performance.getEntriesByType('navigation').map(({ name }) => new URL(name).pathname)),
    ).toEqual(['/plans']);
    await page.unroute(/\/assets\/AuditPage-/);
    await anew.click();
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
  });

  it('the list of ten thousand plans holds only what is in sight, and comes to its end', async () => {
    const { page } = await visit(platform.url, { as: scene.owner });
    await page.goto('/plans');
    await settled(page);
    const rows = page.getByRole('table', { name: 'Plans, newest first' }).getByRole('row');
    const lastInSight = async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      const numbers = await rows.evaluateAll((all) => all.map((row) => Number(row.getAttribute('aria-rowindex'))));
      expect(numbers.length).toBeLessThan(100);
      return Math.max(...numbers);
    };
    await expect.poll(lastInSight, { timeout: 120_000, interval: 50 }).toBeGreaterThan(PLANS);
  });

  it('a workload that reports neither loss nor GPU gets no empty charts, and is told what would bring them', async () => {
    const { page } = await visit(platform.url, { as: scene.owner });
    await page.goto(`/clusters/${scene.ids.clusters}`);
    const name = `${BARE_WORKLOAD.namespace}/${BARE_WORKLOAD.name}`;
    await page.getByRole('slider', { name: new RegExp(`^Step time of ${name}`) }).waitFor();
    expect(await page.getByRole('slider', { name: new RegExp(`^(Loss|GPU).* of ${name}`) }).count()).toBe(0);
    await page.getByText(/^Not reported in this range: loss, throughput, GPU use/).waitFor();
  });

  it('two people who decide at once see each other: the slower one is told what the faster one did', async () => {
    const { plan } = await propose(scene.connector);
    const path = `/plans/${plan.plan_id}`;
    const { page } = await visit(platform.url, { as: scene.approver });
    await page.goto(path);
    await press(page, 'Approve plan');
    const dialog = page.getByRole('dialog', { name: 'Approve this plan?' });
    await dialog.getByRole('button', { name: 'Approve plan' }).waitFor();
    await scene.owner.api.post(`/v1${path}/reject`, { reason: 'Not during the storage move' });
    const told = page.getByRole('dialog', { name: 'This plan no longer waits' });
    await told.getByText(/^Rejected by Ada Meyer/).waitFor();
    expect(await told.getByRole('button', { name: 'Approve plan' }).count()).toBe(0);
  });
});
