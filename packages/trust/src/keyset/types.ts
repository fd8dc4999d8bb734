import type { KeysetPurpose } from '@modekeeper/contracts';

/** One key of an accepted keyset. Window [not_before, not_after) in epoch seconds; v1 keysets have none. */
export type IssuerKey = {
  kid: string;
  public_key: Uint8Array;
  purposes: readonly KeysetPurpose[];
  not_before: number;
  not_after: number;
  revoked: boolean;
};

/** A keyset whose root signatures hold. */
export type AcceptedKeyset = {
  /** Null for issuer_keyset.v1, which has no version. */
  version: number | null;
  sha256: string;
  threshold: number;
  issued_at: number;
  not_after: number;
  keys: ReadonlyMap<string, IssuerKey>;
};

/** A failure of the chain as licensing.md words it. */
export type ChainFailure = { ok: false; failure_code: string; failure_detail: string };

export const fail = (failure_code: string, failure_detail: string): ChainFailure => ({ ok: false, failure_code, failure_detail });
