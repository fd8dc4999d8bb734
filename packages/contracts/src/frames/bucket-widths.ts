/** Widths of the buckets of a series, milliseconds: fine ones are kept for 24 hours, coarse ones for 30 days. */
export const BUCKET_MS = { fine: 10_000, coarse: 300_000 } as const;
