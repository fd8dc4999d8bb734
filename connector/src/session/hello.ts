import { type GuardResult, type HelloBody, PROTOCOL_VERSION, type Right, type UpBody } from '@modekeeper/contracts';
import type { Passports } from '../config/passports.ts';
import type { Core } from '../core.ts';
import { openPlans } from '../journal/changes.ts';
import { sumUp } from '../kill/reading.ts';
import type { NamedTarget } from '../observe/target-watch.ts';

/** What this build can do beyond the protocol's first version. */
const CAPABILITIES = ['apply.deployment_template', 'verify.effect', 'telemetry.pod_logs'] as const;

export interface HelloInput {
  readonly core: Core;
  readonly boot_id: string;
  readonly stream: string;
  /** What is watched now. */
  readonly targets: readonly NamedTarget[];
  readonly passports: Passports;
  readonly rights: readonly Right[];
  readonly guard: GuardResult;
  readonly kubernetes_version: string | null;
}

export function namedTargets(core: Pick<Core, 'config'>): NamedTarget[] {
  return core.config.targets.filter((target): target is NamedTarget => 'name' in target);
}

/** First frame up on every connection. */
export async function makeHello({
  core,
  boot_id,
  stream,
  targets,
  passports,
  rights,
  guard,
  kubernetes_version,
}: HelloInput): Promise<HelloBody> {
  const watched = await Promise.all(
    targets.map(async ({ apiVersion, kind, namespace, name, passport }) => {
      const mounted = await passports.read(passport);
      return { target: { apiVersion, kind, namespace, name }, passport_digest: mounted.kind === 'valid' ? mounted.digest : null };
    }),
  );
  const inbound = core.journal.value.inbound;
  return {
    boot_id,
    stream,
    last_acknowledged: inbound,
    protocol: { min: PROTOCOL_VERSION, max: PROTOCOL_VERSION },
    capabilities: [...CAPABILITIES],
    mode: core.config.mode,
    targets: watched,
    rights: [...rights],
    guard,
    kill: core.kill.view(await core.kill.read(null, null)),
    versions: { connector: core.version, chart: core.config.chart_version, kubernetes: kubernetes_version },
  };
}

/** Body of the heartbeat frame: what may be told without asking anybody. */
export function makeHeartbeat(core: Core, api_server_offset_ms: number | null): UpBody<'heartbeat'> {
  const plans = openPlans(core.journal.value).map(({ plan_id, plan_digest, state, revision }) => ({
    plan_id,
    plan_digest,
    state,
    revision,
  }));
  return {
    kill: core.kill.view(core.kill.last ?? sumUp([])),
    clock: { now_ms: core.clock.now_ms(), api_server_offset_ms },
    open_plans: plans,
  };
}
