/** Sending must start at most this long after the claim (safety, section 3). */
const SEND_WINDOW_S = 900;

/** An unanswered request can no longer land after its server-side timeout of 10 s plus 15 s margin. */
export const RESOLVE_WAIT_MS = 25_000;

/** A request whose pre-image is still there is sent again at most this often. */
export const RESOLVE_MAX_RETRIES = 3;

/** A plan that cannot be read back for this long needs a person. */
export const READ_BACK_LIMIT_MS = 900_000;

/** Last moment for sending, epoch seconds: the plan's expiry or 15 minutes after the claim, whichever is earlier. */
export function sendDeadline(expires_at: number, claimed_at: number): number {
  return Math.min(expires_at, claimed_at + SEND_WINDOW_S);
}
