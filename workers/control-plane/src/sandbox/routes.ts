import type { OpenAPIHono } from '@hono/zod-openapi';
import { platformRows } from '@modekeeper/db';
import type { z } from 'zod';
import type { AppEnv } from '../http/app-env.ts';
import { apiTime } from '../http/paging.ts';
import { readJson } from '../http/well-formed.ts';
import { invalidRequest } from '../platform/problems.ts';
import { adminOnly, sandboxOnly } from './admin.ts';
import { outboxPage, PROGRESS_JS, progressPage } from './pages.ts';
import { listProgress, putProgress } from './progress.ts';
import { progressSchema, trustUploadSchema } from './schemas.ts';
import { uploadTrust } from './upload-trust.ts';

const SCRIPT = { 'content-type': 'text/javascript; charset=UTF-8', 'cache-control': 'public, max-age=300' } as const;

/** Pages and uploads of the sandbox; not part of the API, so not in /openapi.json. */
export function addSandboxRoutes(app: OpenAPIHono<AppEnv>): void {
  app.use('/sandbox', sandboxOnly);
  app.use('/sandbox/*', sandboxOnly);
  app.get('/sandbox', async (c) => c.html(progressPage(await listProgress(c.get('base')))));
  app.get('/assets/progress.js', sandboxOnly, (c) => c.body(PROGRESS_JS, 200, SCRIPT));
  app.get('/sandbox/progress', async (c) => c.json({ items: await listProgress(c.get('base')) }));
  app.post('/sandbox/progress', adminOnly, async (c) => {
    await putProgress(c.get('base'), parse(progressSchema, await readJson(c.req)));
    return c.json({ ok: true });
  });
  app.post('/sandbox/trust', adminOnly, async (c) => {
    await uploadTrust(c.get('base'), parse(trustUploadSchema, await readJson(c.req)));
    return c.json({ ok: true });
  });
  app.get('/sandbox/outbox', async (c) => {
    const emails = await platformRows.listEmails(c.get('base').platform);
    if (!c.req.header('accept')?.includes('application/json')) return c.html(outboxPage(emails));
    return c.json({ items: emails.map(emailView) });
  });
}

function emailView(email: platformRows.Email) {
  const { body, created_at_ms, id, kind, link, recipient, subject } = email;
  return { id, kind, to: recipient, subject, text: `${body}\n\n${link}`, link, created_at: apiTime(created_at_ms) };
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fault = parsed.error.issues[0];
  throw invalidRequest(`The body does not fit: ${fault?.path.join('.') ?? ''}: ${fault?.message ?? 'wrong shape'}.`);
}
