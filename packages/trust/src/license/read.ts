import {
  FRESHNESS_CLASS_LIMIT_S,
  type FreshnessClass,
  isJsonObject,
  isModeKeeperError,
  type JsonObject,
  type JsonValue,
  sortedByCodePoint,
} from '@modekeeper/contracts';
import { fail } from '../keyset/types.ts';
import { isNonBlank, parseSignedJson, type TrustFile } from '../signed-json/inline.ts';

/** What may be said about a licence whatever its fate (license_verify.v0). */
export type LicenseFacts = {
  kid: string | null;
  issuer: string | null;
  license_id: string | null;
  expires_at: number | null;
  entitlements: string[];
};
const NO_FACTS: LicenseFacts = { kid: null, issuer: null, license_id: null, expires_at: null, entitlements: [] };

/** A licence that passed checks 1 to 11; nothing about its signature is known yet. */
export type ReadLicense = {
  document: JsonObject;
  org: string;
  kid: string | null;
  issued_at: number;
  expires_at: number;
  bindings: JsonObject;
  license_id: string | null;
  signature: string;
  require_passport: boolean;
  freshness_class: FreshnessClass;
};

export type LicenseFailure = { failure_code: string; failure_detail: string };
export type LicenseReading =
  | { ok: true; license: ReadLicense; facts: LicenseFacts }
  | ({ ok: false; facts: LicenseFacts } & LicenseFailure);

/** Entitlements as reported: trimmed, unique, sorted by code point. */
function summary(entitlements: JsonValue | undefined): string[] {
  if (!isStrings(entitlements)) return [];
  return sortedByCodePoint(new Set(entitlements.map((entry) => entry.trim())));
}

const isStrings = (value: JsonValue | undefined): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const textOf = (value: JsonValue | undefined): string | null => (isNonBlank(value) ? value : null);
const mayBeBlank = (value: JsonValue | undefined): boolean => value === undefined || isNonBlank(value);

/** Checks 1 to 11 of license_verify.v0, first failure only. */
export function readLicense(file: TrustFile, chain_mode: boolean): LicenseReading {
  const refuse = (code: string, detail: string, facts: LicenseFacts = NO_FACTS): LicenseReading => ({
    ...fail(code, detail),
    facts,
  });
  if (file.kind !== 'present') return refuse('license_io_error', 'license_path_unreadable');
  const parsed = parse(file.content);
  if (parsed === null) return refuse('license_invalid_json', 'license_payload_not_json_object');
  if (!isJsonObject(parsed.value)) return refuse('license_invalid_shape', 'license_payload_not_object');
  const { value: document, odd_numbers } = parsed;
  const isTime = (name: 'issued_at' | 'expires_at') => typeof document[name] === 'number' && !odd_numbers.has(name);
  if ([...odd_numbers].some((name) => name !== 'issued_at' && name !== 'expires_at')) {
    return refuse('license_invalid_shape', 'signed_numbers_must_be_safe_integers');
  }
  const facts: LicenseFacts = {
    kid: textOf(document.kid),
    issuer: textOf(document.issuer)?.trim() ?? null,
    license_id: textOf(document.license_id),
    expires_at: isTime('expires_at') ? Number(document.expires_at) : null,
    entitlements: summary(document.entitlements),
  };
  const failure = firstFailure(document, chain_mode, isTime('issued_at') && isTime('expires_at'));
  if (failure !== null) return { ...failure, ok: false, facts };
  return { ok: true, facts, license: licenseOf(document, facts) };
}

function firstFailure(document: JsonObject, chain_mode: boolean, times_are_int: boolean): LicenseFailure | null {
  const checks: readonly [boolean, string, string][] = [
    [document.schema_version === 'license.v1', 'license_schema_unsupported', 'schema_version_must_be_license_v1'],
    [isNonBlank(document.org), 'license_org_invalid', 'org_must_be_non_empty_string'],
    [times_are_int, 'license_time_fields_invalid', 'issued_at_and_expires_at_must_be_int_epoch'],
    [isStrings(document.entitlements), 'license_entitlements_invalid', 'entitlements_must_be_list_of_strings'],
    [
      document.bindings === undefined || isJsonObject(document.bindings),
      'license_bindings_invalid',
      'bindings_must_be_object_when_present',
    ],
    [mayBeBlank(document.kid), 'license_kid_invalid', 'kid_must_be_non_empty_string_when_present'],
    [!chain_mode || document.kid !== undefined, 'license_kid_invalid', 'kid_required_in_trust_chain_mode'],
    [mayBeBlank(document.issuer), 'license_issuer_invalid', 'issuer_must_be_non_empty_string_when_present'],
    [mayBeBlank(document.license_id), 'license_id_invalid', 'license_id_must_be_non_empty_string_when_present'],
    [isNonBlank(document.signature), 'license_signature_missing', 'signature_must_be_non_empty_base64_string'],
  ];
  const failed = checks.find(([ok]) => !ok);
  return failed === undefined ? null : { failure_code: failed[1], failure_detail: failed[2] };
}

/** `odd_numbers`: top-level names of members that are, or hold, a number that is no safe integer by its token. */
function parse(content: Uint8Array | string): { value: JsonValue; odd_numbers: Set<string> } | null {
  try {
    const { value, numbers } = parseSignedJson(content);
    const odd = numbers.filter((number) => !number.safe_integer);
    // A time is exempt only as the member itself, not somewhere below it.
    return { value, odd_numbers: new Set(odd.map(({ path }) => (path.length === 1 ? String(path[0]) : path.join('/')))) };
  } catch (error) {
    if (isModeKeeperError(error)) return null;
    throw error;
  }
}

function licenseOf(document: JsonObject, facts: LicenseFacts): ReadLicense {
  const { freshness_class } = document;
  return {
    document,
    org: String(document.org),
    kid: facts.kid,
    issued_at: Number(document.issued_at),
    expires_at: Number(document.expires_at),
    bindings: isJsonObject(document.bindings) ? document.bindings : {},
    license_id: facts.license_id,
    signature: String(document.signature),
    require_passport: document.require_passport === true,
    // A class that this build does not know is judged by the strictest.
    freshness_class:
      typeof freshness_class === 'string' && Object.hasOwn(FRESHNESS_CLASS_LIMIT_S, freshness_class)
        ? (freshness_class as FreshnessClass)
        : 'connected',
  };
}
