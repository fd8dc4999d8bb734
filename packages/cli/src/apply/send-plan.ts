import { type Check, overallVerdict, type PlanItem, type Verdict } from '@modekeeper/engine';
import {
  applyItems,
  checkRollout,
  checkValues,
  type Gate,
  type ItemResult,
  type Kubectl,
  type ReadyItem,
  type RollbackResult,
  rollBackItems,
  rollbackVerdict,
} from '@modekeeper/kube/kubectl';
import type { Io } from '../cli/io.ts';
import { refuse } from '../cli/refuse.ts';
import type { Explain } from '../io/explain.ts';
import { type KillSwitch, readKillSwitch } from '../io/kill-switch.ts';
import { FaultKeeper } from './fault-keeper.ts';
import { type LedgerInput, LedgerKeeper } from './ledger-keeper.ts';

/** Asked after a plan was applied whole and its values and rollouts hold. */
export type TelemetryCheck = (item: PlanItem) => Promise<Check>;

export type SendInput = LedgerInput & {
  kubectl: Kubectl;
  rollout_timeout_ms: number;
  telemetry: TelemetryCheck | null;
  /** Aborted before the first patch: nothing is sent. */
  stop: AbortSignal | null;
  explain: Explain;
};

export type CheckedItem = { index: number; values: Check; rollout: Check; telemetry: Check };
export type Trigger = 'apply_item_failed' | 'verify_after_apply_failed' | 'verify_after_apply_inconclusive';
export type RolledBack = { trigger: Trigger; indexes: number[]; results: RollbackResult[]; verdict: Verdict };
export type Sent = {
  results: ItemResult[];
  /** As it was read last. */
  kill: KillSwitch;
  /** Of the items that were or may have been changed; empty: nothing was. */
  checked: CheckedItem[];
  verdict: Verdict;
  rollback: RolledBack | null;
  /** What went wrong on this machine meanwhile (a full disk); it did not stop the plan from coming to an end. */
  faults: FaultKeeper;
};

/** Sends a plan that passed its gates, checks it, and takes it back where it must be. From the first patch on nothing of this machine ends it half-way. */
export async function sendPlan(io: Pick<Io, 'env' | 'cwd' | 'now' | 'progress'>, input: SendInput): Promise<Sent> {
  const { kubectl, ready } = input;
  const faults = new FaultKeeper();
  const explain: Explain = (event, payload) => faults.run(() => input.explain(event, payload));
  const ledger = new LedgerKeeper(io, input);
  let kill: KillSwitch = { active: false, signal: null };
  const gate: Gate = async () => {
    kill = readKillSwitch(io);
    return { allow: !kill.active, gates: [{ gate: 'kill_switch', ok: !kill.active, reason: 'kill_switch_active' }] };
  };
  const results = await applyItems(kubectl, ready, {
    gate,
    onStart: (index) => {
      const { name, namespace } = itemAt(ready, index);
      io.progress(`Applying item ${index + 1} of ${ready.length}: deployment ${name} in ${namespace}`);
      explain('k8s_apply_item_start', { index, namespace, name });
    },
    beforeSend: (index) =>
      faults.run(() => {
        if (index === 0 && input.stop?.aborted) refuse('stopped by a signal before anything was sent; nothing was changed');
        ledger.record(index);
      }),
    onResult: (index, { attempted, ok, rc, reason, touched }) => {
      if (attempted && !touched) faults.run(() => ledger.forget(index));
      explain('k8s_apply_item_result', { index, ok, rc, reason });
    },
  });
  const touched = [...results.entries()].filter(([, result]) => result.touched).map(([index]) => index);
  const isWhole = results.every(({ reason }) => reason === 'applied');
  const checked: CheckedItem[] = [];
  for (const index of touched) checked.push(await checkItem(io, input, index, isWhole));
  const verdict = overallVerdict(checked.flatMap(({ rollout, telemetry, values }) => [values, rollout, telemetry]));
  const trigger = touched.length === 0 ? null : triggerOf(isWhole, checked);
  if (trigger === null) return { results, kill, checked, verdict, rollback: null, faults };

  explain('rollback_start', { trigger, items: touched.length });
  io.progress(`Taking back what was changed (${trigger})`);
  const restored = await rollBackItems(
    kubectl,
    touched.map((index) => itemAt(ready, index)),
    { gate, onResult: (at, { ok, rc }) => explain('rollback_item_result', { index: touched[at], ok, rc }) },
  );
  const back = rollbackVerdict(restored);
  for (const [at, index] of touched.entries()) {
    const result = restored[at];
    if (result?.attempted) faults.run(() => ledger.restored(index));
    if (back !== 'pass' && result?.ok !== true) faults.run(() => ledger.quarantine(index));
  }
  return { results, kill, checked, verdict, rollback: { trigger, indexes: touched, results: restored, verdict: back }, faults };
}

const NOT_RUN: Check = { verdict: 'not_run', detail: null };

/** Values always; rollout and telemetry only of a plan that stays, since one that does not is taken back at once. */
async function checkItem(io: Pick<Io, 'progress'>, input: SendInput, index: number, isWhole: boolean): Promise<CheckedItem> {
  const item = itemAt(input.ready, index);
  const values = await checkValues(input.kubectl, item);
  if (!isWhole) return { index, values, rollout: { ...NOT_RUN, detail: 'the plan was not applied whole' }, telemetry: NOT_RUN };
  io.progress(`Waiting for the rollout of deployment ${item.name} in ${item.namespace}`);
  const rollout = await checkRollout(input.kubectl, item, input.rollout_timeout_ms);
  const holds = values.verdict === 'pass' && rollout.verdict === 'pass';
  const telemetry = holds && input.telemetry !== null ? await askTelemetry(input.telemetry, item) : NOT_RUN;
  return { index, values, rollout, telemetry };
}

/** Telemetry that cannot be had decides nothing. */
async function askTelemetry(telemetry: TelemetryCheck, item: PlanItem): Promise<Check> {
  try {
    return await telemetry(item);
  } catch (error) {
    return { verdict: 'inconclusive', detail: error instanceof Error ? error.message : String(error) };
  }
}

function triggerOf(isWhole: boolean, checked: readonly CheckedItem[]): Trigger | null {
  if (!isWhole) return 'apply_item_failed';
  const all = checked.flatMap(({ rollout, telemetry, values }) => [values, rollout, telemetry]);
  if (overallVerdict(all) === 'fail') return 'verify_after_apply_failed';
  const mine = checked.flatMap(({ rollout, values }) => [values, rollout]);
  return overallVerdict(mine) === 'inconclusive' ? 'verify_after_apply_inconclusive' : null;
}

function itemAt(items: readonly ReadyItem[], index: number): ReadyItem {
  const item = items[index];
  if (item === undefined) throw new RangeError(`the plan has no item ${index}`);
  return item;
}
