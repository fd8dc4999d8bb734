import type { VerifyBlocker } from '@modekeeper/contracts';

type Failed = { rc: number | null; stderr: string | null };
/** What the choice of a blocker needs of an item. */
export type BlockerItem = {
  namespace: string;
  name: string;
  namespace_exists: boolean;
  deployment_exists: boolean;
  dry_run: Failed & { attempted: boolean; ok: boolean };
};
export type BlockerFacts = {
  kubectl_present: boolean;
  has_context: boolean;
  /** A call failed because no API server answered. */
  unreachable: boolean;
  /** Items of the plan, of which the checked ones may be fewer. */
  planned: number;
  items: readonly BlockerItem[];
};
export type Blocker = {
  kind: VerifyBlocker;
  index: number | null;
  namespace: string | null;
  name: string | null;
  detail: string | null;
};

// "The connection to the server … was refused" is how kubectl says "connection refused" once it knows the server's API.
const UNREACHABLE =
  /unable to connect|connection refused|the connection to the server \S+ was refused|no such host|i\/o timeout|tls handshake|deadline exceeded/i;

/** Whether a call failed because no API server answered. */
export function isUnreachable({ rc, stderr }: { rc: number; stderr: string }): boolean {
  return rc === 124 || (rc !== 0 && UNREACHABLE.test(stderr));
}

/** What stops a plan, first hit wins; null exactly when nothing does (contract page `kubernetes`, "Blocker priority"). */
export function chooseBlocker({ has_context, items, kubectl_present, planned, unreachable }: BlockerFacts): Blocker | null {
  const whole = (kind: VerifyBlocker): Blocker => ({ kind, index: null, namespace: null, name: null, detail: null });
  if (!kubectl_present) return whole('kubectl_missing');
  if (!has_context || unreachable) return whole('cluster_unreachable');
  const at = (kind: VerifyBlocker, index: number, detail: string | null = null): Blocker => {
    const { name = null, namespace = null } = items[index] ?? {};
    return { kind, index, namespace, name, detail };
  };
  const first = (fails: (item: BlockerItem) => boolean) => items.findIndex(fails);
  const noNamespace = first((item) => !item.namespace_exists);
  if (noNamespace !== -1) return at('namespace_missing', noNamespace);
  const noDeployment = first((item) => !item.deployment_exists);
  if (noDeployment !== -1) return at('deployment_missing', noDeployment);
  const refused = first(({ dry_run }) => dry_run.attempted && !dry_run.ok);
  const run = items[refused]?.dry_run;
  if (run !== undefined) return at(dryRunBlocker(run.stderr ?? ''), refused, detailOf(run));
  return items.length === planned && items.every((item) => item.dry_run.ok) ? null : whole('unknown');
}

function dryRunBlocker(stderr: string): VerifyBlocker {
  if (/forbidden|cannot patch/i.test(stderr)) return 'rbac_denied';
  if (/not ?found/i.test(stderr)) return /namespace/i.test(stderr) ? 'namespace_missing' : 'deployment_missing';
  return 'dry_run_failed';
}

function detailOf({ rc, stderr }: Failed): string {
  const points = Array.from(stderr ?? '');
  return `rc=${rc}; stderr=${points.length > 160 ? `${points.slice(0, 157).join('')}...` : points.join('')}`;
}
