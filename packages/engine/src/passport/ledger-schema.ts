import { z } from 'zod';
import { parseIsoTime } from './iso-time.ts';

const isoTime = z.string().refine((text) => parseIsoTime(text) !== null, 'must be an ISO-8601 time');

/** What the connector remembers of one target, so that cooldowns, budgets and quarantine survive restarts. */
export const targetLedgerSchema = z.object({
  knobs: z.record(z.string(), z.object({ value: z.int().nullable(), last_changed_at: isoTime })),
  changes: z.array(z.object({ ts: isoTime, knob: z.string(), chord: z.string().nullish() })),
  quarantine: z.object({ since: isoTime, reason: z.string() }).nullish(),
});

/** Ledger of one target. */
export type TargetLedger = z.infer<typeof targetLedgerSchema>;

/** `apply_state.v0` (contract page `passports`); keys of `targets` are `<namespace>/<name>`. */
export const applyStateSchema = z.object({
  schema_version: z.literal('apply_state.v0'),
  targets: z.record(z.string(), targetLedgerSchema),
});

/** The durable ledger of past changes. */
export type ApplyState = z.infer<typeof applyStateSchema>;
