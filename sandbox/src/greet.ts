import { openBrowser } from './platform/open-browser.ts';
import type { Platform } from './stack/platform.ts';

type Say = (line: string) => void;
type Options = { open: boolean; say: Say /** Lines on what else there is: connector, KUBECONFIG. */; also?: string[] };

/** Says where everything is, and opens the portal in a browser when that was asked for. */
export async function greet({ folder, secrets, url }: Platform, { also = [], open, say }: Options): Promise<void> {
  const { approver, owner } = secrets.logins;
  const lines = [
    '',
    `The portal is at ${url}`,
    `  API documentation ${url}/docs   e-mails of the sandbox ${url}/sandbox/outbox`,
    `  owner     ${owner.email}   ${owner.password}`,
    `  approver  ${approver.email}   ${approver.password}`,
    `  state     ${folder.path}`,
    `  logs      ${folder.logs}`,
    ...also.map((line) => `  ${line}`),
    '',
  ];
  say(lines.join('\n'));
  if (open && !(await openBrowser(url))) say(`No browser could be opened from here; open ${url} yourself.`);
}
