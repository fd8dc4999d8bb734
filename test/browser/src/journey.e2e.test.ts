import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DsseEnvelope } from '@modekeeper/contracts';
import {
  connectorKey,
  installTrainer,
  namesOf,
  QUICK_PACE,
  reinstallTrainer,
  type Stack,
  startStack,
  TARGET,
} from '@modekeeper/e2e';
import { runCommand } from '@modekeeper/sandbox';
import { verifyEnvelope } from '@modekeeper/trust';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsInBothThemes } from './support/axe.ts';
import { browserForAll, PHONE, type Visit } from './support/browser-for-all.ts';
import { newLogin } from './support/people.ts';
import { arrive, downloaded, linkInOutbox, press, proveWithPassword, signIn, signUp } from './support/steps.ts';

/** A step of the story waits for the cluster, not for the page. */
const PATIENCE_MS = 150_000;

// A story: a step that failed is not played again in the middle of it, and what would follow has nothing to stand on.
describe('the journey', { retry: 0 }, () => {
  const visit = browserForAll('all');
  const owner = newLogin('Ada Meyer');
  const approver = newLogin('Björn <b>Šimek</b>');
  const organization = 'Nordwind';
  const names = namesOf('journey');
  let stack: Stack;
  let ada: Visit;
  let bjorn: Visit;
  let plan: string;

  beforeAll(async () => {
    stack = await startStack();
    await installTrainer(stack, names.target_namespace);
  });
  afterAll(() => stack?.stop());
  let broken: string | undefined;
  beforeEach(({ skip }) => skip(broken !== undefined, `"${broken}" failed`));
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') broken ??= task.name;
  });

  const run = (command: string) => runCommand(command, { cluster: stack.cluster, folder: join(stack.folder, 'journey') });
  const waitingPlan = (page: Page) => page.getByRole('row').filter({ hasText: 'Waiting for approval' }).getByRole('link').first();
  const shows = (page: Page, state: string) =>
    page.getByRole('region', { name: 'Decision' }).getByText(state, { exact: true }).first().waitFor({ timeout: PATIENCE_MS });

  it('signs up, and is led to the guide', async () => {
    ada = await visit(stack.url);
    const { page, watch } = ada;
    // Whether somebody is signed in is asked on the first pages; nobody is.
    watch.allow(/status of 401/);
    await page.goto('/');
    await arrive(page, 'Sign in');
    await page.getByRole('link', { name: 'Sign up' }).click();
    await signUp(page, owner);
    await arrive(page, 'Make an organisation');
    await page.getByLabel('Name', { exact: true }).fill(organization);
    await press(page, 'Make organisation');
    await arrive(page, 'Get going');
  });

  it('makes environment, passport and cluster in the guide, and runs the very files and commands that it shows', async () => {
    const { page } = ada;
    await press(page, /^Make environment/);
    await page.getByRole('radio', { name: /^demo/ }).check();
    await press(page, 'Publish and use this passport');
    await proveWithPassword(page, owner);
    await page.getByLabel('Name of the cluster').fill('gpu-journey');
    await press(page, 'Make cluster and token');
    await page.getByRole('radio', { name: /^Apply/i }).check();
    await page.getByRole('textbox', { name: 'Namespace', exact: true }).fill(names.target_namespace);
    await page.getByRole('textbox', { name: 'Deployment' }).fill(TARGET);
    await page.getByRole('textbox', { name: 'Connector namespace' }).fill(names.namespace);
    await page.getByRole('textbox', { name: 'Helm release' }).fill(names.release);
    await press(page, 'Make files and commands');
    await page.getByRole('region', { name: /^Command 1$/ }).waitFor();

    mkdirSync(join(stack.folder, 'journey'), { recursive: true, mode: 0o700 });
    for (const button of await page.getByRole('button', { name: /^Download / }).all()) {
      const { name, text } = await downloaded(page, button);
      // The pace of tests, as a reviewer of the values could add it.
      const pace = name === 'connector-values.yaml' ? QUICK_PACE : '';
      writeFileSync(join(stack.folder, 'journey', name), text + pace, { mode: 0o600 });
    }
    const commands = await page.getByRole('region', { name: /^Command \d+$/ }).allTextContents();
    expect(commands.length).toBeGreaterThanOrEqual(2);
    for (const command of commands) await run(command);
  });

  it('compares the uid and confirms it; the page then ticks itself off to the first proposal, without being loaded again', async () => {
    const { page } = ada;
    const compare = page.getByRole('region', { name: 'Command to compare' });
    await compare.waitFor({ timeout: PATIENCE_MS });
    await page.getByLabel('What the command printed').fill(await run((await compare.textContent()) ?? ''));
    await page.getByText('It is the same uid.').waitFor();
    await press(page, 'Confirm this uid');
    await page.getByText('Heartbeats arrive').waitFor({ timeout: PATIENCE_MS });
    const done = page.getByRole('region', { name: 'Everything is done' });
    await done.waitFor({ timeout: PATIENCE_MS });
    expect(await violationsInBothThemes(page)).toEqual([]);
    await done.getByRole('link', { name: 'Look at the plan' }).click();
    plan = new URL(page.url()).pathname;
    await shows(page, 'Waiting for approval');
  });

  it('invites an approver through the outbox, who signs up and joins in a browser of their own', async () => {
    const { page } = ada;
    await page.goto('/settings/members');
    await press(page, 'Invite somebody');
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('E-mail address').fill(approver.email);
    await press(dialog, 'Invite as approver');
    await dialog.getByText('is invited as approver').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    bjorn = await visit(stack.url);
    bjorn.watch.allow(/status of 401/);
    await bjorn.page.goto(await linkInOutbox(stack.url, approver.email));
    await bjorn.page.getByRole('link', { name: 'Sign up' }).click();
    await signUp(bjorn.page, approver);
    await press(bjorn.page, /^Accept as/);
    await arrive(bjorn.page, 'Overview');
  });

  it('is approved by the approver, applied, acknowledged and receipted while the owner looks on; the receipt is the connector’s', async () => {
    await ada.page.goto(plan);
    await shows(ada.page, 'Waiting for approval');
    const { page } = bjorn;
    await page.goto('/plans');
    await waitingPlan(page).click();
    await shows(page, 'Waiting for approval');
    await press(page, 'Approve plan');
    const dialog = page.getByRole('dialog', { name: 'Approve this plan?' });
    await dialog.getByText('Restarts 1 pod').waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await press(dialog, 'Approve plan');
    await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor();
    expect(await violationsInBothThemes(page)).toEqual([]);
    await proveWithPassword(page, approver);
    await Promise.all([page, ada.page].map((each) => shows(each, 'Confirmed')));

    const receipt = ada.page.getByRole('button', { name: /^Download .*\.receipt\./ });
    const { text } = await downloaded(ada.page, receipt);
    const { keyring } = await connectorKey(stack.cluster, names);
    const { payload } = await verifyEnvelope(JSON.parse(text) as DsseEnvelope, keyring, {
      kind: 'receipt',
      purpose: 'connector',
    });
    expect(payload).toMatchObject({ terminal: 'confirmed', verify_after: { acknowledged: { verdict: 'pass' } } });
  });

  it('shows the step down in the chart of the cluster, as numbers too', async () => {
    const { page } = ada;
    await page.goto('/clusters');
    await page.getByRole('link', { name: 'gpu-journey' }).first().click();
    await arrive(page, /gpu-journey/);
    await page.getByRole('slider', { name: /^Step time of/ }).waitFor({ timeout: PATIENCE_MS });
    await press(page, /^Show as table: Series of/);
    const rows = page.getByRole('region', { name: /^Table: Series of/ }).getByRole('row');
    // Newest first; the burst came before the change, and the newest 10 s are after it.
    const medians = async () => {
      const texts = await rows.evaluateAll((all) => all.slice(1).map((row) => row.querySelector('td')?.textContent ?? ''));
      return texts.map((text) => Number(text.replaceAll(',', ''))).filter((value) => value > 0);
    };
    await expect
      .poll(
        async () => {
          const [newest = Number.NaN, ...before] = await medians();
          return newest < Math.max(...before) * 0.8;
        },
        { timeout: PATIENCE_MS, interval: 1_000 },
      )
      .toBe(true);
  });

  it('stops everything from a phone; the next plan is refused with its reason on the screen; the stop is lifted again', async () => {
    const earlier = plan;
    await reinstallTrainer(stack, names.target_namespace);
    await bjorn.page.goto('/plans');
    await waitingPlan(bjorn.page).click({ timeout: PATIENCE_MS });
    await shows(bjorn.page, 'Waiting for approval');
    expect(new URL(bjorn.page.url()).pathname).not.toBe(earlier);

    const phone = await visit(stack.url, PHONE);
    phone.watch.allow(/status of 401/);
    const { page } = phone;
    await page.goto('/sign-in');
    await signIn(page, owner);
    await arrive(page, 'Overview');
    await page.getByRole('button', { name: 'Stop changes…' }).tap();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^Everything in/ }).check();
    await dialog.getByRole('button', { name: 'Incident under way' }).tap();
    await dialog.getByLabel('Type the name of what you stop').fill(organization);
    expect(await violationsInBothThemes(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^Stop changes in/ }).tap();
    await dialog.getByText(/^Nothing is written in/).waitFor();

    await press(bjorn.page, 'Approve plan');
    await press(bjorn.page.getByRole('dialog', { name: 'Approve this plan?' }), 'Approve plan');
    await shows(bjorn.page, 'Blocked');
    await bjorn.page.getByRole('region', { name: 'Decision' }).getByText('A kill switch was on.').waitFor();

    await dialog.getByRole('button', { name: 'Close' }).last().tap();
    await page.getByRole('button', { name: /^Stopped/ }).tap();
    await dialog.getByRole('button', { name: /^Lift/ }).first().tap();
    await dialog.getByRole('button', { name: 'Incident closed' }).tap();
    await dialog.getByRole('button', { name: 'Lift the stop' }).tap();
    await proveWithPassword(page, owner);
    await page.getByText(/^Changes are possible again in/).waitFor();
    await ada.page.goto('/settings/kill-switch');
    await ada.page.getByText('Changes allowed').first().waitFor();
  });
});
