// `npm run shots`: a picture of every page, light and dark, wide and phone, full and empty, into `shots/`; index.html shows them all.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@modekeeper/sandbox';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../launch.ts';
import { type QuickReport, quickReports } from '../reports/quick-reports.ts';
import { bareScene, emptyScene, fullScene } from '../seed/scene.ts';
import { visitIn } from '../support/browser-for-all.ts';
import { invitationToken, newPerson, type Person } from '../support/people.ts';
import { startBarePlatform } from '../support/platform.ts';
import { contactSheet } from './contact-sheet.ts';
import { type Fullness, type PageShot, pageShots, planShots, type Viewer } from './pages.ts';
import { SIZES, take, type Width } from './take.ts';

const folder = join(repositoryRoot(), 'shots');
const begun_ms = performance.now();
const say = (line: string) =>
  process.stderr.write(`[${((performance.now() - begun_ms) / 1000).toFixed(0).padStart(4)} s] ${line}\n`);

type Look = { theme: 'light' | 'dark'; width: Width };
type Batch = { fullness: Fullness; viewers: Partial<Record<Viewer, Person>>; shots: PageShot[] };

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
say('starting the control plane');
const platform = await startBarePlatform();
const browser = await launchBrowser();
const remarks: string[] = [];
const files: string[] = [];
try {
  say('seeding');
  const sets = await seed();
  const looks = (['light', 'dark'] as const).flatMap((theme) =>
    Object.keys(SIZES).map((width): Look => ({ theme, width: Number(width) as Width })),
  );
  // Two at a time: one page loads while the other is drawn.
  const work = sets.flatMap((set) => looks.map((look) => () => photograph(browser, set, look)));
  const worker = async () => {
    for (let next = work.shift(); next !== undefined; next = work.shift()) await next();
  };
  await Promise.all([worker(), worker()]);
  say('reports of mk quickstart');
  const reports = await quickReports();
  for (const look of looks) await photographReports(browser, reports, look);
} finally {
  await browser.close();
  await platform.stop();
}
files.sort();
writeFileSync(join(folder, 'index.html'), contactSheet(files, remarks));
for (const remark of remarks) say(`!! ${remark}`);
say(`${files.length} pictures: ${join(folder, 'index.html')}`);
process.exit();

async function seed(): Promise<Batch[]> {
  const full = await fullScene(platform, { plans: 120 });
  const empty = await emptyScene(platform);
  const bare = await bareScene(platform);
  const invited = await newPerson(platform.url, 'Nils Neu');
  await full.owner.api.post('/v1/invitations', { email: invited.login.email, role: 'approver' });
  const token = await invitationToken(platform.url, invited.login.email);
  const query = {
    '/invitations/accept': `?token=${token}`,
    '/reset-password': '?token=a-token-of-nothing',
    '/sign-in': '?next=%2Fplans',
  };
  const shotsOfBare = pageShots(bare.ids);
  return [
    {
      fullness: 'full',
      viewers: { member: full.owner, newcomer: invited },
      shots: [...pageShots(full.ids, query), ...planShots(full)],
    },
    {
      fullness: 'empty',
      viewers: { member: empty.owner, newcomer: await newPerson(platform.url, 'Nina Neu') },
      shots: shotsOfBare.filter(({ hasId }) => !hasId),
    },
    { fullness: 'empty', viewers: { member: bare.owner }, shots: shotsOfBare.filter(({ hasId }) => hasId) },
  ];
}

async function photographReports(browser: Browser, reports: readonly QuickReport[], { theme, width }: Look): Promise<void> {
  const size = { width: Number(width), height: SIZES[width] };
  const context = await browser.newContext({ colorScheme: theme, viewport: size });
  const page = await context.newPage();
  for (const { name: report, url } of reports) {
    const name = `quickstart-${report}-${theme}-${width}.png`;
    await page.goto(url);
    remarks.push(...(await take(page, width, { folder, name })));
    files.push(name);
  }
  await context.close();
}

async function photograph(browser: Browser, { fullness, shots, viewers }: Batch, { theme, width }: Look): Promise<void> {
  say(`${fullness} ${theme} ${width}`);
  const size = { width: Number(width), height: SIZES[width] };
  for (const viewer of new Set(shots.map((shot) => shot.viewer))) {
    const as = viewers[viewer];
    const { context, page, watch } = await visitIn(browser, platform.url, { theme, viewport: size, ...(as && { as }) });
    // Nobody is signed in on these pages, and they ask.
    if (viewer === 'visitor') watch.allow(/401/);
    for (const shot of shots.filter((each) => each.viewer === viewer)) {
      const name = `${shot.name}-${fullness}-${theme}-${width}.png`;
      try {
        await page.goto(shot.path);
        remarks.push(...(await take(page, width, { folder, name })));
        files.push(name);
      } catch (cause) {
        remarks.push(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`);
      }
      remarks.push(...watch.take().map((words) => `${name}: ${words}`));
    }
    await context.close();
  }
}
