import type { Page } from 'playwright-core';
import type { Login } from './people.ts';

/** The page with this title is there. */
export const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
/** The dialog has closed by itself: what it asked for is done. */
export const done = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

export async function signIn(page: Page, { email, password }: Pick<Login, 'email' | 'password'>): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Sign in');
}

export async function signUp(page: Page, { email, name, password }: Login): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await press(page, 'Sign up');
}

/** A device with a passkey store and a finger that always fits, as Chromium's own tests use it. */
export async function giveAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const options = {
    ...({ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true } as const),
    ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
  };
  await session.send('WebAuthn.addVirtualAuthenticator', { options });
}
