import { DurableObject } from 'cloudflare:workers';

export type Attempt = { allowed: boolean; retry_after_s: number };

/**
 * Counts attempts at one thing (one e-mail address, one network address) exactly: one object per key, fixed window from the first attempt.
 * For the few routes where guessing pays; the ordinary budget of requests uses the platform's rate-limit bindings, which cost no round trip.
 */
export class RateLimiter extends DurableObject {
  /** Counts one attempt. @param window_ms length of the window; at most `max` attempts in it */
  async take(max: number, window_ms: number): Promise<Attempt> {
    const now_ms = Date.now();
    const before = await this.ctx.storage.get<{ count: number; ends_at_ms: number }>('window');
    const current = before !== undefined && before.ends_at_ms > now_ms ? before : { count: 0, ends_at_ms: now_ms + window_ms };
    if (current.count >= max) return { allowed: false, retry_after_s: Math.ceil((current.ends_at_ms - now_ms) / 1000) };
    await this.ctx.storage.put('window', { count: current.count + 1, ends_at_ms: current.ends_at_ms });
    if (current.count === 0) await this.ctx.storage.setAlarm(current.ends_at_ms + 1000);
    return { allowed: true, retry_after_s: 0 };
  }

  /** Forgets the attempts: the right password was given. */
  async clear(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
