import { base64Decode } from '@modekeeper/contracts';
import { type Signer, signerOfPrivateKey } from '@modekeeper/trust';
import type { Config } from '../platform/config.ts';

/** The control plane's approval key: signs L0 approvals, L0 resolutions and kill_set, nothing else. */
export async function approvalSigner(config: Config): Promise<Signer> {
  const seed = base64Decode(config.APPROVAL_PRIVATE_KEY);
  if (seed === null) throw new Error('APPROVAL_PRIVATE_KEY was checked at boot and is not base64 now');
  return signerOfPrivateKey(seed, config.APPROVAL_KID);
}
