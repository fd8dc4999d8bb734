import { ModeKeeperError, sha256Hex } from '@modekeeper/contracts';
import type { BaseCtx } from './context.ts';

const MINUTE_MS = 60_000;

/** How often something guessable may be tried, by whom it is counted. */
const LIMITS = {
  sign_in_email: { max: 10, window_ms: 15 * MINUTE_MS },
  sign_in_address: { max: 100, window_ms: 15 * MINUTE_MS },
  sign_up_address: { max: 20, window_ms: 60 * MINUTE_MS },
  password_reset_email: { max: 5, window_ms: 60 * MINUTE_MS },
  password_reset_address: { max: 30, window_ms: 60 * MINUTE_MS },
  step_up_user: { max: 10, window_ms: 15 * MINUTE_MS },
  invitation_user: { max: 20, window_ms: 15 * MINUTE_MS },
  enroll_address: { max: 120, window_ms: 10 * MINUTE_MS },
  rotate_address: { max: 120, window_ms: 10 * MINUTE_MS },
} as const;
export type AttemptKind = keyof typeof LIMITS;

/** In the sandbox everybody has the same address: tests and benchmarks must not lock a person out. */
const SANDBOX_ADDRESS_FACTOR = 100;

/** Counts an attempt. The subject is hashed: no e-mail address becomes an object's name. @throws ModeKeeperError `rate_limited` */
export async function countAttempt(ctx: BaseCtx, kind: AttemptKind, subject: string): Promise<void> {
  const { max, window_ms } = LIMITS[kind];
  const factor = kind.endsWith('_address') && ctx.config.ENVIRONMENT === 'sandbox' ? SANDBOX_ADDRESS_FACTOR : 1;
  const { allowed, retry_after_s } = await limiterOf(ctx, kind, subject).take(max * factor, window_ms);
  if (!allowed) throw rateLimited(retry_after_s);
}

/** Forgets earlier attempts, after one that succeeded. */
export async function clearAttempts(ctx: BaseCtx, kind: AttemptKind, subject: string): Promise<void> {
  await limiterOf(ctx, kind, subject).clear();
}

export function rateLimited(retry_after_s: number): ModeKeeperError {
  return new ModeKeeperError({
    code: 'rate_limited',
    message: 'There were too many requests of this kind in a short time.',
    hint: `Wait ${retry_after_s} seconds, then try again.`,
  });
}

function limiterOf(ctx: BaseCtx, kind: AttemptKind, subject: string) {
  return ctx.env.RATE_LIMITER.getByName(`${kind}/${sha256Hex(subject.trim().toLowerCase())}`);
}
