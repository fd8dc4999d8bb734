import { guardedBatch, platformRows } from '@modekeeper/db';
import { apiTime } from '../http/paging.ts';
import type { BaseCtx } from '../platform/context.ts';
import type { Progress } from './schemas.ts';

/** Puts rows of the progress page; rows that are not named stay as they are. */
export async function putProgress(ctx: BaseCtx, input: Progress): Promise<void> {
  const known = await platformRows.listProgress(ctx.platform);
  const next = Math.max(0, ...known.map((row) => row.position + 1));
  const rows = input.items.map((item, index) => ({
    ...item,
    position: known.find((row) => row.id === item.id)?.position ?? next + index,
    updated_at_ms: ctx.now_ms,
  }));
  await guardedBatch(
    ctx.platform,
    [],
    rows.map((row) => platformRows.putProgress(ctx.platform, row)),
  );
}

export async function listProgress(ctx: BaseCtx) {
  const rows = await platformRows.listProgress(ctx.platform);
  return rows.map(({ detail, id, label, state, updated_at_ms }) => ({
    id,
    label,
    state,
    detail,
    updated_at: apiTime(updated_at_ms),
  }));
}
