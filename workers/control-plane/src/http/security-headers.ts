import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sets what every answer carries. An accepted WebSocket is left alone: its headers cannot be changed. */
export const securityHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  const headers = c.res.headers;
  c.header('content-security-policy', CONTENT_SECURITY_POLICY);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  c.header('x-frame-options', 'DENY');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('cross-origin-resource-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
  // Pages tell a wrong clock of their computer by it; workerd on its own, unlike the edge, sends none.
  if (!headers.has('date')) c.header('date', new Date().toUTCString());
  if (!headers.has('cache-control')) c.header('cache-control', 'no-store');
  c.header('modekeeper-request-id', c.get('request_id'));
  if (new URL(c.req.url).protocol === 'https:') c.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
});
