import { ApiClient, newestMail, type Platform } from '@modekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { done, giveAuthenticator, heading, press, signIn, signUp } from './support/acts.ts';
import { browserForAll, type Visit } from './support/browser-for-all.ts';
import { invitationToken, newLogin, newOwner, newPerson } from './support/people.ts';
import { startBarePlatform } from './support/platform.ts';

/** Refusals are asked for here; the browser notes each one. */
const REFUSED = /^console: Failed to load resource: the server responded with a status of 4\d\d/;

describe('a person at the portal', () => {
  const open = browserForAll();
  let platform: Platform;
  beforeAll(async () => {
    platform = await startBarePlatform();
  });
  afterAll(() => platform?.stop());

  async function visit(options: Parameters<typeof open>[1] = {}): Promise<Visit> {
    const opened = await open(platform.url, options);
    opened.watch.allow(REFUSED);
    opened.page.setDefaultTimeout(15_000);
    return opened;
  }

  it('signs up, makes an organisation, and is led to the guide; an address that is known already is not told apart', async () => {
    const { page } = await visit();
    const login = newLogin('Zoë <b>مها</b>');
    await page.goto('/sign-up');
    await press(page, 'Sign up');
    // Nothing is sent before it can be right, and the first field at fault has the focus.
    await expect.poll(() => page.getByLabel('Name').evaluate((field) => field === document.activeElement)).toBe(true);
    await signUp(page, login);
    await heading(page, 'Make an organisation');
    await page.getByLabel('Name').fill('Nordwind & <i>Söhne</i>');
    await press(page, 'Make organisation');
    await page.waitForURL('**/start');
    await page.getByRole('button', { name: /^Organisation Nordwind & <i>Söhne<\/i>/ }).waitFor();

    const { page: other } = await visit();
    await other.goto('/sign-up');
    await signUp(other, { ...login, password: 'some other password' });
    await other.getByRole('alert').getByText('You could not be signed in with this address').waitFor();
  });

  it('signs out and in again; a wrong password and an unknown address get the same words; then the page that was asked for', async () => {
    const { login } = await newOwner(platform.url);
    const { page } = await visit();
    await page.goto('/settings/members?from=here');
    await heading(page, 'Sign in');
    await signIn(page, { ...login, password: 'not the password' });
    const words = await page.getByRole('alert').locator('p').first().textContent();
    await signIn(page, { ...login, email: newLogin().email });
    await expect.poll(() => page.getByRole('alert').locator('p').first().textContent()).toBe(words);
    await signIn(page, login);
    await page.waitForURL('**/settings/members?from=here');
    // Whoever is signed in has no business there.
    await page.goto('/sign-in?next=/settings/account');
    await heading(page, 'Account');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in');
    // Leaving on purpose is no surprise that needs words.
    expect(await page.getByText('Your session has ended').count()).toBe(0);
  });

  it('never leaves the portal by the address to go on to', async () => {
    const { login } = await newOwner(platform.url);
    const { page } = await visit();
    await page.goto(`/sign-in?next=${encodeURIComponent('/\t/evil.example')}`);
    await signIn(page, login);
    await heading(page, 'Overview');
    expect(new URL(page.url()).origin).toBe(platform.url);
  });

  it('is told how long to wait after too many wrong passwords', async () => {
    const { login } = await newOwner(platform.url);
    const api = new ApiClient(platform.url);
    for (let guess = 0; guess < 10; guess += 1) {
      await api.raw('POST', '/v1/auth/sign-in/email', { email: login.email, password: 'not the password' });
    }
    const { page } = await visit();
    await page.goto('/sign-in');
    await signIn(page, login);
    await page
      .getByRole('alert')
      .getByText(/Wait 1\d min/)
      .waitFor();
    const button = page.getByRole('button', { name: 'Sign in', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('E-mail address').fill('somebody.else@example.com');
    await expect.poll(() => button.getAttribute('aria-disabled')).toBeNull();
  });

  it('chooses a new password by the link in the outbox, once', async () => {
    const { login } = await newOwner(platform.url);
    const { page } = await visit();
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('link', { name: 'outbox' }).waitFor();
    await page.getByLabel('E-mail address').fill(login.email);
    await press(page, 'Ask for a link');
    await page.getByText('has an account, a link is on its way').waitFor();
    const mail = await newestMail(new ApiClient(platform.url), login.email);
    const password = 'quite another password';
    const choose = async () => {
      await page.goto(mail?.link ?? '');
      await page.getByLabel('New password').fill(password);
      await press(page, 'Set the new password');
    };
    await choose();
    await page.getByText('Your new password is set').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, { ...login, password });
    await heading(page, 'Overview');
    await choose();
    await page.getByRole('alert').getByText('The link is not valid, was used, or is older than an hour.').waitFor();
    await page.getByRole('link', { name: 'Ask for a new link' }).click();
    await heading(page, 'Reset your password');
  });

  it('adds a passkey, signs in with it alone, and confirms with it what needs a second factor', async () => {
    const owner = await newOwner(platform.url);
    const { page } = await visit({ as: owner });
    await giveAuthenticator(page);
    await page.goto('/settings/account');
    await press(page, 'Add a passkey');
    await page.getByLabel('Name').fill('Test key');
    await press(page, 'Add passkey');
    await page.getByRole('listitem').getByText('Test key').waitFor();

    await press(page, 'Sign out of this session');
    await heading(page, 'Sign in');
    await press(page, 'Sign in with a passkey');
    await heading(page, 'Overview');

    await page.goto('/settings/account');
    await press(page, 'Delete the passkey Test key');
    await press(page, 'Delete passkey');
    const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await dialog.getByText('A second factor is needed to delete a passkey.').waitFor();
    // Turning away sends nothing, and says so.
    await page.keyboard.press('Escape');
    await page.getByText('Nothing was sent').waitFor();
    await press(page, 'Delete passkey');
    await dialog.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('You have no passkey yet').waitFor();

    // The second factor serves for a while: in the sandbox the password gives it too, but nobody asks again now.
    await press(page, 'Add a passkey');
    await press(page, 'Add passkey');
    await page.getByRole('button', { name: /^Delete the passkey/ }).waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it('loses the open page when its session is revoked elsewhere, is told why, and comes back to it', async () => {
    const { login } = await newOwner(platform.url);
    const [here, there] = [await visit(), await visit({ userAgent: 'Mozilla/5.0 (iPhone) Version/19.0 Safari/604.1' })];
    for (const { page } of [here, there]) {
      await page.goto('/sign-in?next=/settings/members');
      await signIn(page, login);
      await heading(page, 'Members');
    }
    await here.page.goto('/settings/account');
    await press(here.page, 'Revoke the session of Safari on iPhone');
    await press(here.page, 'Revoke session');
    await done(here.page);
    expect(await here.page.getByRole('button', { name: 'Revoke the session of Safari on iPhone' }).count()).toBe(0);
    // Somebody comes back to the tab.
    await there.page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await there.page.getByText('Your session has ended').waitFor();
    expect(await there.page.getByText(login.email).count()).toBe(0);
    await signIn(there.page, login);
    await heading(there.page, 'Members');
  });

  it('changes the password, which ends the other sessions and keeps this one', async () => {
    const owner = await newOwner(platform.url);
    const { page } = await visit();
    await page.goto('/sign-in?next=/settings/account');
    await signIn(page, owner.login);
    await press(page, 'Change password');
    await page.getByLabel('Current password').fill(owner.login.password);
    await page.getByLabel('New password').fill('quite another password');
    await page.getByRole('dialog').getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Your password is changed').waitFor();
    await expect(owner.api.get('/v1/me')).rejects.toThrow('unauthenticated');
    await page.reload();
    await heading(page, 'Account');
  });

  it('accepts an invitation: not as somebody else, kept through signing up, once', async () => {
    const owner = await newOwner(platform.url, { organization: 'Invited Research' });
    const invited = newLogin('Kai');
    const { page: inviter } = await visit({ as: owner });
    await inviter.goto('/settings/members');
    await press(inviter, 'Invite somebody');
    await inviter.getByLabel('E-mail address').fill(invited.email);
    await inviter.getByLabel('Role', { exact: true }).selectOption('viewer');
    await press(inviter, 'Invite as viewer');
    await inviter.getByRole('link', { name: 'outbox' }).waitFor();
    const link = `/invitations/accept?token=${await invitationToken(platform.url, invited.email)}`;

    const { page } = await visit({ as: await newPerson(platform.url) });
    await page.goto(link);
    await page.getByRole('button', { name: /^Accept as/ }).click();
    await page.getByRole('alert').getByText('made for another e-mail address').waitFor();
    await press(page, 'Sign in as somebody else');
    await page.getByRole('link', { name: 'Sign up' }).click();
    await signUp(page, invited);
    await page.getByRole('button', { name: `Accept as ${invited.email}` }).click();
    await page.getByRole('button', { name: /^Organisation Invited Research/ }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await page.goto(link);
    await page.getByRole('button', { name: /^Accept as/ }).click();
    await page.getByRole('alert').getByText('The invitation was used already.').waitFor();

    // What a viewer may not do is there, with its reason.
    await page.goto('/settings/members');
    const invite = page.getByRole('button', { name: 'Invite somebody' });
    expect(await invite.getAttribute('title')).toMatch(/^Your role here is viewer; this takes owner or admin/);
    await press(page, 'Leave the organisation');
    await press(page, 'Leave organisation');
    await heading(page, 'Make an organisation');
  });

  it('sees what a role gives and takes before it changes, and cannot take the last owner away', async () => {
    const owner = await newOwner(platform.url);
    const { page } = await visit({ as: owner });
    await page.goto('/settings/members');
    const leave = page.getByRole('button', { name: 'Leave the organisation' });
    expect(await leave.getAttribute('title')).toMatch(/^You are the last owner/);
    const member = await newPerson(platform.url, 'Kim');
    await owner.api.post('/v1/invitations', { email: member.login.email, role: 'approver' });
    await member.api.post('/v1/invitations/accept', { token: await invitationToken(platform.url, member.login.email) });
    await page.reload();
    await press(page, 'Change role of Kim');
    await page.getByLabel('Role', { exact: true }).selectOption('owner');
    await page.getByText(/^Will be able to .*make and unmake owners\.$/).waitFor();
    await press(page, 'Make owner');
    await done(page);
    await expect.poll(() => leave.getAttribute('title')).toBeNull();
    await press(page, 'Remove Kim');
    await press(page, 'Remove member');
    await done(page);
    expect(await page.getByRole('button', { name: 'Remove Kim' }).count()).toBe(0);
    await expect(member.api.get('/v1/members')).rejects.toThrow('organization_required');
  });
});
