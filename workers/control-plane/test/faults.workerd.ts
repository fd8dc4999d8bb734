import { env } from 'cloudflare:workers';

/** Takes the database away from one tenant, slows it down, or loses its answers, until the returned function is called. */
export async function databaseFault(
  tenant_id: string,
  fault: ({ kind: 'away' | 'answer_lost' } | { kind: 'slow'; delay_ms: number }) & { also?: string },
): Promise<() => Promise<void>> {
  const control = `${env.DATABASE_URL}/__fault`;
  await fetch(control, { method: 'POST', body: JSON.stringify({ match: tenant_id, delay_ms: 0, ...fault }) });
  return async () => {
    await fetch(control, { method: 'DELETE', body: JSON.stringify({ match: tenant_id }) });
  };
}
