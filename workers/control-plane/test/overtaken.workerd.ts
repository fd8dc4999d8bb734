import type { TenantCtx } from '@modekeeper/db';

/** The same context, but `meanwhile` happens between what a verb reads and its (first) batch: the moment that guards are for. */
export function overtaken<Ctx extends TenantCtx>(ctx: Ctx, meanwhile: () => Promise<unknown>): Ctx {
  const { client, orm } = ctx.database;
  let happened = false;
  const batch: typeof client.batch = async (...work) => {
    if (!happened) {
      happened = true;
      await meanwhile();
    }
    return client.batch(...work);
  };
  return { ...ctx, database: { orm, client: { execute: client.execute.bind(client), batch } as typeof client } };
}
