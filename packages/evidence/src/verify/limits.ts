/** What an archive from somebody else may be at most. */
export type BundleLimits = {
  compressed_bytes: number;
  inflated_bytes: number;
  /** Inflated by compressed. */
  ratio: number;
  entries: number;
  manifest_bytes: number;
};

export const BUNDLE_LIMITS: BundleLimits = {
  compressed_bytes: 512 * 1_048_576,
  inflated_bytes: 2_048 * 1_048_576,
  ratio: 100,
  entries: 10_000,
  manifest_bytes: 16 * 1_048_576,
};

export type BundleRefusalReason =
  | 'archive_invalid'
  | 'archive_not_canonical'
  | 'archive_too_large'
  | 'file_digest_mismatch'
  | 'file_missing'
  | 'file_not_in_manifest'
  | 'inflated_too_large'
  | 'manifest_invalid'
  | 'manifest_missing'
  | 'not_a_regular_file'
  | 'path_duplicate'
  | 'path_invalid'
  | 'ratio_too_high'
  | 'too_many_entries';

/** Ends a verification from wherever in the stream it is noticed. */
export class BundleRefusal extends Error {
  override readonly name = 'BundleRefusal';
  readonly reason: BundleRefusalReason;

  constructor(reason: BundleRefusalReason, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}
