import { denialOf } from '../api/denial.ts';
import { redactMessage } from '../api/redact.ts';
import type { Failure, FailureKind } from '../outcome.ts';
import type { KubectlResult } from './run-kubectl.ts';

/** `metav1.StatusReason` as kubectl prints it in brackets; what is not listed may have been stored. */
const KINDS: ReadonlyMap<string, FailureKind> = new Map(
  Object.entries({
    NotFound: 'not_found',
    Forbidden: 'forbidden',
    Unauthorized: 'forbidden',
    Conflict: 'conflict',
    AlreadyExists: 'conflict',
    Invalid: 'invalid',
    BadRequest: 'invalid',
    MethodNotAllowed: 'invalid',
    NotAcceptable: 'invalid',
    UnsupportedMediaType: 'invalid',
    RequestEntityTooLarge: 'invalid',
    Gone: 'invalid',
    Expired: 'invalid',
    TooManyRequests: 'rate_limited',
    Timeout: 'timeout',
    ServerTimeout: 'timeout',
  }),
);
/** No connection came about, so that nothing was sent. */
const NOT_CONNECTED = /connection refused|was refused|no such host|no route to host|tls handshake|x509:|certificate/i;
const UNREACHABLE = /unable to connect|i\/o timeout|deadline exceeded|connection reset|\bEOF\b|request canceled/i;

/**
 * What a failed call of kubectl says about its request, in the words of the `Cluster` port. kubectl gives no status, only text
 * (k8s.io/kubectl/pkg/cmd/util/helpers.go, StandardErrorMessage and checkErr): what is not recognised counts as sent and unknown.
 */
export function kubectlFailure(result: KubectlResult): Failure {
  const { error, rc } = result;
  const stderr = result.stderr.trim();
  const failure = (kind: FailureKind, reason: string, message: string, sent: boolean): Failure => ({
    kind,
    reason,
    message: redactMessage(message),
    sent,
    rc,
    stderr,
  });
  if (error === 'not_found') return failure('unreachable', 'kubectl_not_found', 'kubectl was not found.', false);
  if (error === 'not_started') return failure('invalid', 'kubectl_not_started', stderr, false);
  if (error === 'timeout') return failure('timeout', 'kubectl_timeout', 'kubectl did not end in time.', true);
  // Discovery complains in lines of its own; the last word is about the request.
  const last = stderr.split('\n').at(-1) ?? '';
  const invalid = /^The (?:\S+ "[^"]*"|request) is invalid: ?:? ?([\s\S]*)$/m.exec(stderr);
  if (invalid !== null) {
    const denial = denialOf(invalid[1] ?? '', []);
    return { ...failure('invalid', 'Invalid', invalid[0], true), ...(denial === null ? {} : { denial }) };
  }
  // `logs` says it with an `error:` of its own in front, and in lower case.
  const server = /^(?:error: )?error from server \((\w+)\): ([\s\S]*)$/im.exec(stderr);
  if (server !== null) {
    const [, reason = '', message = ''] = server;
    const denial = denialOf(message, []);
    return { ...failure(KINDS.get(reason) ?? 'server_error', reason, message, true), ...(denial === null ? {} : { denial }) };
  }
  if (/You must be logged in to the server/.test(last)) return failure('forbidden', 'Unauthorized', last, true);
  if (/^Error from server: admission webhook .* denied the request/m.test(stderr))
    return failure('invalid', 'Denied', last, true);
  if (NOT_CONNECTED.test(last)) return failure('unreachable', 'not_connected', last, false);
  if (UNREACHABLE.test(last)) return failure('unreachable', 'connection_lost', last, true);
  return failure('server_error', `kubectl_rc_${rc}`, last || 'kubectl failed and said nothing.', true);
}
