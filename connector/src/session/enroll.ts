import {
  type EnrollRequest,
  type EnrollResponse,
  enrollResponseSchema,
  isModeKeeperError,
  sha256Hex,
  strictParse,
} from '@modekeeper/contracts';
import { z } from 'zod';
import type { Clock, RandomSource } from '../ports.ts';
import type { PostJson } from './post-json.ts';

export type EnrollResult =
  | { readonly kind: 'enrolled'; readonly enrollment: EnrollResponse }
  /** `final`: this token will never do; a person must act. Wait minutes, then look whether there is another token. */
  | { readonly kind: 'refused'; readonly final: boolean; readonly code: string; readonly why: string; readonly wait_ms: number };

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }) });
const MINUTE_MS = 60_000;
const ADVICE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    token_missing:
      'There is no enrolment token. Create one in the portal (cluster, "Install") and give it as enrollment.token, or as key `token` of the Secret enrollment.existingSecret.',
    token_invalid:
      'The enrolment token is not known. Copy it again from the portal, or create a new one, and upgrade the release.',
    token_used: 'The enrolment token was used by another connector. Create a new one in the portal and upgrade the release.',
    token_expired: 'The enrolment token has expired (one hour). Create a new one in the portal and upgrade the release.',
    cluster_refused: 'The cluster was removed or revoked. Create it again in the portal.',
  }),
);

/** What to do about a code; for logs and `/readyz`. */
export function adviceFor(code: string): string | null {
  return ADVICE.get(code) ?? null;
}

export interface EnrollInput {
  readonly control_plane_url: string;
  readonly request: EnrollRequest;
  readonly post: PostJson;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Failures in a row so far. */
  readonly attempt: number;
}

/** One attempt at `POST /v1/enroll`. The token stands in the request only, never in a message. */
export async function enroll(input: EnrollInput): Promise<EnrollResult> {
  const url = new URL('/v1/enroll', input.control_plane_url).toString();
  const { token, public_key } = input.request;
  // The same token with the same key is the same request, however often it is sent.
  const answer = await input.post(url, input.request, { 'idempotency-key': sha256Hex(`${token} ${public_key}`).slice(0, 32) });
  const soon_ms = Math.min(MINUTE_MS, 1000 * 2 ** Math.min(input.attempt, 6)) * (0.5 + input.random.fraction() / 2);
  if (answer.kind === 'failed') {
    return {
      kind: 'refused',
      final: false,
      code: answer.code,
      why: answer.why,
      wait_ms: soon_ms,
    };
  }
  if (answer.status >= 200 && answer.status < 300) {
    const body = enrollResponseSchema.safeParse(parsed(answer.body));
    if (body.success) return { kind: 'enrolled', enrollment: body.data };
    return {
      kind: 'refused',
      final: false,
      code: 'frame_invalid',
      why: 'The control plane answered the enrolment in another form; check its address and version.',
      wait_ms: MINUTE_MS,
    };
  }
  const error = errorBody.safeParse(parsed(answer.body));
  const code = error.success ? error.data.error.code : `http_${answer.status}`;
  const why =
    ADVICE.get(code) ??
    (error.success ? error.data.error.message : `The control plane answered the enrolment with status ${answer.status}.`);
  const final = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  const wait_ms = answer.retry_after_s === null ? (final ? refusedWait(input) : soon_ms) : answer.retry_after_s * 1000;
  return { kind: 'refused', final, code, why, wait_ms };
}

/** 2 to 15 minutes, with jitter. */
function refusedWait({ attempt, random }: EnrollInput): number {
  return Math.min(15, 2 * 2 ** Math.min(attempt, 3)) * MINUTE_MS * (0.75 + random.fraction() / 4);
}

function parsed(text: string): unknown {
  try {
    return strictParse(text);
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}
