import {
  digestOf,
  isJsonObject,
  isModeKeeperError,
  type JsonObject,
  type JsonValue,
  VERIFY_MAX_AGE_S,
} from '@modekeeper/contracts';
import { valueAt } from '../effect/pointer.ts';
import { type Preimage, patchPointers } from '../effect/preimage.ts';
import { parseIsoTime } from '../passport/iso-time.ts';
import type { PlanItem } from '../plan/read-plan.ts';

/** What `k8s apply` needs of a `k8s verify` report. A pre-image is null when it is not there, or not of this item. */
export type VerifyReading = {
  readonly ok: boolean;
  readonly plan_sha256: string | null;
  readonly finished_at_ms: number | null;
  readonly preimages: readonly (Preimage | null)[];
};

/** Reads a report about these items; anything that does not fit counts as absent. */
export function readVerifyReport(report: JsonValue, items: readonly PlanItem[]): VerifyReading {
  const text = (pointer: string): string | null => {
    const value = valueAt(report, pointer);
    return typeof value === 'string' ? value : null;
  };
  return {
    ok: valueAt(report, '/ok') === true,
    plan_sha256: text('/plan_sha256'),
    finished_at_ms: parseIsoTime(text('/finished_at') ?? ''),
    preimages: items.map((item, index) => preimageAt(valueAt(report, `/checks/items/${index}`), item)),
  };
}

/** The part of gate 3 that needs no cluster: why the report does not prove this plan, null when it does. */
export function judgeVerifyReport(
  reading: VerifyReading | null,
  { plan_sha256 }: { readonly plan_sha256: string },
  now_ms: number,
): { reason: 'verify_missing' | 'verify_failed' | 'verify_stale'; detail: string } | null {
  if (reading === null) return { reason: 'verify_missing', detail: 'run mk k8s verify with the same --out first' };
  if (!reading.ok) return { reason: 'verify_failed', detail: 'the verify report says that the plan would not be accepted' };
  const stale = (detail: string) => ({ reason: 'verify_stale' as const, detail });
  if (reading.plan_sha256 !== plan_sha256) return stale('the verify report is about another plan; verify this one');
  const age_ms = reading.finished_at_ms === null ? Number.NaN : now_ms - reading.finished_at_ms;
  if (!(age_ms >= 0 && age_ms <= VERIFY_MAX_AGE_S * 1_000))
    return stale('the verify report is older than 10 minutes, or from the future; verify again');
  if (reading.preimages.includes(null)) return stale('the verify report lacks a pre-image; verify again');
  return null;
}

/** A pre-image whose digest and leaves are those of the item. */
function preimageAt(row: JsonValue, { name, namespace, patch }: PlanItem): Preimage | null {
  if (valueAt(row, '/namespace') !== namespace || valueAt(row, '/name') !== name) return null;
  const uid = valueAt(row, '/preimage/uid');
  const values = valueAt(row, '/preimage/values');
  if (typeof uid !== 'string' || !isJsonObject(values)) return null;
  const sha256 = digestOrNull({ uid, values });
  const pointers = patchPointers(patch);
  const isWhole = Object.keys(values).length === pointers.length && pointers.every((pointer) => Object.hasOwn(values, pointer));
  return isWhole && sha256 !== null && sha256 === valueAt(row, '/preimage/sha256') ? { uid, values, sha256 } : null;
}

function digestOrNull(value: JsonObject): string | null {
  try {
    return digestOf(value);
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}
