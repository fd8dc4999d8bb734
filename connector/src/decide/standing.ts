import type { PlanChange } from '@modekeeper/contracts';
import {
  CHORD_CATALOG,
  EMPTY_LEDGER,
  guardActuators,
  judgePassport,
  knobPointer,
  mirrorPointer,
  predictEffect,
  readObjectFacts,
  standingBlock,
} from '@modekeeper/engine';
import { type Deployment, jsonOf } from '@modekeeper/kube';
import type { MountedPassport } from '../config/passports.ts';
import type { ExecuteContext } from '../execute/context.ts';

export interface StandingInput {
  readonly target: string;
  readonly live: Deployment;
  readonly mounted: Extract<MountedPassport, { kind: 'valid' }>;
  readonly changes: readonly PlanChange[];
}

/** What would block an apply of these changes right now; decides whether the reason of an earlier `blocked` has gone. */
export async function standingBlockFor(
  ctx: ExecuteContext,
  { target, live, mounted, changes }: StandingInput,
): Promise<string | null> {
  const object = readObjectFacts(jsonOf(live));
  const watch = ctx.watchOf(target);
  // Nothing else asks again while no plan is made: a guard that was put back would stay absent for ever.
  if (!ctx.guard.of(live.metadata.namespace ?? '').ok)
    await ctx.guard.check({ namespace: live.metadata.namespace ?? '', name: live.metadata.name });
  const [kill, license] = await Promise.all([ctx.kill.read(live.metadata.namespace ?? '', target), ctx.license.gate()]);
  const passport = judgePassport({
    passport: mounted.passport,
    catalog: CHORD_CATALOG,
    effect: predictEffect(object, changes),
    changes,
    patch_pointers: changes.flatMap(({ knob }) => [knobPointer(knob), mirrorPointer(knob)]),
    object,
    ledger: ctx.state.value.apply_state.targets[target] ?? EMPTY_LEDGER,
    now_ms: ctx.clock.now_ms(),
    reported_knobs: Object.keys(watch?.effective() ?? {}),
    gitops_managers: ctx.config.gitops.managers,
    guard_bounds: Object.fromEntries(guardActuators(mounted.passport).map(({ name, min, max }) => [name, { min, max }])),
  });
  return standingBlock({
    mode: ctx.config.mode,
    kill: { readings: kill.readings, starting: false },
    license: { ok: license.block_reason === null, reason: license.block_reason },
    passport,
    second_lock: ctx.guard.of(live.metadata.namespace ?? ''),
  });
}
