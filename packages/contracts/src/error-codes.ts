/**
 * The closed list of codes that the API, the CLI and the connector may show to a person.
 * Each has one page, `docs/errors/<code>.md`; `status` is the HTTP status when the API answers with it.
 * Reasons that a plan, gate or receipt carries are another list: `reason-codes.ts`.
 */
export const ERROR_STATUS = {
  // the request
  invalid_request: 400,
  invalid_json: 400,
  invalid_input: 400,
  payload_too_large: 413,
  unsupported_media_type: 415,
  method_not_allowed: 405,
  not_found: 404,
  conflict: 409,
  already_exists: 409,
  idempotency_conflict: 409,
  idempotency_in_progress: 409,
  idempotency_answer_lost: 409,
  idempotency_key_required: 400,
  invalid_cursor: 400,
  rate_limited: 429,
  // who asks
  unauthenticated: 401,
  invalid_credentials: 401,
  forbidden: 403,
  origin_refused: 403,
  step_up_required: 403,
  organization_required: 400,
  invitation_expired: 410,
  invitation_used: 409,
  last_owner: 409,
  // enrolment and sessions of connectors
  token_invalid: 401,
  token_used: 409,
  token_expired: 410,
  cluster_refused: 403,
  cluster_not_confirmed: 409,
  cluster_uid_mismatch: 409,
  duplicate_identity: 409,
  connect_header_invalid: 401,
  clock_skew: 401,
  nonce_used: 401,
  rotation_refused: 403,
  protocol_too_old: 426,
  upgrade_required: 426,
  frame_invalid: 400,
  // plans and kill
  effect_changed: 409,
  plan_state_conflict: 409,
  plan_not_verified: 409,
  mode_verify: 409,
  mode_observe: 409,
  approval_by_author: 409,
  approval_level_local: 409,
  kill_epoch_too_low: 409,
  // passports
  passport_invalid: 422,
  passport_in_use: 409,
  // documents and keys
  document_invalid: 422,
  payload_not_canonical: 422,
  payload_type_mismatch: 422,
  signature_invalid: 422,
  signature_threshold_not_met: 422,
  signature_duplicate: 422,
  key_unknown: 422,
  key_purpose_mismatch: 422,
  key_invalid: 422,
  key_low_order: 422,
  key_expired: 422,
  document_rollback: 409,
  // our own side
  configuration_invalid: 500,
  misconfigured: 503,
  email_unavailable: 503,
  internal_error: 500,
  upstream_unavailable: 503,
  database_unavailable: 503,
  not_ready: 503,
  timeout: 504,
  cluster_unreachable: 503,
  // the connector's way to the control plane
  certificate_untrusted: 503,
  proxy_unreachable: 503,
  // programs on this machine (npm start, tests)
  port_in_use: 500,
  unsupported_platform: 500,
  program_failed: 500,
  memory_low: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Every error code, sorted by code point. */
export const ERROR_CODES: readonly ErrorCode[] = (Object.keys(ERROR_STATUS) as ErrorCode[]).sort();

/** HTTP status of an error code. */
export function httpStatusOf(code: ErrorCode): number {
  return ERROR_STATUS[code];
}
