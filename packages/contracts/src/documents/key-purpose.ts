import { z } from 'zod';

/** What a key is for; a key used for anything else is refused with `key_purpose_mismatch` (connector.md, "Documents"). */
export const KEY_PURPOSES = ['connector', 'approval', 'approver', 'license', 'root', 'freshness', 'audit'] as const;
export const keyPurposeSchema = z.enum(KEY_PURPOSES);
export type KeyPurpose = z.infer<typeof keyPurposeSchema>;
