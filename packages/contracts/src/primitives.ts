import { z } from 'zod';
import { DNS_NAMES } from './dns-names.ts';

/** SHA-256 as 64 lower-case hex digits, without prefix (every `*_digest` and `*_sha256`). */
export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');
/** keyid of connector and approver keys: `sha256:` + 64 hex of the raw public key. */
export const keyidSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 lower-case hex digits');
/** Seconds since the epoch; integer, as in every signed document. */
export const epochSecondsSchema = z.int().nonnegative();
/** Milliseconds since the epoch; integer, as in every frame. */
export const epochMsSchema = z.int().nonnegative();
/** A string that holds something besides blanks. Not trimmed. */
export const nonBlankSchema = z.string().refine((text) => text.trim() !== '', 'must be a non-empty string');
/** Kubernetes namespace: DNS-1123 label. */
export const dnsLabelSchema = z
  .string()
  .max(DNS_NAMES.label.max_length)
  .regex(DNS_NAMES.label.pattern, 'must be a DNS-1123 label');
/** Kubernetes object name: DNS-1123 subdomain. */
export const dnsSubdomainSchema = z
  .string()
  .max(DNS_NAMES.subdomain.max_length)
  .regex(DNS_NAMES.subdomain.pattern, 'must be a DNS-1123 subdomain');

/** Modes of a connector, weakest first. */
export const CONNECTOR_MODES = ['observe', 'verify', 'apply'] as const;
export const connectorModeSchema = z.enum(CONNECTOR_MODES);
export type ConnectorMode = z.infer<typeof connectorModeSchema>;

/** Approval levels (safety.md, gate 5). */
export const approvalLevelSchema = z.enum(['L0', 'L1', 'L2']);
export type ApprovalLevel = z.infer<typeof approvalLevelSchema>;
