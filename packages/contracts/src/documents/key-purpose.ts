import { z } from 'zod';
import { nonBlankSchema } from '../primitives.ts';

/** What a key is for; a key used for anything else is refused with `key_purpose_mismatch` (connector.md, "Documents"). */
export const KEY_PURPOSES = ['connector', 'approval', 'approver', 'license', 'root', 'freshness', 'audit'] as const;
export const keyPurposeSchema = z.enum(KEY_PURPOSES);
export type KeyPurpose = z.infer<typeof keyPurposeSchema>;

/** Keyring file: kid to strict base64 of a raw 32-byte Ed25519 public key (licensing.md, "Keyrings and lookup"). */
export const keyringFileSchema = z.record(z.string(), z.unknown());
export type KeyringFile = Record<string, string>;

/** One pinned key with its purpose, as the trust package works with it after import. */
export const pinnedKeySchema = z.object({ kid: nonBlankSchema, purpose: keyPurposeSchema, public_key: z.string() });
export type PinnedKey = z.infer<typeof pinnedKeySchema>;
