import { type ChainFailure, fail } from './types.ts';

/** Every failure of the trust chain up to the keyset, in the order in which they are looked for (licensing.md, "Trust chain"). */
export const KEYSET_FAILURES = {
  missing: fail('issuer_keyset_missing', 'issuer_keyset_path_required_in_trust_chain_mode'),
  io_error: fail('issuer_keyset_io_error', 'issuer_keyset_path_unreadable'),
  invalid_json: fail('issuer_keyset_invalid_json', 'issuer_keyset_payload_not_json_object'),
  invalid_shape: fail('issuer_keyset_invalid_shape', 'issuer_keyset_payload_not_object'),
  schema_unsupported: fail('issuer_keyset_schema_unsupported', 'schema_version_must_be_issuer_keyset_v1'),
  v2_required: fail('issuer_keyset_schema_unsupported', 'issuer_keyset_v2_required_for_apply'),
  root_kid_invalid: fail('issuer_keyset_root_kid_invalid', 'root_kid_must_be_non_empty_string'),
  unknown_root_kid: fail('issuer_keyset_unknown_root_kid', 'root_kid_not_in_root_public_key_allowlist'),
  signature_missing: fail('issuer_keyset_signature_missing', 'signature_must_be_non_empty_base64_string'),
  keys_invalid: fail('issuer_keyset_keys_invalid', 'keys_must_be_non_empty_map_of_kid_to_public_key'),
  signature_invalid: fail('issuer_keyset_signature_invalid', 'issuer_keyset_signature_does_not_match_selected_root_key'),
  threshold_not_met: fail('issuer_keyset_threshold_not_met', 'not_enough_valid_root_signatures'),
  clock_rollback: fail('clock_rollback', 'current_time_before_last_seen_time'),
  state_unreadable: fail('clock_rollback', 'trust_state_unreadable'),
  clocks_differ: fail('clock_untrusted', 'own_clock_and_api_server_clock_more_than_300_s_apart'),
  rollback: fail('issuer_keyset_rollback', 'version_lower_than_last_accepted'),
  expired: fail('issuer_keyset_expired', 'current_time_on_or_after_not_after'),
} as const satisfies Record<string, ChainFailure>;
