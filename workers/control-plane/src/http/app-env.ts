import type { BaseCtx, MemberCtx, UserCtx } from '../platform/context.ts';
import type { Env } from '../platform/env.ts';

/** Hono's types for the whole app. `user` and `member` are there on routes made with `userRoute` and `tenantRoute`. */
export type AppEnv = { Bindings: Env; Variables: { request_id: string; base: BaseCtx } };
export type UserEnv = AppEnv & { Variables: { user: UserCtx } };
export type MemberEnv = UserEnv & { Variables: { member: MemberCtx } };
