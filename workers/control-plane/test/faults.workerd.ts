import { env } from 'cloudflare:workers';

/** Takes the database away from one tenant, or slows it down, until the returned function is called. */
export async function databaseFault(
  tenant_id: string,
  fault: { kind: 'away' } | { kind: 'slow'; delay_ms: number },
): Promise<() => Promise<void>> {
  const control = `${env.DATABASE_URL}/__fault`;
  await fetch(control, { method: 'POST', body: JSON.stringify({ match: tenant_id, delay_ms: 0, ...fault }) });
  return async () => {
    await fetch(control, { method: 'DELETE', body: JSON.stringify({ match: tenant_id }) });
  };
}
