import { misconfigured } from '../http/base.ts';
import type { Actor } from '../platform/actor.ts';
import { type Config, readConfig } from '../platform/config.ts';
import type { VerbCtx } from '../platform/context.ts';
import type { Env } from '../platform/env.ts';
import { platformDatabase, tenantContext } from '../platform/placement.ts';
import { newId } from '../platform/random.ts';
import type { GatewayCore } from './core.ts';
import { now } from './core.ts';
import { readBirth, readKeys } from './store/identity.ts';
import { readState } from './store/state.ts';

/** The checked configuration; a Worker that lacks it answers no request, so an object seldom gets here without. */
export function configOf(env: Env): Config {
  const result = readConfig(env);
  if (result.ok) return result.config;
  throw misconfigured(result.faults);
}

/** Context of a verb that the object runs for its own tenant: as the connector for what it reported, else as the gateway. */
export function verbCtx(core: GatewayCore, as: 'connector' | 'gateway'): VerbCtx & { cluster_id: string } {
  const config = configOf(core.env);
  const birth = readBirth(core.sql);
  if (birth === undefined) throw new Error('an object without birth runs no verbs');
  const key_id = readState(core.sql, 'current_key_id') ?? readKeys(core.sql)[0]?.key_id ?? '';
  const actor: Actor =
    as === 'connector' ? { type: 'connector', cluster_id: birth.cluster_id, key_id } : { type: 'system', name: 'gateway' };
  return {
    ...tenantContext(core.env, config, birth.tenant_id),
    env: core.env,
    config,
    platform: platformDatabase(config),
    request_id: newId('req'),
    now_ms: now(),
    address: '',
    defer: (work) => core.ctx.waitUntil(work),
    actor,
    role: null,
    cluster_id: birth.cluster_id,
  };
}
