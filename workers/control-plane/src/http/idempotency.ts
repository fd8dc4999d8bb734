import { ModeKeeperError, sha256Hex } from '@modekeeper/contracts';
import { idempotencyRows, isUnavailable, platformRows } from '@modekeeper/db';
import { createMiddleware } from 'hono/factory';
import type { BaseCtx, MemberCtx } from '../platform/context.ts';
import { answerLost, invalidRequest } from '../platform/problems.ts';
import { keyedDigest, seal, unseal } from '../platform/seal.ts';
import type { UserEnv } from './app-env.ts';

/** After this long an unanswered claim counts as abandoned (the Worker died): the key may be used again. */
const CLAIM_MS = 60_000;

type Key = idempotencyRows.IdempotencyScope;

/**
 * A POST with an `Idempotency-Key` is carried out once: the same key and body get the same answer for 24 h. Answers are encrypted, because
 * some show a token once. Refusals and failures give the key back; the mark that a batch leaves (`commit`) keeps a failure whose outcome is
 * not known from happening twice: then the repeat is told `idempotency_answer_lost`.
 */
export const idempotent = createMiddleware<UserEnv>(async (c, next) => {
  const given = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined;
  if (given === undefined) return next();
  if (!/^[\x21-\x7e]{1,200}$/.test(given)) throw invalidRequest('Idempotency-Key must be 1 to 200 visible characters.');
  const base = c.get('base');
  const user = c.get('user');
  const member: MemberCtx | undefined = Reflect.get(c.var, 'member');
  const user_id = user.user.id;
  const key: Key = { scope: member?.tenant_id ?? user_id, route: c.req.path, key_hash: sha256Hex(`${user_id}\n${given}`) };
  // Keyed: some bodies hold a password.
  const body_hash = await keyedDigest(base.config.AUTH_SECRET, labelOf(key), await c.req.text());
  const [claimed, carried_out] = await Promise.all([
    platformRows.claimIdempotencyKey(base.platform, {
      ...key,
      body_hash,
      created_at_ms: base.now_ms,
      expires_at_ms: base.now_ms + CLAIM_MS,
    }),
    idempotencyRows.wasCommitted(member?.database ?? base.platform, key, base.now_ms),
  ]);
  if (!claimed) {
    c.res = await earlierAnswer(base, key, body_hash);
    return;
  }
  if (carried_out) {
    await platformRows.releaseIdempotencyKey(base.platform, key);
    throw answerLost();
  }
  const idempotency = { ...key, request_id: base.request_id };
  c.set('user', { ...user, idempotency });
  if (member !== undefined) Reflect.apply(c.set, c, ['member', { ...member, idempotency }]);
  await next();
  await settle(base, key, c.res);
});

/** Keeps the answer, or gives the key back. A database that is away then changes nothing about the answer: it was earned. */
async function settle(base: BaseCtx, key: Key, response: Response): Promise<void> {
  try {
    if (response.status >= 300) return await platformRows.releaseIdempotencyKey(base.platform, key);
    const answer = await seal(base.config.AUTH_SECRET, labelOf(key), await response.clone().text());
    const expires_at_ms = base.now_ms + idempotencyRows.IDEMPOTENCY_KEPT_MS;
    await platformRows.settleIdempotencyKey(base.platform, key, { status: response.status, answer, expires_at_ms });
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    console.warn(JSON.stringify({ event: 'idempotency_not_settled', request_id: base.request_id, status: response.status }));
  }
}

async function earlierAnswer(base: BaseCtx, key: Key, body_hash: string): Promise<Response> {
  const row = await platformRows.findIdempotencyKey(base.platform, key.scope, key.route, key.key_hash);
  if (row !== undefined && row.body_hash !== body_hash) {
    throw new ModeKeeperError({
      code: 'idempotency_conflict',
      message: 'This Idempotency-Key was used for a different request within the last 24 hours.',
      hint: 'Use a new key for a new request.',
    });
  }
  const answer = row?.answer == null ? undefined : await unseal(base.config.AUTH_SECRET, labelOf(key), row.answer);
  if (row?.status == null || answer === undefined) {
    throw new ModeKeeperError({
      code: 'idempotency_in_progress',
      message: 'A request with this Idempotency-Key is still being carried out.',
      hint: 'Repeat it in a few seconds to get its answer.',
    });
  }
  const headers = { 'content-type': 'application/json; charset=UTF-8', 'idempotency-replayed': 'true' };
  return new Response(answer === '' ? null : answer, { status: row.status, headers });
}

function labelOf(key: Key): string {
  return `idempotency/${key.scope}/${key.route}/${key.key_hash}`;
}
