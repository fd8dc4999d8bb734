import type { TrustDocument } from '@modekeeper/contracts';

/** Puts trust documents where the control plane takes them from, as the vendor's console will. */
export async function publishTrust(url: string, adminToken: string, documents: TrustDocument[]): Promise<void> {
  const response = await fetch(`${url}/sandbox/trust`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}`, 'modekeeper-request': '1' },
    body: JSON.stringify({ documents }),
  });
  if (!response.ok) throw new Error(`/sandbox/trust answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
}
