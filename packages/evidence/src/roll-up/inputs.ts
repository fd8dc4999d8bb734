import { isJsonObject, type JsonObject } from '@modekeeper/contracts';
import { boolOf, objectOf, type ReadReport, textOf } from '../report/read-report.ts';

/** A report that a roll-up looked for: its resolved path when there is one, and what was read of it. */
export type RollUpInput = { path: string | null; report: ReadReport };

/** What `preflight`, `eval` and `watch` without sub-command are made from. */
export type RollUpInputs = {
  /** Resolved. */
  inputs_root: string;
  plan: RollUpInput;
  verify: RollUpInput;
};

export type Times = { started_at: string; finished_at: string; duration_s: number };

export const inputValue = ({ report }: RollUpInput): JsonObject | null => (report.ok ? report.value : null);
/** The path, when the report at it could be read. */
export const readPath = ({ path, report }: RollUpInput): string | null => (report.ok ? path : null);

/** `missing_<name>` or `invalid_<name>`, or nothing to say. */
export function inputNotes({ report }: RollUpInput, name: 'closed_loop_latest' | 'k8s_verify_latest'): string[] {
  if (report.ok) return [];
  return [`${report.reason === 'missing_file' ? 'missing' : 'invalid'}_${name}`];
}

export type VerifyVerdict = {
  /** Null: nobody could tell. */
  verify_ok: boolean | null;
  top_blocker: string | null;
  /** Verify was only kept from patching, by someone who may read: what a read-only person meets. */
  is_read_only_denial: boolean;
};

/** What a verify report says for a roll-up. */
export function judgeVerify(input: RollUpInput): VerifyVerdict {
  const report = inputValue(input);
  if (report === null) return { verify_ok: null, top_blocker: null, is_read_only_denial: false };
  const kind = textOf(objectOf(report.verify_blocker)?.kind);
  if (kind === 'rbac_denied' && report.mode === 'plan_only' && mayOnlyRead(report))
    return { verify_ok: null, top_blocker: null, is_read_only_denial: true };
  const verify_ok = boolOf(report.ok);
  return { verify_ok, top_blocker: kind ?? (verify_ok === true ? null : 'verify_not_ok'), is_read_only_denial: false };
}

function mayOnlyRead(report: JsonObject): boolean {
  const diagnostics = objectOf(report.diagnostics);
  return answers(diagnostics, 'auth_can_i_get_deployments', true) && answers(diagnostics, 'auth_can_i_patch_deployments', false);
}

/** One answer for one namespace, else the same from every namespace. */
function answers(diagnostics: JsonObject | null, name: string, expected: boolean): boolean {
  const single = boolOf(diagnostics?.[name]);
  if (single !== null) return single === expected;
  const by_namespace = diagnostics?.[`${name}_by_namespace`];
  const all = isJsonObject(by_namespace) ? Object.values(by_namespace) : [];
  return all.length > 0 && all.every((answer) => answer === expected);
}

export const READ_ONLY_NOTE = 'verify_read_only_patch_not_permitted';
