import { ModeKeeperError } from '@modekeeper/contracts';
import { createMiddleware } from 'hono/factory';
import type { Config } from '../platform/config.ts';
import type { AppEnv } from './app-env.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a method changes nothing. */
export function isSafe(method: string): boolean {
  return SAFE.has(method);
}

/** Routes whose caller shows a token of its own and no cookie: connectors, and `npm start` in the sandbox. */
const WITHOUT_COOKIE = ['/v1/enroll', '/v1/rotate-key', '/v1/connect'];

/**
 * Refuses writes that another site could have caused: they need our own header (a form cannot send it, a script elsewhere would need our
 * permission) and, when a browser names one, our own origin. WebSocket upgrades know no such header: there the origin alone is judged.
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  const { path } = c.req;
  const bearer = WITHOUT_COOKIE.includes(path) || (path.startsWith('/sandbox/') && c.req.header('authorization') !== undefined);
  const upgrade = c.req.header('upgrade')?.toLowerCase() === 'websocket';
  const write = !isSafe(c.req.method);
  if ((write || upgrade) && !bearer) {
    const origin = c.req.header('origin');
    if (origin !== undefined && !isOwn(origin, c.get('base').config)) throw refused(`the request came from another origin`);
    if (write && c.req.header('modekeeper-request') !== '1') throw refused('the header ModeKeeper-Request is missing');
  }
  await next();
});

/** Our origin. In the sandbox `localhost` and `127.0.0.1` are the same machine, and people type either. */
function isOwn(origin: string, config: Config): boolean {
  if (origin === config.PUBLIC_URL) return true;
  return config.ENVIRONMENT === 'sandbox' && origin.replace('://127.0.0.1', '://localhost') === config.PUBLIC_URL;
}

function refused(why: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'origin_refused',
    message: `The request was refused because ${why}.`,
    hint: 'Send writes from our own pages, or from a program with the header ModeKeeper-Request: 1 and no Origin of another site.',
  });
}
