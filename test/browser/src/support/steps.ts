import { readFileSync } from 'node:fs';
import { ApiClient, newestMail } from '@modekeeper/sandbox';
import type { Locator, Page } from 'playwright-core';
import type { Login } from './people.ts';

/** Presses the button of this very name. */
export const press = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: true }).click();
/** Waits for the page with this heading. */
export const arrive = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

/** Fills in the sign-up form that the page shows. */
export async function signUp(page: Page, { email, name, password }: Login): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Sign up');
}

export async function signIn(page: Page, { email, password }: Login): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Sign in');
}

/** Answers the second-factor dialog, which asks when something needs one. */
export async function proveWithPassword(page: Page, { password }: Login): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await dialog.getByLabel('Password').fill(password);
  await press(dialog, 'Confirm with password');
}

/** What the download behind a button holds, as text, with the name that it is offered under. */
export async function downloaded(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** The link in the newest e-mail that the sandbox's outbox holds for an address. */
export async function linkInOutbox(url: string, email: string): Promise<string> {
  const mail = await newestMail(new ApiClient(url), email);
  if (mail === undefined) throw new Error(`No e-mail for ${email} in the outbox.`);
  return mail.link;
}
