import type { platformRows } from '@modekeeper/db';
import { html } from 'hono/html';
import { page } from '../http/page.ts';
import { apiTime } from '../http/paging.ts';

type ProgressItem = { id: string; label: string; state: string; detail: string; updated_at: string };

/** `/sandbox`: what `npm start` has done so far, and where to go on. Readable without script; with it, kept up to date. */
export function progressPage(items: ProgressItem[]) {
  const rows = items.map(
    (
      item,
    ) => html`<li class="panel" data-id="${item.id}"><span class="state state-${item.state}">${STATE_WORDS[item.state] ?? item.state}</span> ${item.label}
<span class="muted">${item.detail}</span></li>`,
  );
  return page(
    'Sandbox',
    html`<h1>ModeKeeper sandbox</h1>
<nav aria-label="Pages"><a href="/">Portal</a><a href="/docs">API</a><a href="/openapi.json">openapi.json</a><a href="/sandbox/outbox">Outbox</a></nav>
<h2>Progress</h2>
<p class="muted" id="freshness" role="status">${items.length === 0 ? 'Nothing reported yet: npm start reports here.' : 'As of the last load of this page.'}</p>
<ul class="plain" id="progress">${rows}</ul>`,
    '/assets/progress.js',
  );
}

const STATE_WORDS: Record<string, string> = { waiting: '· waiting', running: '… running', done: '✓ done', failed: '✗ failed' };

/** Script of the progress page: reads the same rows every two seconds, and says so when it cannot. */
export const PROGRESS_JS = `
const words = ${JSON.stringify(STATE_WORDS)};
const list = document.getElementById('progress');
const freshness = document.getElementById('freshness');
function row(item) {
  const line = document.createElement('li');
  line.className = 'panel';
  const state = document.createElement('span');
  state.className = 'state state-' + item.state;
  state.textContent = words[item.state] ?? item.state;
  const detail = document.createElement('span');
  detail.className = 'muted';
  detail.textContent = item.detail;
  line.append(state, ' ' + item.label + ' ', detail);
  return line;
}
async function refresh() {
  try {
    const response = await fetch('/sandbox/progress');
    if (!response.ok) throw new Error('status ' + response.status);
    const { items } = await response.json();
    list.replaceChildren(...items.map(row));
    freshness.textContent = items.length === 0 ? 'Nothing reported yet: npm start reports here.' : 'Up to date: ' + new Date().toLocaleTimeString();
  } catch (error) {
    freshness.textContent = 'The control plane does not answer (' + error.message + '); what is below may be old.';
  }
  setTimeout(refresh, 2000);
}
refresh();
`;

/** `/sandbox/outbox`: what would have been sent by e-mail, newest first. */
export function outboxPage(emails: platformRows.Email[]) {
  return page(
    'Outbox',
    html`<h1>Outbox</h1>
<p class="muted">E-mails that this sandbox would have sent, newest first. <a href="/sandbox">Back</a></p>
${emails.length === 0 ? html`<p>Nothing yet: invitations and password resets appear here.</p>` : ''}
${emails.map(
  (
    email,
  ) => html`<article class="panel"><h3>${email.subject}</h3><p class="muted">To ${email.recipient} · ${apiTime(email.created_at_ms)}</p>
<p>${email.body}</p><p><a href="${email.link}">${email.link}</a></p></article>`,
)}`,
  );
}
