import { describe, expect, it } from 'vitest';
import { settle } from '../apply/settle.ts';
import { isUnreachable } from './blocker.ts';
import { kubectlFailure } from './classify.ts';

const failed = (stderr: string) => kubectlFailure({ rc: 1, stdout: '', stderr, error: null });
const noise = (last: string) =>
  `E1126 07:00:08.351674 20806 memcache.go:265] "Unhandled Error" err="couldn't get current server API group list: dial tcp: connect: connection refused"\n${last}`;

// Texts of kubectl 1.36; what a real server says is held against it in agreement.cluster.test.ts.
describe('kubectlFailure', () => {
  it.each([
    ['Error from server (NotFound): deployments.apps "x" not found', 'not_found', 'NotFound', 'refused'],
    [
      'Error from server (Forbidden): deployments.apps "x" is forbidden: User "u" cannot get',
      'forbidden',
      'Forbidden',
      'refused',
    ],
    ['error: You must be logged in to the server (Unauthorized)', 'forbidden', 'Unauthorized', 'refused'],
    [
      'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
      'forbidden',
      'Unauthorized',
      'refused',
    ],
    ['Error from server (Conflict): Operation cannot be fulfilled', 'conflict', 'Conflict', 'conflict'],
    ['The Deployment "x" is invalid: spec.replicas: Invalid value: -1', 'invalid', 'Invalid', 'refused'],
    ['The request is invalid: patch: Invalid value: "{}": json: cannot unmarshal', 'invalid', 'Invalid', 'refused'],
    ['Error from server (BadRequest): no', 'invalid', 'BadRequest', 'refused'],
    ['Error from server: admission webhook "w" denied the request: no', 'invalid', 'Denied', 'refused'],
    ['Error from server (TooManyRequests): slow down', 'rate_limited', 'TooManyRequests', 'refused'],
    ['Error from server (Timeout): Timeout: request did not complete', 'timeout', 'Timeout', 'unknown'],
    ['Error from server (InternalError): etcdserver: request timed out', 'server_error', 'InternalError', 'unknown'],
    ['Error from server (SomethingNew): ?', 'server_error', 'SomethingNew', 'unknown'],
    ['Error from server (toString): ?', 'server_error', 'toString', 'unknown'],
    [
      noise('The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?'),
      'unreachable',
      'not_connected',
      'not_sent',
    ],
    ['Unable to connect to the server: dial tcp: lookup nowhere: no such host', 'unreachable', 'not_connected', 'not_sent'],
    ['Unable to connect to the server: net/http: TLS handshake timeout', 'unreachable', 'not_connected', 'not_sent'],
    // Discovery was refused once, the request itself went out.
    [
      noise('Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)'),
      'unreachable',
      'connection_lost',
      'unknown',
    ],
    ['error: unexpected EOF', 'unreachable', 'connection_lost', 'unknown'],
    ['error: something new', 'server_error', 'kubectl_rc_1', 'unknown'],
    ['', 'server_error', 'kubectl_rc_1', 'unknown'],
  ] as const)('%s', (stderr, kind, reason, outcome) => {
    const failure = failed(stderr);
    expect(failure).toMatchObject({ kind, reason, rc: 1, stderr });
    expect(settle(failure)).toBe(outcome);
  });

  it('names the policy that refused', () => {
    const text = `The deployments "x" is invalid: : ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no`;
    expect(failed(text).denial).toEqual({ policy: 'p', binding: 'b', message: 'no' });
  });
});

it('a refused connection is an unreachable cluster, also once kubectl knows its API and says only that', () => {
  const stderr = 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?';
  expect(isUnreachable({ rc: 1, stderr })).toBe(true);
});
