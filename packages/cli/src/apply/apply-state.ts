import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ApplyState, applyStateSchema, EMPTY_LEDGER, type PlanItem, type TargetLedger } from '@modekeeper/engine';
import { writeArtifact } from '../io/files.ts';
import { readJson } from './verify-source.ts';

const NAME = 'apply_state.json';
const EMPTY: ApplyState = { schema_version: 'apply_state.v0', targets: {} };

/** What was changed before, from `apply_state.json` of a folder; a file that is there and cannot be used is not an empty one. */
export function readApplyState(folder: string): ApplyState | 'unreadable' {
  const path = join(folder, NAME);
  if (!existsSync(path)) return EMPTY;
  const parsed = applyStateSchema.safeParse(readJson(path));
  return parsed.success ? parsed.data : 'unreadable';
}

/** Writes it whole. */
export function writeApplyState(folder: string, state: ApplyState): void {
  writeArtifact(folder, NAME, state);
}

/** The part of it that is about an item's object. */
export function ledgerOf(
  state: ApplyState | 'unreadable',
  item: Pick<PlanItem, 'namespace' | 'name'>,
): TargetLedger | 'unreadable' {
  if (state === 'unreadable') return state;
  const key = keyOf(item);
  return (Object.hasOwn(state.targets, key) ? state.targets[key] : undefined) ?? EMPTY_LEDGER;
}

/** The state with another ledger for an item's object. */
export function withLedger(state: ApplyState, item: Pick<PlanItem, 'namespace' | 'name'>, ledger: TargetLedger): ApplyState {
  return { ...state, targets: { ...state.targets, [keyOf(item)]: ledger } };
}

function keyOf({ name, namespace }: Pick<PlanItem, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}
