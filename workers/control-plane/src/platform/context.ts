import type { Role } from '@modekeeper/contracts';
import type { Database, idempotencyRows, TenantCtx } from '@modekeeper/db';
import type { Actor, UserActor } from './actor.ts';
import type { Config } from './config.ts';
import type { Env } from './env.ts';

/** What every request, socket message and cron job has: no tenant yet. */
export type BaseCtx = {
  readonly env: Env;
  readonly config: Config;
  /** The platform's database: identity, directory of memberships, trust documents. */
  readonly platform: Database;
  readonly request_id: string;
  /** Time at which the request began; milliseconds since the epoch. */
  readonly now_ms: number;
  /** Address (IPv6: network) that the request came from, for budgets; empty where there is none. */
  readonly address: string;
  /** The keyed POST that this is: every batch of it says so, so that a repeat cannot do it twice. */
  readonly idempotency?: idempotencyRows.IdempotencyMark;
  /** Runs work after the answer, within the request's own life. */
  readonly defer: (work: Promise<unknown>) => void;
};

/** A signed-in person who has not named an organization. */
export type UserCtx = BaseCtx & {
  readonly actor: UserActor;
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
  readonly session: { readonly id: string; readonly created_at_ms: number; readonly expires_at_ms: number };
};

/** What a verb of a tenant gets: the tenant's handles, who acts, and in which role (null for connectors and the system). */
export type VerbCtx = BaseCtx & TenantCtx & { readonly actor: Actor; readonly role: Role | null };

/** A verb's context of a signed-in member. */
export type MemberCtx = VerbCtx & UserCtx & { readonly role: Role };
