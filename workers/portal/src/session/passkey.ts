import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser';
import { api, dataOf } from '../api/client.ts';
import { Problem } from '../api/problem.ts';

/** Lets the person use one of their passkeys; the answer goes to the route that asked. @throws Problem `passkey_not_used` */
export async function askForPasskey(): Promise<Record<string, unknown>> {
  const options = await dataOf(api.GET('/v1/auth/passkey/generate-authenticate-options'));
  try {
    const response = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON });
    return { ...response };
  } catch (cause) {
    throw passkeyProblem(cause);
  }
}

/** What the browser says when a passkey was not given, in words. */
export function passkeyProblem(cause: unknown): Problem {
  const name = cause instanceof Error ? cause.name : '';
  const exists = name === 'InvalidStateError';
  return new Problem({
    code: 'passkey_not_used',
    message: exists ? 'This device already holds a passkey of yours.' : 'No passkey was used.',
    hint: exists
      ? 'Use the one that is there, or register another device.'
      : 'Try again and confirm on your device; if it has no passkey for this address, choose another way.',
    status: 400,
    cause,
  });
}
