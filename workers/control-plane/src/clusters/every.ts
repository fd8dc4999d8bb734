import { clusterRows, type TenantCtx } from '@modekeeper/db';

const PAGE = 200;

/** All clusters of the tenant that were not removed, newest first, however many there are. */
export async function everyCluster(ctx: TenantCtx): Promise<clusterRows.Cluster[]> {
  const found: clusterRows.Cluster[] = [];
  let after: string | undefined;
  do {
    const page = await clusterRows.list(ctx, {}, { limit: PAGE, after });
    found.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}
