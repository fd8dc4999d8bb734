import type { ErrorCode } from './error-codes.ts';

export type ModeKeeperErrorInit = {
  /** One of the closed list in `error-codes.ts`. */
  code: ErrorCode;
  /** What happened and why; for people, British English, no secrets. */
  message: string;
  /** What to do next. */
  hint: string;
  /** The error underneath; never shown to a person. */
  cause?: unknown;
};

/** The one error family. Transports map it once; whatever else is thrown is a defect and shows as `internal_error`. */
export class ModeKeeperError extends Error {
  override readonly name = 'ModeKeeperError';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(init: ModeKeeperErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code;
    this.hint = init.hint;
  }
}

/** True for our own errors, also across two copies of this module (bundles). */
export function isModeKeeperError(value: unknown): value is ModeKeeperError {
  return (
    value instanceof ModeKeeperError ||
    (value instanceof Error && value.name === 'ModeKeeperError' && 'code' in value && 'hint' in value)
  );
}
