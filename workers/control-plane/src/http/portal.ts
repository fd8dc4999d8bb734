import type { OpenAPIHono } from '@hono/zod-openapi';
import { ModeKeeperError } from '@modekeeper/contracts';
import type { Context } from 'hono';
import type { AppEnv } from './app-env.ts';

/** Files whose name changes with their content: kept for ever by browsers. */
const HASHED = /^\/assets\/[^/]+-[\w-]{8}\.\w+$/;
/** Not pages of the portal: what the API and the sandbox do not answer under these is missing. */
const NOT_PAGES = ['/v1/', '/sandbox/', '/docs/', '/assets/'];

/**
 * The portal's files, from the Worker's static assets; they pass through here, so that they carry the same security headers as everything
 * else. Registered before the budget of requests: a whole office behind one address loads pages, and none of this touches data.
 */
export function addPortalFiles(app: OpenAPIHono<AppEnv>): void {
  app.get('/assets/*', async (c, next) => (await file(c)) ?? next());
  app.get('/:name{[\\w-]+\\.(js|svg)}', async (c, next) => (await file(c)) ?? next());
}

/** A single page app: every address that is no file and belongs to nobody else is its page. Registered last. */
export function addPortalPages(app: OpenAPIHono<AppEnv>): void {
  app.get('*', async (c, next) => {
    const { path } = c.req;
    const isPage = !NOT_PAGES.some((prefix) => path.startsWith(prefix)) && !/\.\w+$/.test(path);
    return isPage ? page(c) : next();
  });
}

async function file(c: Context<AppEnv>): Promise<Response | null> {
  const { path } = c.req;
  const answer = await c.env.ASSETS.fetch(new URL(path, c.req.url));
  if (!answer.ok) return null;
  // Copied: headers of an answer from the binding cannot be changed.
  const copy = new Response(answer.body, answer);
  copy.headers.set('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
  return copy;
}

async function page(c: Context<AppEnv>): Promise<Response> {
  const answer = await c.env.ASSETS.fetch(new URL('/index.html', c.req.url));
  if (!answer.ok) throw notBuilt();
  // The portal shows the sandbox's own parts (its outbox, how far it is built) only where they exist.
  const html = (await answer.text()).replace('<html ', `<html data-deployment="${c.get('base').config.ENVIRONMENT}" `);
  return c.html(html, 200, { 'cache-control': 'no-cache' });
}

function notBuilt(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'not_found',
    message: 'The portal was not built into this control plane.',
    hint: 'Build it (npm run build:portal) and start again; npm start and npm run deploy do so themselves.',
  });
}
