import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Platform, repositoryRoot } from '@modekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeConnector } from './seed/fake-connector.ts';
import { enrol, type Identity } from './seed/identity.ts';
import { propose } from './seed/propose.ts';
import { idAt } from './seed/random.ts';
import { browserForAll } from './support/browser-for-all.ts';
import { startOtherOrigin } from './support/other-origin.ts';
import { newMember, newOwner, type Owner } from './support/people.ts';
import { startBarePlatform } from './support/platform.ts';
import { addressOf, portalRoutes } from './support/routes.ts';

const assets = () =>
  readdirSync(join(repositoryRoot(), 'workers', 'portal', 'dist'), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.json') && entry.name !== 'index.html')
    .map((entry) => (entry.parentPath.endsWith('assets') ? `/assets/${entry.name}` : `/${entry.name}`));

describe('the portal in a browser', () => {
  const visit = browserForAll();
  let platform: Platform;
  let owner: Owner;
  let identity: Identity;
  let connector: FakeConnector;
  const addresses = () => [
    ...portalRoutes().map((route) => addressOf(route, { clusters: identity.cluster_id })),
    ...['/docs', '/sandbox', '/sandbox/outbox', '/an/address/of/nothing'],
  ];

  beforeAll(async () => {
    platform = await startBarePlatform();
    owner = await newOwner(platform.url);
    const at = { environment_id: owner.environment_id, name: 'alpha' };
    identity = await enrol({ owner: owner.api, url: platform.url }, at);
    connector = await FakeConnector.open(identity);
  });
  afterAll(async () => {
    connector?.close();
    await platform?.stop();
  });

  it('works framed nowhere: not a page of it, not by another origin, not by another site', async () => {
    const frames = addresses().map((path) => `<iframe title="${path}" src="${platform.url}${path}"></iframe>`);
    const other = await startOtherOrigin(
      `<!doctype html><title>frames</title>${frames.join('')}<iframe title="control" src="/own"></iframe>`,
    );
    try {
      for (const origin of [other.url, other.crossSiteUrl]) {
        const { page, watch } = await visit(platform.url, { as: owner });
        watch.allow(/^console: (Framing|Refused to frame|Refused to display)/);
        await page.goto(origin);
        await expect.poll(() => page.frames().filter((frame) => ['', 'about:blank'].includes(frame.url())).length).toBe(0);
        const shown = page.frames().filter((frame) => frame !== page.mainFrame());
        const loaded = shown.filter((frame) => frame.url() !== 'chrome-error://chromewebdata/').map((frame) => frame.url());
        // The control is refused by nobody: had nothing loaded at all, the test would not know it.
        expect(loaded).toEqual([`${origin}/own`]);
        expect(shown).toHaveLength(addresses().length + 1);
      }
    } finally {
      await other.stop();
    }
  });

  it('carries its policy on every page and every file, and the policy lets no inline script, eval or foreign host in', async () => {
    const paths = [...addresses(), ...assets()];
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      const answer = await fetch(`${platform.url}${path}`);
      expect(`${path} ${answer.status}`).toBe(`${path} 200`);
      const policy = answer.headers.get('content-security-policy') ?? '';
      const directives = Object.fromEntries(policy.split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1)]));
      expect({ path, ...directives }).toMatchObject({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
      });
      expect(policy).not.toMatch(/unsafe-|\*|data:|blob:|https?:/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      const text = await answer.text();
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
      expect({ path, inline: text.match(/<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=|\sstyle=/gi) }).toEqual({
        path,
        inline: null,
      });
    }
  });

  it('runs nothing that somebody managed to put into a page', async () => {
    const { page, watch } = await visit(platform.url, { as: owner });
    watch.allow(/policy: script-src|Executing inline (script|event handler) violates|Evaluating a string as JavaScript violates/);
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main' }).waitFor();
    const ran = await page.evaluate(async () => {
      const done: string[] = [];
      Reflect.set(window, 'run', (what: string) => done.push(what));
      const script = document.createElement('script');
      script.textContent = 'window.run("inline script")';
      document.body.append(script);
      const image = document.createElement('img');
      image.setAttribute('onerror', 'window.run("event handler")');
      image.src = '/nothing.png';
      document.body.append(image);
      await new Promise((next) => setTimeout(next, 200));
      return done;
    });
    expect(ran).toEqual([]);
    const policy = watch.take().filter((words) => !words.includes('404'));
    expect(policy).toEqual([]);
  });

  it('lets another origin write nothing and hear nothing, whether cookies go along or not', async () => {
    const form = `<form method="post" action="${platform.url}/v1/organizations" enctype="text/plain"><input name='{"name":"Stolen","x":"' value='"}'></form>`;
    const other = await startOtherOrigin(`<!doctype html><title>elsewhere</title>${form}`);
    const organizations = async () =>
      (await owner.api.get<{ items: { name: string }[] }>('/v1/organizations')).items.map(({ name }) => name);
    const killed = async () => (await owner.api.get<{ items: unknown[] }>('/v1/kill-switches')).items;
    try {
      for (const origin of [other.url, other.crossSiteUrl]) {
        const { page, watch } = await visit(platform.url, { as: owner });
        watch.allow(/blocked by CORS policy|Failed to load resource|WebSocket connection to .* failed/);
        await page.goto(origin);
        const answers = await page.evaluate(attack, {
          url: platform.url,
          tenant: owner.organization_id,
          cluster: identity.cluster_id,
        });
        expect(answers).toEqual({ cors: 'refused', simple: 'refused', read: 'refused', live: 'refused' });
        // A form needs no script's permission: the browser sends it, cookies and all, and shows the refusal.
        const [answer] = await Promise.all([
          page.waitForResponse((response) => response.url().endsWith('/v1/organizations')),
          page.evaluate(() => document.forms[0]?.submit()),
        ]);
        expect(answer.status()).toBe(403);
        expect(await organizations()).toEqual(['Acme Research']);
        expect(await killed()).toEqual([]);
      }
    } finally {
      await other.stop();
    }
  });

  it('stops an open page whose session was revoked: its live socket is cut, and it leads to sign-in with a word why', async () => {
    const person = await newMember(platform.url, owner, 'viewer');
    const { page, watch } = await visit(platform.url, { as: person });
    watch.allow(/status of 401/);
    const closed: string[] = [];
    page.on('websocket', (socket) => socket.on('close', () => closed.push(new URL(socket.url()).pathname)));
    const opened = page.waitForEvent('websocket');
    const path = `/clusters/${identity.cluster_id}`;
    await page.goto(path);
    // The control of the test above: our own origin does hear something.
    await (await opened).waitForEvent('framereceived');
    const { items } = await person.api.get<{ items: { id: string; current: boolean }[] }>('/v1/sessions');
    await person.api.request('DELETE', `/v1/sessions/${items.find(({ current }) => current)?.id}`);
    await page.waitForURL(/\/sign-in\?/);
    expect(new URL(page.url()).searchParams.get('next')).toBe(path);
    await page.getByText('Your session has ended').waitFor();
    await expect.poll(() => closed).toEqual([`/v1${path}/live`]);
  });

  it('shows the same page for what is somebody else’s as for what does not exist', async () => {
    const mine = { environment_id: owner.environment_id, template: 'demo' };
    const passport = await owner.api.post<{ id: string }>('/v1/passports', mine);
    const { plan } = await propose(connector);
    const foreign = { clusters: identity.cluster_id, plans: plan.plan_id, passports: passport.id };
    const invented = { clusters: idAt('cl', Date.now()), plans: idAt('pl', Date.now()), passports: idAt('psp', Date.now()) };
    const stranger = await newOwner(platform.url, { person: 'Eve Stranger', organization: 'Elsewhere' });
    const { page, watch } = await visit(platform.url, { as: stranger });
    watch.allow(/status of 404|WebSocket connection to .* failed/);
    const shown = async (path: string) => {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
      return [await page.title(), await page.getByRole('main').textContent()];
    };
    const rooms = portalRoutes().filter(({ path }) => path.includes('$'));
    expect(rooms).toHaveLength(3);
    for (const room of rooms) expect(await shown(addressOf(room, foreign))).toEqual(await shown(addressOf(room, invented)));
  });
});

type Attack = { url: string; tenant: string; cluster: string };

/** Runs in the other origin's page: everything that a page can try. */
async function attack({ url, tenant, cluster }: Attack): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', 'modekeeper-request': '1', 'modekeeper-organization': tenant };
  const body = JSON.stringify({ scope_type: 'organization', scope_id: tenant, active: true, reason: 'mine' });
  const ask = (path: string, init: RequestInit) =>
    fetch(`${url}${path}`, { credentials: 'include', ...init }).then(
      (answer) => (answer.type === 'opaque' ? 'opaque' : `answered ${answer.status}`),
      () => 'refused',
    );
  const live = new Promise<string>((done) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/clusters/${cluster}/live?organization=${tenant}`);
    socket.onopen = () => done('open');
    socket.onmessage = () => done('heard something');
    socket.onclose = () => done('refused');
  });
  return {
    cors: await ask('/v1/kill-switches', { method: 'POST', headers, body }),
    simple: await ask('/v1/kill-switches', { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body }),
    read: await ask('/v1/me', {}),
    live: await live,
  };
}
