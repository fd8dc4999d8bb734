import { ModeKeeperError } from '@modekeeper/contracts';

/** Missing and foreign are the same thing to whoever asks. */
export function notFound(what: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'not_found',
    message: `There is no such ${what} in this organisation.`,
    hint: 'Check the id, and that the right organisation is named in the header ModeKeeper-Organization.',
  });
}

export function unauthenticated(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'unauthenticated',
    message: 'This needs a signed-in person, and the request carried no valid session.',
    hint: 'Sign in at POST /v1/auth/sign-in/email and send the session cookie.',
  });
}

export function alreadyExists(what: string, field: string): ModeKeeperError {
  return new ModeKeeperError({
    code: 'already_exists',
    message: `There is already ${what} with this ${field}.`,
    hint: `Choose another ${field}, or use the existing one.`,
  });
}

export function conflict(message: string, hint: string): ModeKeeperError {
  return new ModeKeeperError({ code: 'conflict', message, hint });
}

export function invalidRequest(
  message: string,
  hint = 'Correct the request; the page at /docs shows what it takes.',
): ModeKeeperError {
  return new ModeKeeperError({ code: 'invalid_request', message, hint });
}

export function invalidJson(cause: unknown): ModeKeeperError {
  return new ModeKeeperError({
    code: 'invalid_json',
    message: 'The body is not valid JSON.',
    hint: 'Send a JSON object with content-type application/json.',
    cause,
  });
}

/** The request was carried out under this Idempotency-Key before; what it answered is not known any more. */
export function answerLost(): ModeKeeperError {
  return new ModeKeeperError({
    code: 'idempotency_answer_lost',
    message: 'The request with this Idempotency-Key was carried out before, and its answer was lost.',
    hint: 'It was not carried out again: read what is there now. Use a new key for a new request.',
  });
}
