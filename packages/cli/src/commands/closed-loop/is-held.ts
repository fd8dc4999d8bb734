import { type PlanItem, patchPointers, valueAt } from '@modekeeper/engine';
import { findVerifyReport } from '../../apply/verify-source.ts';
import type { Io } from '../../cli/io.ts';

/**
 * Whether the objects of a plan held its values already when it was verified. Where they do not, an earlier apply of the same plan in the same
 * folder says nothing: somebody has put other values back since.
 */
export function isHeld(io: Pick<Io, 'cwd'>, out: string, items: readonly PlanItem[]): boolean {
  const { reading } = findVerifyReport(io, out, items);
  return items.every(({ patch }, index) => {
    const values = reading?.preimages[index]?.values;
    return values !== undefined && patchPointers(patch).every((pointer) => values[pointer] === valueAt(patch, pointer));
  });
}
